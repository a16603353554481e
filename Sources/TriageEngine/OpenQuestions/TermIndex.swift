/// For each literal which of some terms ask for it, a bit a term: the terms that ask for any of many literals are found
/// by joining the literals' sets, and not by looking at each term.
///
/// Its owner calls `deallocate()`, once.
struct TermIndex {
    /// A set of the terms of one block.
    private typealias Terms = SIMD4<UInt64>

    private static let blockSize = Terms.scalarCount * 64

    let count: Int
    /// Block by block, a set a literal in each.
    private let sets: PlainList<Terms>
    /// A bit a literal: a term asks for it.
    private let askedByAny: PlainList<UInt64>

    /// - Parameters:
    ///   - terms: What each term asks for.
    ///   - wordCount: Words of a set of literals.
    init(_ terms: [ArraySlice<Int32>], wordCount: Int) {
        count = terms.count
        let blockCount = (count + Self.blockSize - 1) / Self.blockSize
        var sets = [Terms](repeating: .zero, count: blockCount * wordCount * 64)
        var asked = [UInt64](repeating: 0, count: wordCount)
        for (term, literals) in terms.enumerated() {
            let (block, place) = (term / Self.blockSize, term % Self.blockSize)
            for literal in literals.map(Int.init) {
                sets[block * wordCount * 64 + literal][place / 64] |= UInt64(1) << UInt64(place % 64)
                asked[literal / 64] |= UInt64(1) << UInt64(literal % 64)
            }
        }
        self.sets = PlainList(sets)
        askedByAny = PlainList(asked)
    }

    func deallocate() {
        sets.deallocate()
        askedByAny.deallocate()
    }

    /// Calls the closure with each term that asks for none of the literals of a set, which is given word by word; in
    /// the order of the terms.
    @inline(__always)
    func forEach(askingForNoneOf word: (Int) -> UInt64, _ body: (Int) -> Void) {
        for first in stride(from: 0, to: count, by: Self.blockSize) {
            let base = first / Self.blockSize * askedByAny.count * 64
            var found = Terms.zero
            for index in 0..<askedByAny.count {
                var bits = askedByAny[index] & word(index)
                while bits != 0 {
                    found |= sets[base &+ index &* 64 &+ bits.trailingZeroBitCount]
                    bits &= bits &- 1
                }
            }
            for index in 0..<Terms.scalarCount {
                var bits = ~found[index]
                while bits != 0 {
                    let term = first &+ index &* 64 &+ bits.trailingZeroBitCount
                    guard term < count else { return }
                    body(term)
                    bits &= bits &- 1
                }
            }
        }
    }
}
