/// What one submission says, statement by statement, before contradictions are settled.
///
/// Readers of answers and narrative only add; `EvidenceResolver` settles what disagrees, by each finding's `danger`, so the order of
/// statements does not matter. One ledger serves a thread for all its submissions: `reset()` keeps the memory.
package struct EvidenceLedger: Sendable {
    /// All statements in the order they were made.
    package private(set) var entries: [EvidenceEntry] = []
    /// While set, statements made with a span carry this origin instead: the text is the answer to a question, and a
    /// span into it would be taken for one into the narrative.
    package var originOverride: EvidenceOrigin?
    /// Which narrative of the submission is being read, from 0; spans count within it.
    package var narrative: Int32 = 0

    package init() {
        entries.reserveCapacity(128)
    }

    /// Forgets everything but the memory.
    package mutating func reset() {
        entries.removeAll(keepingCapacity: true)
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

    private mutating func append(_ statement: EvidenceEntry.Statement, _ origin: EvidenceOrigin) {
        entries.append(EvidenceEntry(statement, origin: originOverride ?? origin, narrative: narrative))
    }
}
