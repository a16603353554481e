import Crdkafka
import CrdkafkaShim
import MessageQueue

/// A consumer's handle, its rebalances, and the messages lent out of it.
final class RDKafkaConsumer {
    enum Rebalance {
        case assign([TopicPartition])
        case revoke(isLost: Bool)
    }

    /// What a drain ended with, beside messages.
    enum Interruption {
        case end(TopicPartition, offset: Int64)
        case outOfRange(TopicPartition)
        case failure(QueueError)
    }

    let handle: RDKafkaHandle
    let waker: KafkaWaker
    private var isClosed = false
    /// Messages taken and not yet given back.
    private var taken: [UnsafeMutablePointer<rd_kafka_message_t>] = []
    private var lent: [UnsafeMutableBufferPointer<Message>] = []
    private var slots = PartitionSlots()
    private var scratch: UnsafeMutableBufferPointer<UnsafeMutablePointer<rd_kafka_message_t>?>
    private(set) var interruption: Interruption?

    init(_ role: ClientRole, settings: KafkaSettings) throws(QueueError) {
        handle = try RDKafkaHandle(role, settings: settings)
        waker = KafkaWaker(handle)
        scratch = .allocate(capacity: 1024)
    }

    deinit {
        close()
        scratch.deallocate()
    }

    /// What was received of each partition since the last reset: first offset, and the last plus one.
    var spans: [(partition: TopicPartition, first: Int64, next: Int64)] { slots.spans }

    func resetSpans() { slots.resetSpans() }

    func subscribe(_ topics: [String]) throws(QueueError) {
        let list = RDKafkaPartitionList(topics.map { TopicPartition(topic: $0, partition: -1) })
        let code = list.withPointer { rd_kafka_subscribe(handle.pointer, $0) }
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw handle.error(code, doing: "subscribe") }
    }

    func takeWoken() -> Bool { lt_client_take_woken(handle.client) }

    var hasRebalance: Bool { lt_client_has_rebalance(handle.client) }

    func takeRebalance() -> Rebalance? {
        var pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?
        var isLost = false
        let kind = Int(lt_client_take_rebalance(handle.client, &pointer, &isLost))
        let partitions = pointer.map { RDKafkaPartitionList(taking: $0).entries.map(\.partition) } ?? []
        switch kind {
        case Int(LT_REBALANCE_ASSIGN): return .assign(partitions)
        case Int(LT_REBALANCE_REVOKE): return .revoke(isLost: isLost)
        default: return nil
        }
    }

    func assign(_ positions: [(partition: TopicPartition, offset: Int64)]) throws(QueueError) {
        slots.clear()
        try continueReading(positions)
    }

    /// The same partitions at other positions, and what was received still counts. Unlike `seek`, it starts a partition
    /// that librdkafka has stopped reading.
    func continueReading(_ positions: [(partition: TopicPartition, offset: Int64)]) throws(QueueError) {
        slots.forgetTopics()
        let list = RDKafkaPartitionList(positions.map { ($0.partition, $0.offset, []) })
        let code = list.withPointer { rd_kafka_assign(handle.pointer, $0) }
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw handle.error(code, doing: "assign") }
    }

    func unassign() throws(QueueError) {
        slots.clear()
        let code = rd_kafka_assign(handle.pointer, nil)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw handle.error(code, doing: "unassign") }
    }

    /// The barrier that keeps older messages away stands when it returns. Throws if a partition is not being read.
    func seek(_ positions: [(partition: TopicPartition, offset: Int64)]) throws(QueueError) {
        guard !positions.isEmpty else { return }
        for (partition, offset) in positions { slots.expect(offset, of: partition) }
        let list = RDKafkaPartitionList(positions.map { ($0.partition, $0.offset, []) })
        // Five seconds: before 2.1 the call takes milliseconds for microseconds.
        let wait: Int32 = rd_kafka_version() < 0x0201_0000 ? 5_000_000 : 5000
        if let failure = list.withPointer({ rd_kafka_seek_partitions(handle.pointer, $0, wait) }) {
            throw handle.error(taking: failure, doing: "seek")
        }
        for entry in list.entries where entry.error != RD_KAFKA_RESP_ERR_NO_ERROR {
            throw handle.error(entry.error, doing: "seek \(entry.partition)")
        }
    }

    /// The messages taken now; `interruption` says what else came.
    func drain(
        limit: Int, wait: Duration, gather: Duration
    ) -> MessageBatch? {
        interruption = nil
        if scratch.count < limit {
            scratch.deallocate()
            scratch = .allocate(capacity: limit)
        }
        var count = lt_consumer_drain(
            handle.pointer, handle.client, scratch.baseAddress, limit, Int32(wait.milliseconds),
            Int32(gather.milliseconds))
        if count > 0, let last = scratch[count - 1], last.pointee.err != RD_KAFKA_RESP_ERR_NO_ERROR {
            interruption = interrupt(last)
            rd_kafka_message_destroy(last)
            count -= 1
        }
        guard count > 0 else { return nil }
        let messages = UnsafeMutableBufferPointer<Message>.allocate(capacity: count)
        var strayed: (slot: Int, offset: Int64)?
        for index in 0..<count {
            guard let pointer = scratch[index] else { continue }
            taken.append(pointer)
            let slot = slots.slot(of: pointer)
            messages.initializeElement(at: index, to: Message(pointer, slot: slot))
            if strayed == nil, !slots.note(pointer.pointee.offset, at: slot) {
                strayed = (slot, pointer.pointee.offset)
            }
        }
        lent.append(messages)
        if let (slot, offset) = strayed {
            // Nothing of it is handed out: whoever committed it would skip what lies between.
            interruption = .failure(
                QueueError(
                    .other, "\(slots.partitions[slot]) went on at \(offset), not where it was set back to",
                    isFatal: true))
            return nil
        }
        return MessageBatch(messages: UnsafeBufferPointer(messages), partitions: slots.partitions)
    }

    /// Returns all messages to librdkafka; what was lent is gone.
    func giveBack() {
        for message in taken { rd_kafka_message_destroy(message) }
        taken.removeAll(keepingCapacity: true)
        for messages in lent { messages.deallocate() }
        lent.removeAll(keepingCapacity: true)
    }

    /// Leaves the group. A handle that hangs in it (known before 2.6.1 when a partition vanished) is for the caller's
    /// watchdog.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        giveBack()
        waker.detach()
        lt_client_set_closing(handle.client)
        // The group waits for the answer to a rebalance that was taken out of the queue, and close would wait for the
        // group.
        _ = try? unassign()
        rd_kafka_consumer_close(handle.pointer)
    }

    private func interrupt(_ message: UnsafeMutablePointer<rd_kafka_message_t>) -> Interruption {
        let code = message.pointee.err
        let topic = message.pointee.rkt.map { String(cString: rd_kafka_topic_name($0)) } ?? ""
        let partition = TopicPartition(topic: topic, partition: message.pointee.partition)
        if code == RD_KAFKA_RESP_ERR__PARTITION_EOF { return .end(partition, offset: message.pointee.offset) }
        if code == RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET { return .outOfRange(partition) }
        let text = rd_kafka_message_errstr(message).map { String(cString: $0) } ?? ""
        return .failure(handle.error(code, doing: "receive", text: text))
    }
}
