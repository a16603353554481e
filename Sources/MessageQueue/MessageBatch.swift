/// What one call of `receive` brought: at least one message, those of one partition in ascending order of offset,
/// partitions mixed as they came.
///
/// The messages are borrowed like their bytes: see `Message`.
package struct MessageBatch {
    /// The messages, in order of arrival.
    package let messages: UnsafeBufferPointer<Message>
    /// The partitions that `Message.partitionIndex` points into. It may list more than occur in this batch.
    package let partitions: [TopicPartition]

    /// For transports and for tests of what reads batches.
    package init(messages: UnsafeBufferPointer<Message>, partitions: [TopicPartition]) {
        self.messages = messages
        self.partitions = partitions
    }

    /// Where a message of this batch stood.
    package func partition(of message: Message) -> TopicPartition { partitions[message.partitionIndex] }
}
