/// From the hash of a folded word to the lexicon's number for it. Immutable, open addressing, at most half full.
struct WordTable: Sendable {
    /// Any word the lexicon does not know.
    static let unknown: UInt16 = 0
    /// Any number written in digits.
    static let digits: UInt16 = 1
    static let firstWord: UInt16 = 2

    private let hashes: [UInt64]
    private let words: [UInt16]
    private let mask: Int

    /// Expects no hash twice.
    init(_ entries: [(hash: UInt64, word: UInt16)]) {
        var capacity = 16
        while capacity < entries.count * 2 { capacity *= 2 }
        var hashes = [UInt64](repeating: 0, count: capacity)
        var words = [UInt16](repeating: Self.unknown, count: capacity)
        for entry in entries {
            var slot = Self.slot(entry.hash) & (capacity - 1)
            while words[slot] != Self.unknown { slot = (slot + 1) & (capacity - 1) }
            hashes[slot] = entry.hash
            words[slot] = entry.word
        }
        self.hashes = hashes
        self.words = words
        mask = capacity - 1
    }

    @inline(__always)
    func word(_ hash: UInt64) -> UInt16 {
        var slot = Self.slot(hash) & mask
        while true {
            let word = words[slot]
            if word == Self.unknown || hashes[slot] == hash { return word }
            slot = (slot + 1) & mask
        }
    }

    @inline(__always)
    private static func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 20) }
}
