/// Lines of a source, lent one at a time; holds no more than the longest line.
package final class LineReader {
    /// One line.
    package struct Line {
        /// Without the line feed, and without a carriage return before it. Valid until the next call.
        package let bytes: UnsafeRawBufferPointer
        /// With them.
        package let whole: UnsafeRawBufferPointer
        /// Counts from 1.
        package let number: Int
        /// False when the bytes end before a line feed.
        package let isComplete: Bool
    }

    private let source: any ByteSource
    private let longest: Int
    private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    private var start = 0
    private var end = 0
    private var number = 0
    private var isAtEnd = false

    /// - Parameters:
    ///   - source: where the bytes come from.
    ///   - longest: bytes of the longest line.
    package init(_ source: any ByteSource, longest: Int) {
        self.source = source
        self.longest = longest
    }

    deinit {
        buffer.deallocate()
    }

    /// The next line; nil at the end.
    package func next() throws(RecordingError) -> Line? {
        var searched = start
        while true {
            if let feed = buffer[searched..<end].firstIndex(of: 0x0A) { return line(upTo: feed, isComplete: true) }
            searched = end
            if isAtEnd { return start < end ? line(upTo: end, isComplete: false) : nil }
            if end - start > longest { throw RecordingError(.lineTooLong, line: number + 1) }
            searched -= makeRoom()
            let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[end...]))
            isAtEnd = count == 0
            end += count
        }
    }

    private func line(upTo stop: Int, isComplete: Bool) -> Line {
        let whole = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[start..<min(stop + 1, end)])
        var last = stop
        if last > start, buffer[last - 1] == 0x0D { last -= 1 }
        let bytes = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[start..<last])
        start = min(stop + 1, end)
        number += 1
        return Line(bytes: bytes, whole: whole, number: number, isComplete: isComplete)
    }

    /// Moves what is unread to the front, or grows. Returns by how many bytes it moved.
    private func makeRoom() -> Int {
        guard end == buffer.count else { return 0 }
        let moved = start
        let unread = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[start..<end])
        if start > 0 {
            buffer.copyMemory(from: unread)
        } else {
            let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 16)
            larger.copyMemory(from: unread)
            buffer.deallocate()
            buffer = larger
        }
        end -= moved
        start = 0
        return moved
    }
}
