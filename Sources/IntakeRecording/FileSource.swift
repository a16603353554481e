#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The bytes of a file, or of standard input.
package final class FileSource: ByteSource {
    private let descriptor: Int32
    private let closes: Bool

    /// Opens a file; `-` is standard input.
    package init(path: String) throws(RecordingError) {
        closes = path != "-"
        descriptor = closes ? open(path, O_RDONLY | O_CLOEXEC) : 0
        guard descriptor >= 0 else { throw RecordingError(.unreadable, detail: systemErrorText()) }
    }

    deinit {
        if closes { close(descriptor) }
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordingError) -> Int {
        while true {
            let count = systemRead(descriptor, buffer)
            if count >= 0 { return count }
            if errno != EINTR { throw RecordingError(.unreadable, detail: systemErrorText()) }
        }
    }
}

/// A file that is written, or standard output.
package final class FileSink: ByteSink {
    private let descriptor: Int32
    private let closes: Bool
    private var isFinished = false

    /// Opens a file, and replaces an existing one; `-` is standard output.
    package init(path: String) throws(RecordingError) {
        closes = path != "-"
        descriptor = closes ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600) : 1
        guard descriptor >= 0 else { throw RecordingError(.unwritable, detail: systemErrorText()) }
    }

    deinit {
        if closes, !isFinished { close(descriptor) }
    }

    package func write(_ bytes: UnsafeRawBufferPointer) throws(RecordingError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = systemWrite(descriptor, rest)
            if count < 0 {
                if errno == EINTR { continue }
                throw RecordingError(.unwritable, detail: systemErrorText())
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    package func finish() throws(RecordingError) {
        guard closes, !isFinished else { return }
        isFinished = true
        guard close(descriptor) == 0 else { throw RecordingError(.unwritable, detail: systemErrorText()) }
    }
}

/// Bytes in memory.
package final class MemorySource: ByteSource {
    private let bytes: [UInt8]
    private var position = 0

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, bytes.count - position)
        buffer.copyBytes(from: bytes[position..<(position + count)])
        position += count
        return count
    }
}

/// Collects bytes in memory.
package final class MemorySink: ByteSink {
    /// What was written so far.
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package func write(_ bytes: UnsafeRawBufferPointer) { self.bytes.append(contentsOf: bytes) }

    package func finish() {}
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    read(descriptor, buffer.baseAddress, buffer.count)
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}

private func systemErrorText() -> String {
    String(cString: strerror(errno))
}
