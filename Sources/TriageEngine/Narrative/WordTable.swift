/// From the hash of a folded word to the lexicon's number for it, and what it does to sentences. Immutable.
///
/// How the lexicon spells its words lies close together, apart from the many times as many ways in which they are misspelt: nearly all words of a text
/// are found in a part of the table that stays near the processor.
struct WordTable: Sendable {
    /// Any word the lexicon does not know.
    static let unknown: UInt16 = 0
    /// Any number written in digits.
    static let digits: UInt16 = 1
    static let firstWord: UInt16 = 2

    /// A word as the lexicon spells it; by number.
    private struct Spelling {
        var hash: UInt64 = 0
        var roles: Lexicon.Role = []
    }

    /// Another way of writing a word.
    private struct Variant {
        var hash: UInt64 = 0
        var word = WordTable.unknown
    }

    private let spellings: [Spelling]
    /// Numbers of words by the hash of their spelling, with open addressing, at most a quarter full; unknown: nothing stands here.
    private let words: [UInt16]
    /// The same for variants, at most half full.
    private let variants: [Variant]

    /// By number of the word, what it does and the hash of its spelling, 0 for those that have none; and the hashes of variants. Expects
    /// no hash twice.
    init(_ spellings: [(hash: UInt64, roles: Lexicon.Role)], variants: [(hash: UInt64, word: UInt16)]) {
        self.spellings = spellings.map { Spelling(hash: $0.hash, roles: $0.roles) }
        var words = [UInt16](repeating: Self.unknown, count: Self.capacity(for: spellings.count * 4))
        for (word, spelling) in spellings.enumerated() where spelling.hash != 0 {
            var slot = Int(truncatingIfNeeded: spelling.hash) & (words.count - 1)
            while words[slot] != Self.unknown { slot = (slot + 1) & (words.count - 1) }
            words[slot] = UInt16(word)
        }
        self.words = words
        var places = [Variant](repeating: Variant(), count: Self.capacity(for: variants.count * 2))
        for variant in variants {
            var slot = Int(truncatingIfNeeded: variant.hash) & (places.count - 1)
            while places[slot].word != Self.unknown { slot = (slot + 1) & (places.count - 1) }
            places[slot] = Variant(hash: variant.hash, word: variant.word)
        }
        self.variants = places
    }

    private static func capacity(for count: Int) -> Int {
        var capacity = 16
        while capacity < count { capacity *= 2 }
        return capacity
    }

    /// The number of a word; `unknown` for what is none of the lexicon's.
    @inline(__always)
    func word(_ hash: UInt64) -> UInt16 {
        let mask = words.count &- 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let word = words[slot]
            if word == Self.unknown { return variant(hash) }
            if spellings[Int(word)].hash == hash { return word }
            slot = (slot &+ 1) & mask
        }
    }

    /// What a word does to sentences.
    @inline(__always)
    func roles(_ word: UInt16) -> Lexicon.Role { spellings[Int(word)].roles }

    private func variant(_ hash: UInt64) -> UInt16 {
        let mask = variants.count &- 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let variant = variants[slot]
            if variant.hash == hash || variant.word == Self.unknown { return variant.word }
            slot = (slot &+ 1) & mask
        }
    }
}
