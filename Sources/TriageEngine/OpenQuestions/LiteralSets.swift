/// Sets of literals, one after the other in one array of words.
struct LiteralSets {
    let wordCount: Int
    private(set) var words: [UInt64] = []

    init(_ space: LiteralSpace) { wordCount = max(space.wordCount, 1) }

    var count: Int { words.count / wordCount }

    mutating func append(_ literals: some Sequence<Int>) {
        let start = words.count
        words.append(contentsOf: repeatElement(0, count: wordCount))
        for literal in literals { words[start + literal >> 6] |= UInt64(1) << UInt64(literal & 63) }
    }

    mutating func insert(_ literal: Int, into set: Int) {
        words[set * wordCount + literal >> 6] |= UInt64(1) << UInt64(literal & 63)
    }

    func contains(_ literal: Int, in set: Int) -> Bool {
        words[set * wordCount + literal >> 6] >> UInt64(literal & 63) & 1 != 0
    }

    /// The set's literals, the lowest first.
    func literals(of set: Int) -> [Int] {
        var literals: [Int] = []
        for word in 0..<wordCount {
            var bits = words[set * wordCount + word]
            while bits != 0 {
                literals.append(word * 64 + bits.trailingZeroBitCount)
                bits &= bits - 1
            }
        }
        return literals
    }

    /// The words of a set that hold any.
    func parts(of set: Int) -> [OpenQuestionTable.Part] {
        (0..<wordCount).compactMap { word in
            let bits = words[set * wordCount + word]
            return bits == 0 ? nil : OpenQuestionTable.Part(word: word, bits: bits)
        }
    }

    /// Whether all of a set lies in a set of another list.
    func isSet(_ set: Int, within other: Int, of others: LiteralSets) -> Bool {
        for word in 0..<wordCount
        where words[set * wordCount + word] & ~others.words[other * wordCount + word] != 0 {
            return false
        }
        return true
    }
}
