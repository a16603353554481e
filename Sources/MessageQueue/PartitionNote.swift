/// Bytes to commit together with a partition's position; opaque to the transport.
package struct PartitionNote: Equatable, Sendable {
    /// The longest note that every transport takes, in bytes (a broker's default `offset.metadata.max.bytes`).
    package static let maximumLength = 4096

    package var partition: TopicPartition
    /// ASCII without zero bytes: Kafka keeps it as a string.
    package var bytes: [UInt8]

    package init(partition: TopicPartition, bytes: [UInt8]) {
        self.partition = partition
        self.bytes = bytes
    }
}
