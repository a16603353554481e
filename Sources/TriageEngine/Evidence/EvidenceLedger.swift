/// What one submission says, statement by statement, before contradictions are settled.
///
/// Readers of answers and narrative only add; `EvidenceResolver` settles what disagrees, by each finding's `danger`, so the order of
/// statements does not matter. One ledger serves a thread for all its submissions: `reset()` keeps the memory, which is
/// plain, since there are a hundred statements a submission.
package struct EvidenceLedger: ~Copyable {
    private var base: UnsafeMutablePointer<EvidenceEntry>
    private var capacity = 256
    private var count = 0
    /// While set, statements made with a span carry this origin instead: the text is the answer to a question, and a
    /// span into it would be taken for one into the narrative.
    package var originOverride: EvidenceOrigin?
    /// Which narrative of the submission is being read, from 0; spans count within it.
    package var narrative: Int32 = 0

    package init() {
        base = .allocate(capacity: capacity)
    }

    deinit { base.deallocate() }

    /// All statements in the order they were made; valid until the next one is added.
    package var entries: UnsafeBufferPointer<EvidenceEntry> { UnsafeBufferPointer(start: base, count: count) }

    /// Forgets everything but the memory.
    package mutating func reset() {
        count = 0
        originOverride = nil
        narrative = 0
    }

    /// Says that a finding is present or absent. `unknown` says nothing and is not kept.
    package mutating func assert(_ finding: FindingID, _ state: FindingState, origin: EvidenceOrigin) {
        guard state != .unknown else { return }
        append(.finding(finding, state), origin)
    }

    /// Says that a number lies between two bounds, both included. Bounds that are no numbers or stand in the wrong
    /// order say nothing and are not kept; infinite ones mean an open end.
    package mutating func assertNumber(_ number: NumberID, low: Double, high: Double, origin: EvidenceOrigin) {
        guard low <= high else { return }
        append(.number(number, low: low, high: high), origin)
    }

    /// Says that a finding was spoken of without being affirmed or denied: a hedged denial, a question, a worry.
    package mutating func doubt(_ finding: FindingID, origin: EvidenceOrigin) {
        append(.doubt(finding), origin)
    }

    /// Adds statements that were put together beforehand; they say what `assert` and `assertNumber` would keep.
    @inline(__always)
    mutating func append(_ statements: UnsafeBufferPointer<EvidenceEntry>) {
        guard let start = statements.baseAddress else { return }
        reserve(statements.count)
        (base + count).initialize(from: start, count: statements.count)
        count &+= statements.count
    }

    @inline(__always)
    private mutating func append(_ statement: EvidenceEntry.Statement, _ origin: EvidenceOrigin) {
        reserve(1)
        (base + count).initialize(
            to: EvidenceEntry(statement, origin: originOverride ?? origin, narrative: narrative))
        count &+= 1
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
    }
}
