package import MessageQueue

/// What became of one batch: every record of it has been published as exactly one output of the open unit.
package struct PublishedBatch: Sendable, Equatable {
    /// A partition and the last offset of it in the batch.
    package struct Reach: Sendable, Equatable {
        package let partition: TopicPartition
        package let offset: Int64

        /// - Parameters:
        ///   - partition: where.
        ///   - offset: the last offset of the batch there.
        package init(partition: TopicPartition, offset: Int64) {
            self.partition = partition
            self.offset = offset
        }
    }

    /// How many records it held.
    package var records: Int
    /// The sum of the sizes of their values.
    package var bytes: Int
    /// Whether one of the outputs went into the lane `stat`.
    package var holdsStat: Bool
    /// How far it reached, each partition once.
    package var reached: [Reach]

    /// - Parameters:
    ///   - records: how many records it held.
    ///   - bytes: the sum of the sizes of their values.
    ///   - holdsStat: whether an output went into the lane `stat`.
    ///   - reached: how far it reached, each partition once.
    package init(records: Int, bytes: Int, holdsStat: Bool = false, reached: [Reach] = []) {
        self.records = records
        self.bytes = bytes
        self.holdsStat = holdsStat
        self.reached = reached
    }
}
