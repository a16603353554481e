/// What one submission says, statement by statement, before contradictions are settled.
///
/// Readers of answers and narrative only add; `EvidenceResolver` settles what disagrees, by each finding's `danger`, so
/// the order of statements does not matter; what is said of findings is kept as bits, too. One ledger serves a thread
/// for all its submissions: `reset()` keeps the memory, which is plain, since there are a hundred statements a
/// submission.
package struct EvidenceLedger: ~Copyable {
    /// How many words the bits of all findings take.
    private let wordCount: Int
    private let bits: UnsafeMutablePointer<UInt64>
    private var base: UnsafeMutablePointer<EvidenceEntry>
    private var capacity = 256
    private var count = 0
    /// While set, statements made with a span carry this origin instead: the text is the answer to a question, and a
    /// span into it would be taken for one into the narrative.
    package var originOverride: EvidenceOrigin?
    /// Which narrative of the submission is being read, from 0; spans count within it.
    package var narrative: Int32 = 0

    /// Whether the narrative says anything.
    private(set) var hasNarrative = false
    /// Where the statements about numbers stand; as much room as for all.
    private var numberPlaces: UnsafeMutablePointer<Int32>
    private var numberCount = 0

    /// A ledger for the findings of a vocabulary.
    package init(findingCount: Int) {
        wordCount = (findingCount + 63) / 64
        bits = .filled(2 * EvidenceEntry.Kind.ofFindings * wordCount, with: 0)
        base = .allocate(capacity: capacity)
        numberPlaces = .allocate(capacity: capacity)
    }

    deinit {
        bits.deallocate()
        base.deallocate()
        numberPlaces.deallocate()
    }

    /// The findings of which answers and members say this, or of which the narrative says it, a bit each.
    @inline(__always)
    func findings(_ kind: EvidenceEntry.Kind, isTold: Bool) -> UnsafePointer<UInt64> {
        UnsafePointer(bits + row(kind, isTold: isTold) &* wordCount)
    }

    @inline(__always)
    private func row(_ kind: EvidenceEntry.Kind, isTold: Bool) -> Int {
        Int(kind.rawValue) &+ (isTold ? EvidenceEntry.Kind.ofFindings : 0)
    }

    @inline(__always)
    private func note(_ findings: UInt64, _ kind: EvidenceEntry.Kind, isTold: Bool, word: Int) {
        let place = row(kind, isTold: isTold) &* wordCount &+ word
        bits[place] = bits[place] | findings
    }

    /// All statements in the order they were made; valid until the next one is added.
    package var entries: UnsafeBufferPointer<EvidenceEntry> { UnsafeBufferPointer(start: base, count: count) }

    /// Calls the closure with each statement about a number, in the order they were made.
    func forEachNumber(_ body: (EvidenceEntry) -> Void) {
        for index in 0..<numberCount { body(base[Int(numberPlaces[index])]) }
    }

    /// Forgets everything but the memory.
    package mutating func reset() {
        count = 0
        originOverride = nil
        narrative = 0
        hasNarrative = false
        numberCount = 0
        bits.update(repeating: 0, count: 2 * EvidenceEntry.Kind.ofFindings * wordCount)
    }

    /// Says that a finding is present or absent. `unknown` says nothing and is not kept.
    package mutating func assert(_ finding: FindingID, _ state: FindingState, origin: EvidenceOrigin) {
        guard state != .unknown else { return }
        append(
            EvidenceEntry(
                finding, isPresent: state == .present, origin: originOverride ?? origin, narrative: narrative))
    }

    /// Says that a number lies between two bounds, both included. Bounds that are no numbers or stand in the wrong
    /// order say nothing and are not kept; infinite ones mean an open end.
    package mutating func assertNumber(_ number: NumberID, low: Double, high: Double, origin: EvidenceOrigin) {
        guard low <= high else { return }
        append(
            EvidenceEntry(number, low: low, high: high, origin: originOverride ?? origin, narrative: narrative))
    }

    /// Says that a finding was spoken of without being affirmed or denied: a hedged denial, a question, a worry.
    package mutating func doubt(_ finding: FindingID, origin: EvidenceOrigin) {
        append(EvidenceEntry(doubt: finding, origin: originOverride ?? origin, narrative: narrative))
    }

    /// What answers say of the findings of one word.
    struct FindingBits {
        let word: Int32
        var present: UInt64 = 0
        var absent: UInt64 = 0
    }

    /// Adds statements of an answer or member that were put together beforehand, with what they say of findings: what
    /// `assert` and `assertNumber` would keep.
    @inline(__always)
    mutating func append(
        _ statements: UnsafeBufferPointer<EvidenceEntry>, _ findings: UnsafeBufferPointer<FindingBits>, hasNumbers: Bool
    ) {
        guard let start = statements.baseAddress else { return }
        reserve(statements.count)
        if hasNumbers { noteNumbers(among: statements) }
        (base + count).initialize(from: start, count: statements.count)
        count &+= statements.count
        for said in findings {
            note(said.present, .present, isTold: false, word: Int(said.word))
            note(said.absent, .absent, isTold: false, word: Int(said.word))
        }
    }

    /// Notes where the numbers among statements will stand that are about to be added.
    private mutating func noteNumbers(among statements: UnsafeBufferPointer<EvidenceEntry>) {
        for (place, statement) in statements.enumerated() where statement.kind == .number {
            (numberPlaces + numberCount).initialize(to: Int32(truncatingIfNeeded: count &+ place))
            numberCount &+= 1
        }
    }

    /// Adds one statement. What words of a text say alike, some of them within the others ("swollen", "leg's swollen"),
    /// is one.
    @inline(__always)
    mutating func append(_ entry: EvidenceEntry) {
        if case .span(let start, let end) = entry.origin, isKnown(entry), isSaid(entry, start, end) { return }
        reserve(1)
        (base + count).initialize(to: entry)
        let isTold = entry.origin.isNarrative
        hasNarrative = hasNarrative || isTold
        if entry.kind == .number {
            (numberPlaces + numberCount).initialize(to: Int32(truncatingIfNeeded: count))
            numberCount &+= 1
        } else if Int(entry.subject) &>> 6 < wordCount {
            note(
                UInt64(1) &<< UInt64(truncatingIfNeeded: entry.subject), entry.kind, isTold: isTold,
                word: Int(entry.subject) &>> 6)
        }
        count &+= 1
    }

    /// Whether a text may have said the same before: of findings the bits tell.
    @inline(__always)
    private func isKnown(_ entry: EvidenceEntry) -> Bool {
        guard entry.kind != .number else { return numberCount > 0 }
        let finding = Int(entry.subject)
        return finding &>> 6 < wordCount && findings(entry.kind, isTold: true).contains(finding)
    }

    /// Whether an earlier statement says the same with words that hold these, or are held by them: the fewer words
    /// stay. The text is read from its beginning to its end, so it is among the last ones.
    private func isSaid(_ entry: EvidenceEntry, _ start: Int32, _ end: Int32) -> Bool {
        for place in (max(0, count &- 64)..<count).reversed() {
            let earlier = base[place]
            guard earlier.kind == entry.kind, earlier.subject == entry.subject, earlier.narrative == entry.narrative,
                earlier.low == entry.low, earlier.high == entry.high,
                case .span(let earlierStart, let earlierEnd) = earlier.origin
            else { continue }
            if earlierStart <= start, end <= earlierEnd {
                base[place] = entry
                return true
            }
            if start <= earlierStart, earlierEnd <= end { return true }
        }
        return false
    }

    @inline(__always)
    private mutating func reserve(_ additional: Int) {
        if capacity &- count < additional { grow(additional) }
    }

    private mutating func grow(_ additional: Int) {
        capacity = max(capacity * 2, count + additional)
        let larger = UnsafeMutablePointer<EvidenceEntry>.allocate(capacity: capacity)
        larger.initialize(from: base, count: count)
        base.deallocate()
        base = larger
        let places = UnsafeMutablePointer<Int32>.allocate(capacity: capacity)
        places.initialize(from: numberPlaces, count: numberCount)
        numberPlaces.deallocate()
        numberPlaces = places
    }
}
