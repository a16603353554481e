/// One partition of one topic.
package struct TopicPartition: Hashable, Sendable {
    package var topic: String
    /// Counts from 0.
    package var partition: Int32

    package init(topic: String, partition: Int32) {
        self.topic = topic
        self.partition = partition
    }
}

extension TopicPartition: Comparable {
    /// By topic, then by number: an order that depends neither on a locale nor on hashing.
    package static func < (left: Self, right: Self) -> Bool {
        guard left.topic == right.topic else { return left.topic < right.topic }
        return left.partition < right.partition
    }
}

extension TopicPartition: CustomStringConvertible {
    package var description: String { "\(topic)/\(partition)" }
}
