/// From the hash of a folded word to the lexicon's number for it, and what it does to sentences.
///
/// How the lexicon spells its words lies close together, each with what it does, apart from the many times as many ways
/// in which they are misspelt: nearly all words of a text are found with one look into a part of the table that stays
/// near the processor.
///
/// Sendable although it holds pointers: nothing is written after it is made, and what they point at lives as long as
/// it.
final class WordTable: @unchecked Sendable {
    /// Any word the lexicon does not know.
    static let unknown: UInt16 = 0
    /// Any number written in digits.
    static let digits: UInt16 = 1
    static let firstWord: UInt16 = 2

    /// A word and what it does to sentences.
    struct Entry {
        let word: UInt16
        let roles: Lexicon.Role
    }

    /// A word as the lexicon spells it.
    struct Spelling {
        fileprivate(set) var hash: UInt64 = 0
        fileprivate(set) var roles: Lexicon.Role = []
        fileprivate(set) var word = WordTable.unknown
    }

    /// Another way of writing a word.
    private struct Variant {
        var hash: UInt64 = 0
        var word = WordTable.unknown
    }

    /// By the hash of their spelling, with open addressing, at most a third full; unknown: nothing stands here.
    private let spellings: PlainList<Spelling>
    /// The same for variants, at most half full.
    private let variants: PlainList<Variant>
    /// What each word does.
    private let roles: PlainList<Lexicon.Role>

    /// By number of the word, what it does and the hash of its spelling, 0 for those that have none; and the hashes of
    /// variants. Expects no hash twice.
    init(_ spellings: [(hash: UInt64, roles: Lexicon.Role)], variants: [(hash: UInt64, word: UInt16)]) {
        var words = [Spelling](repeating: Spelling(), count: Self.capacity(for: spellings.count * 3))
        for (word, spelling) in spellings.enumerated() where spelling.hash != 0 {
            var slot = Int(truncatingIfNeeded: spelling.hash) & (words.count - 1)
            while words[slot].word != Self.unknown { slot = (slot + 1) & (words.count - 1) }
            words[slot] = Spelling(hash: spelling.hash, roles: spelling.roles, word: UInt16(word))
        }
        self.spellings = PlainList(words)
        roles = PlainList(spellings.map(\.roles))
        var places = [Variant](repeating: Variant(), count: Self.capacity(for: variants.count * 2))
        for variant in variants {
            var slot = Int(truncatingIfNeeded: variant.hash) & (places.count - 1)
            while places[slot].word != Self.unknown { slot = (slot + 1) & (places.count - 1) }
            places[slot] = Variant(hash: variant.hash, word: variant.word)
        }
        self.variants = PlainList(places)
    }

    deinit {
        spellings.deallocate()
        variants.deallocate()
        roles.deallocate()
    }

    private static func capacity(for count: Int) -> Int {
        var capacity = 16
        while capacity < count { capacity *= 2 }
        return capacity
    }

    /// Any number written in digits.
    var digits: Entry {
        @inline(__always) get { Entry(word: Self.digits, roles: roles[Int(Self.digits)]) }
    }

    /// What stands where a spelling with a hash is likely to stand: it, if the hash is the same, or another word, or
    /// none.
    @inline(__always)
    func likely(_ hash: UInt64) -> Spelling { spellings[Int(truncatingIfNeeded: hash) & (spellings.count &- 1)] }

    /// The word of a spelling; `unknown` for what is none of the lexicon's.
    @inline(__always)
    func entry(_ hash: UInt64) -> Entry {
        let mask = spellings.count &- 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let spelling = spellings[slot]
            if spelling.hash == hash { return Entry(word: spelling.word, roles: spelling.roles) }
            if spelling.word == Self.unknown { return misspelt(hash) }
            slot = (slot &+ 1) & mask
        }
    }

    private func misspelt(_ hash: UInt64) -> Entry {
        let word = variant(hash)
        return Entry(word: word, roles: roles[Int(word)])
    }

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
