import Czstd

/// What zstd compressed, frame after frame.
final class ZstandardSource: ByteSource {
    private let source: any ByteSource
    private let stream: OpaquePointer
    private let input: UnsafeMutableRawBufferPointer
    private var available = ZSTD_inBuffer()
    /// Not 0 while a frame is unfinished.
    private var expected = 0

    init(_ source: any ByteSource) throws(RecordingError) {
        guard let stream = ZSTD_createDStream() else { throw RecordingError(.compression, detail: "memory") }
        self.source = source
        self.stream = stream
        input = .allocate(byteCount: 1 << 17, alignment: 16)
        available.src = UnsafeRawPointer(input.baseAddress)
    }

    deinit {
        ZSTD_freeDStream(stream)
        input.deallocate()
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordingError) -> Int {
        var output = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
        while output.pos == 0 {
            if available.pos == available.size {
                available.size = try source.read(into: input)
                available.pos = 0
                if available.size == 0 {
                    // Within a frame.
                    if expected != 0 { throw RecordingError(.cutShort) }
                    return 0
                }
            }
            expected = ZSTD_decompressStream(stream, &output, &available)
            if ZSTD_isError(expected) != 0 { throw RecordingError(.compression, detail: "zstd") }
        }
        return output.pos
    }
}

/// Compresses with zstd.
final class ZstandardSink: ByteSink {
    private let sink: any ByteSink
    private let stream: OpaquePointer
    private let output: UnsafeMutableRawBufferPointer

    init(_ sink: any ByteSink) throws(RecordingError) {
        guard let stream = ZSTD_createCStream() else { throw RecordingError(.compression, detail: "memory") }
        self.sink = sink
        self.stream = stream
        output = .allocate(byteCount: 1 << 17, alignment: 16)
        ZSTD_CCtx_setParameter(stream, ZSTD_c_compressionLevel, 3)
        ZSTD_CCtx_setParameter(stream, ZSTD_c_checksumFlag, 1)
    }

    deinit {
        ZSTD_freeCStream(stream)
        output.deallocate()
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(RecordingError) {
        var input = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
        while input.pos < input.size { _ = try step(&input, ZSTD_e_continue) }
    }

    func finish() throws(RecordingError) {
        var input = ZSTD_inBuffer()
        while try step(&input, ZSTD_e_end) != 0 {}
        try sink.finish()
    }

    private func step(
        _ input: inout ZSTD_inBuffer, _ directive: ZSTD_EndDirective
    ) throws(RecordingError) -> Int {
        var buffer = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        let rest = ZSTD_compressStream2(stream, &buffer, &input, directive)
        if ZSTD_isError(rest) != 0 { throw RecordingError(.compression, detail: "zstd") }
        if buffer.pos > 0 { try sink.write(UnsafeRawBufferPointer(rebasing: output[..<buffer.pos])) }
        return rest
    }
}
