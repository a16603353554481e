/// How a recording's bytes are packed.
package enum Compression: Sendable, CaseIterable {
    case none
    case zstandard
    case gzip

    /// What a file's name says: `.zst`, `.zstd`, `.gz`; anything else is not compressed.
    package init(path: String) {
        self = path.hasSuffix(".zst") || path.hasSuffix(".zstd") ? .zstandard : path.hasSuffix(".gz") ? .gzip : .none
    }

    /// What the first bytes say.
    init(firstBytes: some Collection<UInt8>) {
        if firstBytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
            self = .zstandard
        } else {
            self = firstBytes.starts(with: [0x1F, 0x8B]) ? .gzip : .none
        }
    }

    /// Unpacks what the first bytes say is packed.
    package static func unpacking(_ source: any ByteSource) throws(RecordingError) -> any ByteSource {
        let start = StartedSource(source)
        switch Compression(firstBytes: try start.firstBytes()) {
        case .none: return start
        case .zstandard: return try ZstandardSource(start)
        case .gzip: return try GzipSource(start)
        }
    }

    /// Packs what is written.
    package func packing(_ sink: any ByteSink) throws(RecordingError) -> any ByteSink {
        switch self {
        case .none: sink
        case .zstandard: try ZstandardSink(sink)
        case .gzip: try GzipSink(sink)
        }
    }
}

/// A source whose first bytes were looked at.
private final class StartedSource: ByteSource {
    private let source: any ByteSource
    private var start: [UInt8] = []
    private var position = 0

    init(_ source: any ByteSource) {
        self.source = source
    }

    /// Up to four bytes, fewer only if there are no more.
    func firstBytes() throws(RecordingError) -> [UInt8] {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4, alignment: 1)
        defer { buffer.deallocate() }
        while start.count < 4 {
            let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<(4 - start.count)]))
            if count == 0 { break }
            start += buffer[..<count]
        }
        return start
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordingError) -> Int {
        guard position < start.count else { return try source.read(into: buffer) }
        let count = min(buffer.count, start.count - position)
        buffer.copyBytes(from: start[position..<(position + count)])
        position += count
        return count
    }
}
