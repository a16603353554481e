/// A partition as it stands when a stream takes it over: where reading starts, and what was noted there.
package struct AssignedPartition: Equatable, Sendable {
    package var partition: TopicPartition
    /// The offset of the first message that will come: the committed position, else the configured start.
    package var position: Int64
    /// False on a first start: the group has no committed position, `position` is the configured start.
    package var isCommitted: Bool
    /// What was committed with the position; empty when there was nothing.
    package var note: [UInt8]
    /// How many records are gone for ever between the committed position and `position`. Not 0 only under
    /// `DataLossPolicy.continue`.
    package var lostRecords: Int64

    package init(
        partition: TopicPartition, position: Int64, isCommitted: Bool, note: [UInt8] = [], lostRecords: Int64 = 0
    ) {
        self.partition = partition
        self.position = position
        self.isCommitted = isCommitted
        self.note = note
        self.lostRecords = lostRecords
    }
}
