import Digests
import JSON
import MessageQueue

/// The members of one record's line.
struct RecordFields {
    private let document: JSONValue
    private let line: Int
    private let isLatin1: Bool

    /// - Parameters:
    ///   - document: the line.
    ///   - line: its number.
    ///   - isLatin1: each character of keys, values and headers stands for one byte.
    init(_ document: JSONValue, line: Int, isLatin1: Bool = false) {
        self.document = document
        self.line = line
        self.isLatin1 = isLatin1
    }

    /// A record as a recording writes it.
    func recorded() throws(RecordingError) -> RecordedEvent {
        var event = try place()
        if let timestamp = document["timestamp"], !timestamp.isNull {
            guard let milliseconds = timestamp.integer else { throw malformed("timestamp") }
            event.timestampMilliseconds = Int64(milliseconds)
            event.timestampKind = try kind(document["timestampType"], name: "timestampType")
        }
        event.key = try bytes(document["key"], "key")
        guard let value = document["value"] else { throw malformed("value") }
        event.value = try bytes(value, "value")
        guard let headers = document["headers"] else { return event }
        guard let elements = headers.elements else { throw malformed("headers") }
        for element in elements {
            guard var pair = element.elements, let name = pair.next(), let value = pair.next(), pair.next() == nil,
                let nameBytes = try bytes(name, "headers")
            else { throw malformed("headers") }
            event.headers.append(.init(name: nameBytes, value: try bytes(value, "headers")))
        }
        return event
    }

    /// A record as `kcat -J` writes it: headers in one flat list, name and value in turn.
    func kcat() throws(RecordingError) -> RecordedEvent {
        var event = try place()
        if let timestamp = document["ts"]?.integer, timestamp >= 0 {
            event.timestampMilliseconds = Int64(timestamp)
            event.timestampKind = try kind(document["tstype"], name: "tstype")
        }
        event.key = try bytes(document["key"], "key")
        event.value = try bytes(document["payload"], "payload")
        guard let headers = document["headers"], !headers.isNull else { return event }
        guard var elements = headers.elements else { throw malformed("headers") }
        while let name = elements.next() {
            guard let value = elements.next(), let nameBytes = try bytes(name, "headers") else {
                throw malformed("headers")
            }
            event.headers.append(.init(name: nameBytes, value: try bytes(value, "headers")))
        }
        return event
    }

    private func place() throws(RecordingError) -> RecordedEvent {
        guard let topic = document["topic"]?.text else { throw malformed("topic") }
        guard let partition = document["partition"]?.integer, let number = Int32(exactly: partition), number >= 0 else {
            throw malformed("partition")
        }
        guard let offset = document["offset"]?.integer, offset >= 0 else { throw malformed("offset") }
        return RecordedEvent(topic: topic.string, partition: number, offset: Int64(offset), value: nil)
    }

    private func kind(_ value: JSONValue?, name: String) throws(RecordingError) -> Message.TimestampKind {
        guard let text = value?.text else { throw malformed(name) }
        if text == "create" { return .create }
        // kcat's word for it is `logappend`.
        if text == "append" || text == "logappend" { return .append }
        if text == "unknown" { return .none }
        throw malformed(name)
    }

    /// A string, `{"base64": …}` or null.
    private func bytes(_ value: JSONValue?, _ name: String) throws(RecordingError) -> [UInt8]? {
        guard let value, !value.isNull else { return nil }
        if let text = value.text { return isLatin1 ? try latin1(text, name) : Array(text.bytes) }
        guard let base64 = value["base64"]?.text else { throw malformed(name) }
        guard let decoded = Base64.decode(UnsafeRawBufferPointer(base64.bytes)) else {
            throw RecordingError(.malformedBase64, line: line, detail: name)
        }
        return decoded
    }

    /// The bytes that the characters of a text stand for.
    private func latin1(_ text: JSONText, _ name: String) throws(RecordingError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        for character in String(decoding: text.bytes, as: UTF8.self).unicodeScalars {
            guard let byte = UInt8(exactly: character.value) else { throw malformed(name) }
            bytes.append(byte)
        }
        return bytes
    }

    private func malformed(_ member: String) -> RecordingError {
        RecordingError(.malformedRecord, line: line, detail: member)
    }
}
