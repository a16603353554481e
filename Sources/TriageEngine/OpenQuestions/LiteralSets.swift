/// Sets of literals, one after the other in one array of words.
struct LiteralSets {
    let wordCount: Int
    private(set) var words: [UInt64] = []

    init(_ space: LiteralSpace) { wordCount = max(space.wordCount, 1) }

    mutating func append(_ literals: some Sequence<Int>) {
        let start = words.count
        words.append(contentsOf: repeatElement(0, count: wordCount))
        for literal in literals { words[start + literal >> 6] |= UInt64(1) << UInt64(literal & 63) }
    }

    mutating func insert(_ literal: Int, into set: Int) {
        words[set * wordCount + literal >> 6] |= UInt64(1) << UInt64(literal & 63)
    }

    /// A word of what several sets have in common, or have together; nothing of none.
    func word(_ word: Int, of sets: Range<Int>, joinedBy join: (UInt64, UInt64) -> UInt64) -> UInt64 {
        let words = sets.map { self.words[$0 * wordCount + word] }
        return words.dropFirst().reduce(words.first ?? 0, join)
    }

    func contains(_ literal: Int, in set: Int) -> Bool {
        words[set * wordCount + literal >> 6] >> UInt64(literal & 63) & 1 != 0
    }
}
