import IntakeRecording
import JSON

/// Tells a file that is one JSON document over several lines from one with a document a line.
final class WholeDocumentSource: ByteSource {
    /// A longer file is taken for lines.
    private static let longest = 8 << 20

    private let source: any ByteSource
    private var start: [UInt8] = []
    private var position = 0

    init(_ source: any ByteSource) {
        self.source = source
    }

    /// The document, without white space around it; nil if the file is something else, which can then be read from the
    /// start.
    func document() throws(RecordingError) -> [UInt8]? {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { buffer.deallocate() }
        var hasFirstLine = false
        while start.count <= Self.longest {
            let count = try source.read(into: buffer)
            if count == 0 { return wholeDocument }
            start += buffer[..<count]
            guard !hasFirstLine, let feed = start.suffix(count).firstIndex(of: 0x0A) else { continue }
            hasFirstLine = true
            // The first line alone is a document: then these are lines, however many follow.
            if isDocument(start[..<feed]) { return nil }
        }
        return nil
    }

    private var wholeDocument: [UInt8]? {
        let space: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        guard let first = start.firstIndex(where: { !space.contains($0) }),
            let last = start.lastIndex(where: { !space.contains($0) }), start[first...last].contains(0x0A),
            isDocument(start[first...last])
        else { return nil }
        return Array(start[first...last])
    }

    private func isDocument(_ bytes: ArraySlice<UInt8>) -> Bool {
        let parser = JSONParser(byteLimit: Self.longest + (1 << 16))
        var bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        return bytes.withUnsafeBytes { raw in (try? parser.parse(raw)) != nil }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordingError) -> Int {
        guard position < start.count else { return try source.read(into: buffer) }
        let count = min(buffer.count, start.count - position)
        buffer.copyBytes(from: start[position..<(position + count)])
        position += count
        return count
    }
}
