/// The lines of a file with their numbers from 1; line feeds, with or without a carriage return, end them.
struct Lines: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private var position: Int
    private var number = 0

    /// A byte order mark at the start is passed over.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    mutating func next() -> (number: Int, bytes: ArraySlice<UInt8>)? {
        guard position < bytes.count else { return nil }
        let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        var line = bytes[position..<end]
        position = end + 1
        number += 1
        if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
        return (number, line)
    }
}
