/// Which live terms others make needless: a term shows nothing where another one, that asks for at least as much, is
/// true wherever it is. One serves one thread; valid until the next submission.
///
/// What absorbs a term asks for nothing but what follows from it. So one that asks for a single literal is found by
/// that; another one by the first bit of its signature, which is one of the bits of what follows from the term, and
/// most that ask for something else are told by the other bits.
final class AbsorbingTerms {
    /// What a term asks for more of than is secured.
    struct Sides {
        var priority: Bool
        var category: Bool

        var isAny: Bool { priority || category }
    }

    private let table: OpenQuestionTable
    private let live: LiveTerms
    private let words: Int
    /// The place of the first term that may absorb others by the first bit of its signature, and behind these the first
    /// one that misses nothing; -1: none. And a bit for each first bit of which there are any.
    private let firsts: UnsafeMutablePointer<Int32>
    private var firstBits: UInt64 = 0
    /// The next one after each term; -1: none.
    private var nexts: GrowingList<Int32>
    private static let bitCount = UInt64.bitWidth
    /// What is true wherever the entry at hand is.
    private let follows: UnsafeMutablePointer<UInt64>
    /// The place of the first term that asks for a literal alone, as about half of them do; valid where `alone` has a
    /// bit.
    private let firstsAlone: UnsafeMutablePointer<Int32>
    private let alone: UnsafeMutablePointer<UInt64>

    init(_ table: OpenQuestionTable, _ live: LiveTerms) {
        self.table = table
        self.live = live
        words = table.words
        nexts = GrowingList(capacity: max(table.rows.count, 1))
        firsts = .filled(Self.bitCount + 1, with: -1)
        follows = .filled(words, with: 0)
        firstsAlone = .filled(words * 64, with: -1)
        alone = .filled(words, with: 0)
    }

    deinit {
        firsts.deallocate()
        follows.deallocate()
        firstsAlone.deallocate()
        alone.deallocate()
    }

    /// Takes up the live terms of which it depends whether they absorb others: those that ask for more than is secured.
    func fill(above secured: OpenQuestionTable.Level) {
        for word in 0..<words { alone[word] = 0 }
        firsts.update(repeating: -1, count: Self.bitCount + 1)
        firstBits = 0
        nexts.removeAll()
        nexts.append(repeating: -1, count: live.count)
        // From the last one, so that those that ask for more come first in their list.
        var place = live.count
        while place > 0 {
            place &-= 1
            let entry = live[place]
            // What asks for nothing to begin with is no way to become true that an answer could show.
            guard entry.kind == .rule, !entry.level.isWithin(secured), !entry.missing.isEmpty || entry.isShortened
            else { continue }
            if entry.missing.count == 1 {
                let literal = Int(live.missing(entry.missing)[0])
                nexts[place] = alone.contains(literal) ? firstsAlone[literal] : -1
                firstsAlone[literal] = Int32(truncatingIfNeeded: place)
                alone.insert(literal)
            } else {
                let first = firsts + entry.signature.trailingZeroBitCount
                firstBits |= entry.signature & (0 &- entry.signature)
                nexts[place] = first.pointee
                first.pointee = Int32(truncatingIfNeeded: place)
            }
        }
    }

    /// Of the sides on which the entry at a place asks for more than is secured, those on which no other one absorbs
    /// it.
    func unabsorbed(_ place: Int, _ raised: Sides) -> Sides {
        let entry = live[place]
        let signature = follow(entry)
        let (entries, nexts) = (live.all, nexts.all)
        var left = raised
        for word in 0..<words {
            var literals = follows[word] & alone[word]
            while literals != 0 {
                var other = Int(firstsAlone[word &* 64 &+ literals.trailingZeroBitCount])
                while other >= 0 {
                    let strong = entries[other]
                    if strong.lifts & ~entry.lifts == 0 { absorb(place, entry, by: other, strong, &left) }
                    guard left.isAny else { return left }
                    other = Int(nexts[other])
                }
                literals &= literals &- 1
            }
        }
        var bits = signature & firstBits
        // What misses nothing is true unless it is lifted; so it absorbs nothing that is never lifted.
        var bit = Self.bitCount
        if entry.lifts == 0 {
            guard bits != 0 else { return left }
            bit = bits.trailingZeroBitCount
            bits &= bits &- 1
        }
        while true {
            var other = Int(firsts[bit])
            while other >= 0 {
                let strong = entries[other]
                if strong.signature & ~signature == 0, strong.lifts & ~entry.lifts == 0,
                    isAllIn(live.missing(strong.missing), UnsafePointer(follows))
                {
                    absorb(place, entry, by: other, strong, &left)
                    guard left.isAny else { return left }
                }
                other = Int(nexts[other])
            }
            guard bits != 0 else { return left }
            bit = bits.trailingZeroBitCount
            bits &= bits &- 1
        }
    }

    @inline(__always)
    private func isAllIn(_ literals: UnsafeBufferPointer<Int32>, _ set: UnsafePointer<UInt64>) -> Bool {
        for literal in literals where !set.contains(Int(literal)) { return false }
        return true
    }

    @inline(__always)
    private func isAllIn(_ literals: UnsafeBufferPointer<Int32>, _ others: UnsafeBufferPointer<Int32>) -> Bool {
        for literal in literals where !others.contains(literal) { return false }
        return true
    }

    /// Notes what is true wherever an entry is, and gives the signatures of that.
    @inline(__always)
    private func follow(_ entry: LiveTerms.Entry) -> UInt64 {
        for word in 0..<words { follows[word] = 0 }
        var signature: UInt64 = 0
        for literal in entry.term < 0 ? live.missing(entry.missing) : table.following(Int(entry.term)) {
            follows.insert(Int(literal))
            signature |= LiteralSpace.signature(of: Int(literal))
        }
        return signature
    }

    /// Takes off the sides on which an entry is absorbed by another one, which asks for nothing but what follows from
    /// it and which no more exceptions lift.
    @inline(__always)
    private func absorb(
        _ place: Int, _ weak: LiveTerms.Entry, by other: Int, _ strong: LiveTerms.Entry, _ left: inout Sides
    ) {
        let isAtLeast = Sides(
            priority: left.priority && strong.level.priority >= weak.level.priority,
            category: left.category && strong.level.category >= weak.level.category)
        guard isAtLeast.isAny, other != place, weak.term >= 0 || strong.isShortened else { return }
        // Of two that come to the same, the first one stays.
        let isFirst =
            other < place || weak.kind != .rule || strong.lifts != weak.lifts
            || !isAllIn(live.missing(weak.missing), table.following(Int(strong.term)))
        if isAtLeast.priority, isFirst || strong.level.priority > weak.level.priority { left.priority = false }
        if isAtLeast.category, isFirst || strong.level.category > weak.level.category { left.category = false }
    }
}
