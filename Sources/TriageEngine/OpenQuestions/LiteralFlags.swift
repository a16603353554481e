/// A set of literals with a byte for each, so that asking for one is a single load: for sets that are asked a thousand
/// times a submission. Holds memory of its own; one serves one thread.
final class LiteralFlags {
    private let wordCount: Int
    /// Not 0 for a member.
    let flags: UnsafeMutablePointer<UInt8>

    init(wordCount: Int) {
        self.wordCount = wordCount
        flags = .filled(wordCount * 64, with: 0)
    }

    deinit { flags.deallocate() }

    /// Takes the members from words of bits.
    @inline(__always)
    func fill(_ word: (Int) -> UInt64) {
        let target = UnsafeMutableRawPointer(flags)
        for index in 0..<wordCount {
            var bits = word(index)
            for place in 0..<8 {
                // Eight copies of eight bits; of the first copy the first bit is kept, of the second one the second,
                // and so on.
                let spread = (bits & 0xFF) &* 0x0101_0101_0101_0101 & 0x8040_2010_0804_0201
                target.storeBytes(of: spread.littleEndian, toByteOffset: index &* 64 &+ place &* 8, as: UInt64.self)
                bits &>>= 8
            }
        }
    }
}
