import IntakeRecording
import JSON

/// Where a command's results go: standard output, or the file of `--output`; a part at a time.
struct ResultFile: ~Copyable {
    private let sink: FileSink
    private var buffer = ByteWriter(capacity: 1 << 17)

    /// Opens the file; nil or `-` is standard output.
    init(path: String?) throws(CommandFailure) {
        do throws(RecordingError) {
            sink = try FileSink(path: path ?? "-")
        } catch {
            throw .failed("\(path ?? "standard output") \(error)")
        }
    }

    /// Appends to what is written next.
    mutating func write(_ body: (inout ByteWriter) -> Void) throws(CommandFailure) {
        body(&buffer)
        if buffer.count >= 1 << 16 { try flush() }
    }

    mutating func write(_ text: String) throws(CommandFailure) {
        try write { buffer in text.withText { buffer.append($0) } }
    }

    mutating func flush() throws(CommandFailure) {
        do throws(RecordingError) {
            try sink.write(buffer.bytes)
        } catch {
            throw .failed("the results \(error)")
        }
        buffer.removeAll()
    }

    consuming func finish() throws(CommandFailure) {
        try flush()
        do throws(RecordingError) {
            try sink.finish()
        } catch {
            throw .failed("the results \(error)")
        }
    }
}
