import Crdkafka
import MessageQueue

/// Numbers the partitions that messages come from, without making a string for each message.
struct PartitionSlots {
    private struct Key: Hashable {
        let topic: OpaquePointer
        let partition: Int32
    }

    private struct Span {
        var first: Int64 = -1
        var next: Int64 = -1
        /// Where reading was set back to, until the first message from there; else -1.
        var expected: Int64 = -1
    }

    private(set) var partitions: [TopicPartition] = []
    private var received: [Span] = []
    private var slots: [Key: Int] = [:]
    private var lastKey: Key?
    private var lastSlot = 0

    /// The topic pointers of librdkafka that are known here may not outlive an assignment.
    mutating func clear() { self = PartitionSlots() }

    /// After a new assignment that continues the old one: topic pointers are looked up anew, what was received stays.
    mutating func forgetTopics() {
        slots = [:]
        lastKey = nil
        for slot in received.indices { received[slot].expected = -1 }
    }

    /// Counts a message as received. False, and not counted, if reading was set back and did not go back.
    mutating func note(_ offset: Int64, at slot: Int) -> Bool {
        guard received[slot].expected < 0 || received[slot].expected == offset else { return false }
        received[slot].expected = -1
        if received[slot].first < 0 { received[slot].first = offset }
        received[slot].next = offset + 1
        return true
    }

    /// The next message of this partition must have this offset, which belongs to a message received before.
    mutating func expect(_ offset: Int64, of partition: TopicPartition) {
        guard let slot = partitions.firstIndex(of: partition) else { return }
        received[slot].expected = offset == received[slot].first ? offset : -1
    }

    var spans: [(partition: TopicPartition, first: Int64, next: Int64)] {
        partitions.indices.filter { received[$0].first >= 0 }
            .map { (partitions[$0], received[$0].first, received[$0].next) }
    }

    mutating func resetSpans() {
        for slot in received.indices {
            received[slot].first = -1
            received[slot].next = -1
        }
    }

    mutating func slot(of message: UnsafeMutablePointer<rd_kafka_message_t>) -> Int {
        guard let topic = message.pointee.rkt else {
            return slot(Key(topic: OpaquePointer(message), partition: -1), "")
        }
        // Messages come in runs of one partition.
        let key = Key(topic: topic, partition: message.pointee.partition)
        if key == lastKey { return lastSlot }
        lastKey = key
        lastSlot = slots[key] ?? slot(key, String(cString: rd_kafka_topic_name(topic)))
        return lastSlot
    }

    private mutating func slot(_ key: Key, _ topic: String) -> Int {
        let partition = TopicPartition(topic: topic, partition: key.partition)
        let slot = partitions.firstIndex(of: partition) ?? partitions.count
        if slot == partitions.count {
            partitions.append(partition)
            received.append(Span())
        }
        slots[key] = slot
        return slot
    }
}
