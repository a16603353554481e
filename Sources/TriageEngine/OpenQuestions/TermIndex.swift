/// For each literal the terms that ask for it, a bit a term: which terms are out of the question is found by joining the rows
/// of the literals that are, many terms at a time, and not by looking at each term.
///
/// Its owner calls `deallocate()`, once.
struct TermIndex {
    /// Terms are joined in blocks of this many words.
    private typealias Block = SIMD8<UInt64>

    /// Words of a set of terms, whole blocks.
    let wordCount: Int
    let termCount: Int
    private let literalCount: Int
    /// Block by block, a row a literal in each.
    private let rows: PlainList<Block>

    /// - Parameter asked: A set a term, in the order of the terms.
    init(_ asked: LiteralSets) {
        termCount = asked.count
        literalCount = asked.wordCount * 64
        let bitsPerBlock = Block.scalarCount * 64
        let blockCount = max((termCount + bitsPerBlock - 1) / bitsPerBlock, 1)
        wordCount = blockCount * Block.scalarCount
        var rows = [Block](repeating: .zero, count: blockCount * literalCount)
        for term in 0..<termCount {
            let place = term % bitsPerBlock
            for literal in asked.literals(of: term) {
                rows[term / bitsPerBlock * literalCount + literal][place / 64] |= UInt64(1) << UInt64(place % 64)
            }
        }
        self.rows = PlainList(rows)
    }

    func deallocate() { rows.deallocate() }

    /// Writes the set of the terms that ask for any of the literals, joined with another set, which may be the same memory;
    /// both have `wordCount` words.
    func join(
        _ literals: UnsafeBufferPointer<Int32>, and others: UnsafePointer<UInt64>,
        into terms: UnsafeMutablePointer<UInt64>
    ) {
        for first in stride(from: 0, to: wordCount, by: Block.scalarCount) {
            let block = rows.all.baseAddress.unsafelyUnwrapped + first / Block.scalarCount * literalCount
            var joined = UnsafeRawPointer(others + first).loadUnaligned(as: Block.self)
            for literal in literals { joined |= block[Int(literal)] }
            UnsafeMutableRawPointer(terms + first).storeBytes(of: joined, as: Block.self)
        }
    }

    /// The first term from there on that is not in a set; `termCount` when all are.
    @inline(__always)
    func next(from term: Int, notIn terms: UnsafePointer<UInt64>) -> Int {
        guard term < termCount else { return termCount }
        var word = term &>> 6
        var bits = ~terms[word] & (~0 &<< UInt64(truncatingIfNeeded: term & 63))
        while bits == 0 {
            word &+= 1
            guard word < wordCount else { return termCount }
            bits = ~terms[word]
        }
        return min(word &* 64 &+ bits.trailingZeroBitCount, termCount)
    }
}
