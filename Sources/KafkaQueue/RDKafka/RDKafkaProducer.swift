import Crdkafka
import CrdkafkaShim
import MessageQueue

/// A producer's handle with the topics it publishes to.
final class RDKafkaProducer {
    let handle: RDKafkaHandle
    /// Whether transactions may begin.
    private(set) var isInitialised = false
    private var topics: [OpaquePointer] = []
    private var headers: UnsafeMutableBufferPointer<lt_header>
    /// Stands for empty bytes, which must not look like null.
    private let nothing: UnsafeMutableRawPointer

    init(_ role: ClientRole, settings: KafkaSettings) throws(QueueError) {
        handle = try RDKafkaHandle(role, settings: settings)
        headers = .allocate(capacity: 16)
        nothing = .allocate(byteCount: 1, alignment: 1)
    }

    deinit {
        rd_kafka_purge(handle.pointer, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT)
        for topic in topics { rd_kafka_topic_destroy(topic) }
        headers.deallocate()
        nothing.deallocate()
    }

    /// Adds a topic; its place is the number of calls before.
    func add(topic: String) throws(QueueError) {
        guard let pointer = rd_kafka_topic_new(handle.pointer, topic, nil) else {
            throw handle.error(rd_kafka_last_error(), doing: "topic \(topic)")
        }
        topics.append(pointer)
    }

    /// Asks for the topic's metadata, so that the first record does not have to wait for it.
    func warmUp(topic: String, within: Duration) throws(QueueError) {
        try handle.metadata(of: topic, within: within)
    }

    /// Hands a record over; nil is success. `topic` counts the calls of `add`; `output` comes back in refusals.
    func publish(_ record: borrowing OutgoingRecord, topic: Int, output: Int) -> QueueError? {
        let count = record.headers.count
        if count > headers.count {
            headers.deallocate()
            headers = .allocate(capacity: count * 2)
        }
        for index in 0..<count {
            let header = record.headers[index]
            headers[index] = lt_header(
                name: header.name.baseAddress ?? UnsafeRawPointer(nothing), name_length: header.name.count,
                value: header.value.map { $0.baseAddress ?? UnsafeRawPointer(nothing) },
                value_length: header.value?.count ?? 0)
        }
        let code = lt_produce(
            handle.pointer, topics[topic], record.partition ?? RD_KAFKA_PARTITION_UA,
            record.key.map { $0.baseAddress ?? UnsafeRawPointer(nothing) }, record.key?.count ?? 0,
            record.value.map { $0.baseAddress ?? UnsafeRawPointer(nothing) }, record.value?.count ?? 0,
            record.timestampMilliseconds ?? 0, headers.baseAddress, count, Int64(output))
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
        return handle.error(code, doing: "publish")
    }

    func flush(within: Duration) -> Bool {
        rd_kafka_flush(handle.pointer, Int32(within.milliseconds)) == RD_KAFKA_RESP_ERR_NO_ERROR
    }

    /// Records not yet delivered or given up.
    var underway: Int { Int(rd_kafka_outq_len(handle.pointer)) }

    var failures: (count: Int, first: QueueError.Code?) {
        let count = Int(lt_client_failed(handle.client))
        return (count, count == 0 ? nil : QueueError.Code(lt_client_first_failure(handle.client)))
    }

    /// Ascending by output.
    var refusals: [RefusedOutput] {
        var count = 0
        guard let first = lt_client_refusals(handle.client, &count) else { return [] }
        return UnsafeBufferPointer(start: first, count: count)
            .map { RefusedOutput(output: Int($0.output), code: QueueError.Code($0.error)) }
            .sorted { $0.output < $1.output }
    }

    func resetDeliveries() { lt_client_reset_deliveries(handle.client) }

    /// Resumable, in slices: in between errors are served, since the library itself would try for ever with a wrong
    /// password.
    func initialise(until deadline: ContinuousClock.Instant) throws(QueueError) {
        while true {
            let rest = ContinuousClock.now.duration(to: deadline)
            let slice = max(.zero, min(rest, .milliseconds(500)))
            guard let failure = rd_kafka_init_transactions(handle.pointer, Int32(slice.milliseconds)) else {
                isInitialised = true
                return
            }
            let error = handle.error(taking: failure, doing: "init_transactions")
            handle.serve()
            if let known = handle.takeError(), known.isFatal || known.code == .notAuthorized { throw known }
            guard error.isRetriable, !error.isFatal, rest > .zero else { throw error }
        }
    }

    func begin() throws(QueueError) {
        guard let failure = rd_kafka_begin_transaction(handle.pointer) else { return }
        throw handle.error(taking: failure, doing: "begin_transaction")
    }

    /// With the consumer's group metadata of this moment, so that a former owner is fenced.
    func sendOffsets(
        _ offsets: [(partition: TopicPartition, offset: Int64, note: [UInt8])], consumer: RDKafkaConsumer,
        within: Duration
    ) throws(QueueError) {
        guard let metadata = rd_kafka_consumer_group_metadata(consumer.handle.pointer) else {
            throw QueueError(.membershipLost, "send_offsets: no group", requiresAbort: true)
        }
        defer { rd_kafka_consumer_group_metadata_destroy(metadata) }
        let list = RDKafkaPartitionList(offsets)
        let failure = list.withPointer {
            rd_kafka_send_offsets_to_transaction(handle.pointer, $0, metadata, Int32(within.milliseconds))
        }
        if let failure { throw handle.error(taking: failure, doing: "send_offsets_to_transaction") }
    }

    func commit(within: Duration) throws(QueueError) {
        guard let failure = rd_kafka_commit_transaction(handle.pointer, Int32(within.milliseconds)) else { return }
        throw handle.error(taking: failure, doing: "commit_transaction")
    }

    func abort(within: Duration) throws(QueueError) {
        guard let failure = rd_kafka_abort_transaction(handle.pointer, Int32(within.milliseconds)) else { return }
        throw handle.error(taking: failure, doing: "abort_transaction")
    }
}
