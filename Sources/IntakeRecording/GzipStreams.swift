import Czlib

/// What gzip compressed, member after member.
final class GzipSource: ByteSource {
    private let source: any ByteSource
    private let input: UnsafeMutableRawBufferPointer
    /// zlib keeps a pointer to its stream, which must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private var isWithinMember = false

    init(_ source: any ByteSource) throws(RecordingError) {
        self.source = source
        input = .allocate(byteCount: 1 << 17, alignment: 16)
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 32 + 15: gzip by its header, the largest window.
        guard inflateInit2_(stream, 47, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw RecordingError(.compression, detail: "memory")
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        input.deallocate()
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordingError) -> Int {
        stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(clamping: buffer.count)
        let room = Int(stream.pointee.avail_out)
        while Int(stream.pointee.avail_out) == room {
            if stream.pointee.avail_in == 0 {
                let count = try source.read(into: input)
                if count == 0 {
                    if isWithinMember { throw RecordingError(.cutShort) }
                    return 0
                }
                stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.pointee.avail_in = UInt32(count)
            }
            if !isWithinMember {
                inflateReset(stream)
                isWithinMember = true
            }
            switch inflate(stream, Z_NO_FLUSH) {
            case Z_OK, Z_BUF_ERROR: break
            case Z_STREAM_END: isWithinMember = false
            default: throw RecordingError(.compression, detail: "gzip")
            }
        }
        return room - Int(stream.pointee.avail_out)
    }
}

/// Compresses with gzip.
final class GzipSink: ByteSink {
    private let sink: any ByteSink
    private let output: UnsafeMutableRawBufferPointer
    private let stream: UnsafeMutablePointer<z_stream>

    init(_ sink: any ByteSink) throws(RecordingError) {
        self.sink = sink
        output = .allocate(byteCount: 1 << 17, alignment: 16)
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let size = Int32(MemoryLayout<z_stream>.size)
        // 16 + 15: a gzip header, the largest window.
        let result = deflateInit2_(stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
        guard result == Z_OK else { throw RecordingError(.compression, detail: "memory") }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
        output.deallocate()
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(RecordingError) {
        var rest = bytes
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
            rest = UnsafeRawBufferPointer(rebasing: rest[part.count...])
            stream.pointee.next_in = UnsafeMutableRawPointer(mutating: part.baseAddress)?.assumingMemoryBound(
                to: UInt8.self)
            stream.pointee.avail_in = UInt32(part.count)
            while stream.pointee.avail_in > 0 { _ = try step(Z_NO_FLUSH) }
        }
    }

    func finish() throws(RecordingError) {
        while try step(Z_FINISH) != Z_STREAM_END {}
        try sink.finish()
    }

    private func step(_ flush: Int32) throws(RecordingError) -> Int32 {
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(output.count)
        let result = deflate(stream, flush)
        guard result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR else {
            throw RecordingError(.compression, detail: "gzip")
        }
        let count = output.count - Int(stream.pointee.avail_out)
        if count > 0 { try sink.write(UnsafeRawBufferPointer(rebasing: output[..<count])) }
        return result
    }
}
