import Digests
import JSON
import MessageQueue
import TriageEvents

/// Reads a record's headers once, and builds those of its output.
///
/// Built for speed: what is the same for every output is laid down once, what is the same for a batch once a batch. A list
/// that it gives out, and all it points to, is valid until the next call for a record.
///
/// Belongs to one stream thread.
final class OutputHeaders {
    private let names = HeaderNames()
    private let source: HeaderBytes
    private var list: [MessageHeader] = []
    /// The record's headers as the chain reads them.
    private var read: [RecordHeader] = []
    /// Those of the record's own headers that go on with a routing event.
    private var passed: [MessageHeader] = []
    private var redriveAttempt = 0
    private var redriveOf: MessageHeader?
    /// `ce_time` of the batch, `topic/partition/` of each of its partitions, and what changes with each record. Room enough for all
    /// of it is reserved beforehand, since the headers point into it.
    private var time = ByteWriter(capacity: 64)
    private var prefixes: [HeaderBytes] = []
    private var scratch = ByteWriter(capacity: 4096)
    private var partitions: [TopicPartition] = []

    init(group: String) {
        source = HeaderBytes("/legtriage/" + group)
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
        passed.removeAll(keepingCapacity: true)
        redriveAttempt = 0
        redriveOf = nil
        var traceparent: MessageHeader?
        var tracestate: MessageHeader?
        for header in message.headers {
            read.append(RecordHeader(name: header.name, value: header.value))
            guard let value = header.value, let first = header.name.first else { continue }
            if first == UInt8(ascii: "t") {
                if header.name == names.traceparent, HeaderSyntax.isTraceparent(value) { traceparent = header }
                if header.name == names.tracestate, HeaderSyntax.isTracestate(value) { tracestate = header }
            } else if first == UInt8(ascii: "l") {
                if header.name == names.redriveOf, HeaderSyntax.isPlace(value) { redriveOf = header }
                if header.name == names.attempt { redriveAttempt = HeaderSyntax.smallNumber(value) ?? 0 }
            }
        }
        if let traceparent {
            passed.append(traceparent)
            if let tracestate { passed.append(tracestate) }
        }
    }

    /// The headers of the record that `read` read. Valid while `body` runs on the same record.
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
        writePlace(of: message)
        let bytes = scratch.bytes
        list.removeAll(keepingCapacity: true)
        list.append(names.specversion)
        list.append(MessageHeader(name: names.id, value: UnsafeRawBufferPointer(rebasing: bytes[..<idLength])))
        list.append(MessageHeader(name: names.source, value: source.bytes))
        list.append(names.type)
        list.append(MessageHeader(name: names.time, value: time.bytes))
        list.append(names.contentType)
        list.append(MessageHeader(name: names.input, value: UnsafeRawBufferPointer(rebasing: bytes[idLength...])))
        if !passed.isEmpty { list.append(contentsOf: passed) }
        if let redriveOf, redriveAttempt > 0 {
            list.append(redriveOf)
            appendNumber(names.attempt, redriveAttempt)
        }
        return try list.withUnsafeBufferPointer(body)
    }

    /// The headers of a dead letter, lent to `body`: the record's own in their order, then ours.
    /// With `digestOnly` the value is left out: its size and digest are told, and the record's own headers go with it.
    func withDeadLetter<Result, Failure: Error>(
        _ message: Message, _ reason: DeadLetterReason, digestOnly: Bool = false,
        _ body: (UnsafeBufferPointer<MessageHeader>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        list.removeAll(keepingCapacity: true)
        if !digestOnly {
            for header in message.headers where !names.isOurs(header.name) { list.append(header) }
        }
        scratch.removeAll()
        scratch.reserve(2048)
        writePlace(of: message)
        list.append(MessageHeader(name: names.input, value: UnsafeRawBufferPointer(rebasing: scratch.bytes[...])))
        appendText(names.errorCode, reason.code)
        appendText(names.errorPath, reason.path)
        if reason.redFlag { list.append(names.redFlag) }
        appendNumber(names.attempt, redriveOf == nil ? 1 : redriveAttempt + 1)
        if let redriveOf { list.append(redriveOf) }
        if digestOnly {
            appendNumber(names.valueSize, message.value?.count ?? 0)
            appendText(names.valueDigest, Self.digest(of: message.value))
        }
        return try list.withUnsafeBufferPointer(body)
    }

    /// The key, unless it is so large that it may be what the broker refused.
    static func usableKey(_ message: Message) -> UnsafeRawBufferPointer? {
        guard let key = message.key, key.count <= 4096 else { return nil }
        return key
    }

    private func writePlace(of message: Message) {
        scratch.append(prefixes[message.partitionIndex].bytes)
        scratch.appendDecimal(Int(message.offset))
    }

    private func appendNumber(_ name: UnsafeRawBufferPointer, _ number: Int) {
        let start = scratch.count
        scratch.appendDecimal(number)
        list.append(MessageHeader(name: name, value: UnsafeRawBufferPointer(rebasing: scratch.bytes[start...])))
    }

    /// Codes, paths and digests: short, and made by us.
    private func appendText(_ name: UnsafeRawBufferPointer, _ text: String) {
        let start = scratch.count
        for byte in text.utf8.prefix(512) { scratch.append(byte) }
        list.append(MessageHeader(name: name, value: UnsafeRawBufferPointer(rebasing: scratch.bytes[start...])))
    }

    private static func digest(of value: UnsafeRawBufferPointer?) -> String {
        var hash = SHA256()
        if let value { hash.update(value) }
        return Hexadecimal.encode(hash.finalize())
    }
}
