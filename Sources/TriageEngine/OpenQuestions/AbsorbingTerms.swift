/// Which live terms others make needless: a term shows nothing where another one, that asks for at least as much, is true wherever
/// it is. One serves one thread; valid until the next submission.
///
/// What absorbs a term asks for nothing but what follows from it. Most terms miss one literal only and are found by it; of the
/// others a comparison of signatures shows most that ask for something else.
final class AbsorbingTerms {
    /// What a term asks for more of than is secured.
    struct Sides {
        var priority: Bool
        var category: Bool

        var isAny: Bool { priority || category }
    }

    /// A term that misses several literals, or none.
    private struct Candidate {
        let place: Int32
        /// What it misses, a bit each; several literals share one.
        let signature: UInt64
    }

    private let table: OpenQuestionTable
    private let live: LiveTerms
    private let words: Int
    /// A bit a literal: a term misses it alone. The first and the last place of such terms; the next one of each, -1: none.
    private let isMissedAlone: UnsafeMutablePointer<UInt64>
    private let firsts: UnsafeMutablePointer<Int32>
    private let lasts: UnsafeMutablePointer<Int32>
    private var nexts: GrowingList<Int32>
    private var others: GrowingList<Candidate>
    private let asked: UnsafeMutablePointer<UInt64>

    init(_ table: OpenQuestionTable, _ live: LiveTerms) {
        self.table = table
        self.live = live
        words = table.words
        isMissedAlone = .filled(words, with: 0)
        firsts = .filled(words * 64, with: -1)
        lasts = .filled(words * 64, with: -1)
        nexts = GrowingList(capacity: max(table.rows.count, 1))
        others = GrowingList(capacity: max(table.rows.count, 1))
        asked = .filled(words, with: 0)
    }

    deinit {
        isMissedAlone.deallocate()
        firsts.deallocate()
        lasts.deallocate()
        asked.deallocate()
    }

    /// Takes up the live terms of which it depends whether they absorb others: those that ask for more than is secured.
    func fill(above secured: OpenQuestionTable.Level) {
        for word in 0..<words { isMissedAlone[word] = 0 }
        nexts.removeAll()
        others.removeAll()
        for place in 0..<live.count {
            nexts.append(-1)
            let entry = live[place]
            guard entry.kind == .rule, !entry.level.isWithin(secured) else { continue }
            let missing = live.missing(entry)
            if missing.count == 1 {
                note(place, missing: Int(missing[0]))
            } else if !missing.isEmpty || entry.isShortened {
                // What asks for nothing to begin with is no way to become true that an answer could show.
                var signature: UInt64 = 0
                for literal in missing { signature |= 1 &<< UInt64(truncatingIfNeeded: literal & 63) }
                others.append(Candidate(place: Int32(truncatingIfNeeded: place), signature: signature))
            }
        }
    }

    private func note(_ place: Int, missing literal: Int) {
        let place = Int32(truncatingIfNeeded: place)
        if isMissedAlone.contains(literal) {
            nexts[Int(lasts[literal])] = place
        } else {
            isMissedAlone.insert(literal)
            firsts[literal] = place
        }
        lasts[literal] = place
    }

    /// Of the sides on which the entry at a place asks for more than is secured, those on which no other one absorbs it.
    func unabsorbed(_ place: Int, _ raised: Sides) -> Sides {
        let entry = live[place]
        let follows = following(entry)
        var left = raised
        var signature: UInt64 = 0
        for word in 0..<words {
            signature |= follows[word]
            var bits = follows[word] & isMissedAlone[word]
            while bits != 0 {
                var other = firsts[word &* 64 &+ bits.trailingZeroBitCount]
                while other >= 0 {
                    absorb(place, entry, by: Int(other), &left)
                    guard left.isAny else { return left }
                    other = nexts[Int(other)]
                }
                bits &= bits &- 1
            }
        }
        for other in others.all
        where other.signature & ~signature == 0 && isMissing(Int(other.place), within: follows) {
            absorb(place, entry, by: Int(other.place), &left)
            guard left.isAny else { return left }
        }
        return left
    }

    private func isMissing(_ place: Int, within set: UnsafePointer<UInt64>) -> Bool {
        live.missing(live[place]).allSatisfy { set.contains(Int($0)) }
    }

    /// What is true wherever an entry is.
    @inline(__always)
    private func following(_ entry: LiveTerms.Entry) -> UnsafePointer<UInt64> {
        guard entry.term < 0 else { return table.following(Int(entry.term)) }
        for word in 0..<words { asked[word] = 0 }
        for literal in live.missing(entry) { asked.insert(Int(literal)) }
        return UnsafePointer(asked)
    }

    /// Takes off the sides on which an entry is absorbed by another one that asks for nothing but what follows from it.
    private func absorb(_ place: Int, _ weak: LiveTerms.Entry, by other: Int, _ left: inout Sides) {
        let strong = live[other]
        let isAtLeast = Sides(
            priority: left.priority && strong.level.priority >= weak.level.priority,
            category: left.category && strong.level.category >= weak.level.category)
        guard isAtLeast.isAny, other != place, strong.lifts & ~weak.lifts == 0, weak.term >= 0 || strong.isShortened
        else { return }
        // Of two that come to the same, the first one stays.
        let isFirst =
            other < place || weak.kind != .rule || strong.lifts != weak.lifts
            || !isMissing(place, within: table.following(Int(strong.term)))
        if isAtLeast.priority, isFirst || strong.level.priority > weak.level.priority { left.priority = false }
        if isAtLeast.category, isFirst || strong.level.category > weak.level.category { left.category = false }
    }
}
