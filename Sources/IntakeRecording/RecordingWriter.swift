import Digests
import JSON
import MessageQueue

/// Writes a recording, `leg-recording/1`: a line that says what it is, a line a record, and a line that tells the end.
///
/// Without `finish` it is one that was cut short. Belongs to one thread.
package final class RecordingWriter {
    private let sink: any ByteSink
    private var line = ByteWriter(capacity: 16 << 10)
    private var digest = SHA256()
    private var count = 0

    /// Writes the first line.
    ///
    /// - Parameters:
    ///   - sink: where to; `finish` finishes it, too.
    ///   - topic: the topic that is recorded.
    ///   - from: where the recording begins, in the words of who asked for it.
    ///   - to: where it ends.
    /// - Throws: what the sink throws.
    package init(_ sink: any ByteSink, topic: String, from: String?, to: String?) throws(RecordingError) {
        self.sink = sink
        line.beginObject()
        line.name("recording")
        line.value(RecordingFormat.version)
        line.name("topic")
        line.value(topic)
        line.name("from")
        Self.write(from, into: &line)
        line.name("to")
        Self.write(to, into: &line)
        line.endObject()
        try flush()
    }

    /// Writes a record.
    package func write(_ event: RecordedEvent) throws(RecordingError) {
        line.beginObject()
        line.name("topic")
        line.value(event.topic)
        line.name("partition")
        line.value(Int(event.partition))
        line.name("offset")
        line.value(Int(event.offset))
        line.name("timestamp")
        if event.timestampKind == .none { line.null() } else { line.value(Int(event.timestampMilliseconds)) }
        line.name("timestampType")
        switch event.timestampKind {
        case .create: line.value("create" as StaticString)
        case .append: line.value("append" as StaticString)
        case .none: line.null()
        }
        line.name("key")
        Self.write(bytes: event.key, into: &line)
        line.name("value")
        Self.write(bytes: event.value, into: &line)
        line.name("headers")
        line.beginArray()
        for header in event.headers {
            line.beginArray()
            Self.write(bytes: header.name, into: &line)
            Self.write(bytes: header.value, into: &line)
            line.endArray()
        }
        line.endArray()
        line.endObject()
        count += 1
        try flush()
    }

    /// Writes the last line and finishes the sink.
    package func finish() throws(RecordingError) {
        line.beginObject()
        line.name("end")
        line.beginObject()
        line.name("count")
        line.value(count)
        line.name("sha256")
        line.value(Hexadecimal.encode(digest.finalize()))
        line.endObject()
        line.endObject()
        try flush()
        try sink.finish()
    }

    private func flush() throws(RecordingError) {
        line.append(UInt8(ascii: "\n"))
        digest.update(line.bytes)
        try sink.write(line.bytes)
        line.removeAll()
    }

    private static func write(_ text: String?, into line: inout ByteWriter) {
        if let text { line.value(text) } else { line.null() }
    }

    /// Text if it is UTF-8, else base64.
    private static func write(bytes: [UInt8]?, into line: inout ByteWriter) {
        guard let bytes else { return line.null() }
        if String(validating: bytes, as: UTF8.self) != nil {
            bytes.withUnsafeBufferPointer { line.value(JSONText($0)) }
            return
        }
        line.beginObject()
        line.name("base64")
        Array(Base64.encode(bytes).utf8).withUnsafeBufferPointer { line.value(JSONText($0)) }
        line.endObject()
    }
}

/// What reader and writer have in common.
enum RecordingFormat {
    static let version: StaticString = "leg-recording/1"
}
