import Digests
import JSON
import MessageQueue
import TriageEngine
import TriageEvents

/// Reads a record's headers once, and builds those of its output.
///
/// Built for speed where it counts: of a routing event, what is the same for every output is laid down once, what is
/// the same for a batch once a batch. A list lent to a closure, and all it points to, is valid within the closure.
///
/// Belongs to one stream thread.
final class OutputHeaders {
    private let names = HeaderNames()
    private let source: HeaderBytes
    private var list: [MessageHeader] = []
    /// The record's headers as the chain reads them.
    private var read: [RecordHeader] = []
    /// Of the record's own headers those that go on with its routing event: trace and redrive.
    private var passed: [MessageHeader] = []
    private var block = HeaderBlock()
    /// `ce_time` of the batch, `topic/partition/` of each of its partitions, and what changes with each record: less
    /// than its room, so that it never moves while headers point into it.
    private var time = ByteWriter(capacity: 64)
    private var prefixes: [HeaderBytes] = []
    private var scratch = ByteWriter(capacity: 1024)
    private var partitions: [TopicPartition] = []

    init(group: String) {
        source = HeaderBytes("\(EventHeaders.sourcePrefix)" + group)
        list.reserveCapacity(64)
    }

    /// Before the first record of a batch.
    func begin(at wallMilliseconds: Int64, batch: MessageBatch) {
        time.removeAll()
        Instant(millisecondsSince1970: wallMilliseconds).write(into: &time)
        if partitions != batch.partitions {
            partitions = batch.partitions
            prefixes = partitions.map { HeaderBytes("\($0.topic)/\($0.partition)/") }
        }
    }

    /// Before anything else for a record.
    func read(_ message: Message) {
        read.removeAll(keepingCapacity: true)
        for header in message.headers { read.append(RecordHeader(name: header.name, value: header.value)) }
        if !passed.isEmpty { passed.removeAll(keepingCapacity: true) }
        guard !read.isEmpty else { return }
        withIncoming { headers in
            let trace = TraceContext(headers)
            pass(EventHeaders.traceParent, trace.parent)
            pass(EventHeaders.traceState, trace.state)
            let own = IncomingHeaders(headers)
            pass(EventHeaders.redriveOf, own.redriveOf)
            guard own.attempt != nil else { return }
            let attempt = headers.first { JSONText($0.name) == EventHeaders.attempt }
            pass(EventHeaders.attempt, attempt?.value.map { JSONText($0) })
        }
    }

    private func pass(_ name: StaticString, _ value: JSONText?) {
        guard let value else { return }
        passed.append(
            MessageHeader(name: HeaderNames.bytes(name), value: UnsafeRawBufferPointer(value.bytes)))
    }

    /// The headers of the record that `read` read.
    func withIncoming<Result>(_ body: (RecordHeaders) -> Result) -> Result {
        read.withUnsafeBufferPointer { body(RecordHeaders($0)) }
    }

    /// The headers of a routing event, lent to `body`.
    func withRouting<Result, Failure: Error>(
        _ message: Message, eventID: EventID, _ body: (UnsafeBufferPointer<MessageHeader>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        scratch.removeAll()
        eventID.write(into: &scratch)
        let idLength = scratch.count
        scratch.append(prefixes[message.partitionIndex].bytes)
        scratch.appendDecimal(Int(message.offset))
        let bytes = scratch.bytes
        list.removeAll(keepingCapacity: true)
        list.append(names.specVersion)
        list.append(MessageHeader(name: names.eventID, value: UnsafeRawBufferPointer(rebasing: bytes[..<idLength])))
        list.append(MessageHeader(name: names.source, value: source.bytes))
        list.append(names.type)
        list.append(MessageHeader(name: names.eventTime, value: time.bytes))
        list.append(names.contentType)
        list.append(MessageHeader(name: names.input, value: UnsafeRawBufferPointer(rebasing: bytes[idLength...])))
        if !passed.isEmpty { list.append(contentsOf: passed) }
        return try list.withUnsafeBufferPointer(body)
    }

    /// The headers of a dead letter, lent to `body`: the record's own in their order, then ours.
    ///
    /// With `digestOnly` the value is left out: its size and digest are told, and the record's own headers go with it;
    /// how often it became a dead letter is counted on all the same.
    func withDeadLetter<Result, Failure: Error>(
        _ message: Message, _ letter: ChainOutcome.DeadLetter, digestOnly: Bool = false,
        _ body: (UnsafeBufferPointer<MessageHeader>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let place = partitions[message.partitionIndex]
        block.removeAll()
        HeaderBytes(place.topic).lend { topic in
            let headers = DeadLetterHeaders(
                rejection: letter.rejection,
                input: RecordPosition(topic: topic, partition: Int(place.partition), offset: Int(message.offset)),
                hasRedFlag: letter.hasRedFlag)
            withIncoming { headers.write(passingOn: $0, into: &block, keepsRecordHeaders: !digestOnly) }
        }
        if digestOnly { describeValue(of: message) }
        list.removeAll(keepingCapacity: true)
        for index in 0..<block.count {
            list.append(MessageHeader(name: block[index].name, value: block[index].value))
        }
        return try list.withUnsafeBufferPointer(body)
    }

    /// The key, unless it is so large that it may be what the broker refused.
    static func usableKey(_ message: Message) -> UnsafeRawBufferPointer? {
        guard let key = message.key, key.count <= 4096 else { return nil }
        return key
    }

    private func describeValue(of message: Message) {
        var hash = SHA256()
        if let value = message.value { hash.update(value) }
        let digest = Hexadecimal.encode(hash.finalize())
        block.append(EventHeaders.valueSize) { $0.appendDecimal(message.value?.count ?? 0) }
        block.append(EventHeaders.valueDigest) { for byte in digest.utf8 { $0.append(byte) } }
    }
}
