/// One statement about one finding or number, and where it was made.
///
/// Laid out flat: there are a hundred of them a submission, and each is looked at several times.
package struct EvidenceEntry: Sendable {
    /// What the statement says.
    package enum Statement: Sendable {
        /// Present or absent, never unknown.
        case finding(FindingID, FindingState)
        /// Spoken of, but neither affirmed nor denied.
        case doubt(FindingID)
        /// Somewhere between the two bounds, both included.
        case number(NumberID, low: Double, high: Double)
    }

    /// What is said, apart from what it is about.
    enum Kind: UInt8 {
        case present, absent, doubt, number

        /// How many of them, the first ones, are about findings.
        static let ofFindings = 3
    }

    let kind: Kind
    /// The index of the finding or number.
    let subject: UInt16
    package let origin: EvidenceOrigin
    /// Which narrative a span counts in, from 0; not 0 only where a submission has several.
    package let narrative: Int32
    /// Its place in `AnswerBook.statements`; -1: it was made for this submission.
    private(set) var answerStatement: Int32 = -1
    /// Bounds of a number; 0 for findings.
    let low: Double
    let high: Double

    @inline(__always)
    init(_ finding: FindingID, isPresent: Bool, origin: EvidenceOrigin, narrative: Int32 = 0) {
        self.init(isPresent ? .present : .absent, finding.index, origin, narrative)
    }

    @inline(__always)
    init(doubt finding: FindingID, origin: EvidenceOrigin, narrative: Int32) {
        self.init(.doubt, finding.index, origin, narrative)
    }

    @inline(__always)
    init(_ number: NumberID, low: Double, high: Double, origin: EvidenceOrigin, narrative: Int32) {
        self.init(.number, number.index, origin, narrative, low, high)
    }

    @inline(__always)
    private init(
        _ kind: Kind, _ subject: UInt16, _ origin: EvidenceOrigin, _ narrative: Int32, _ low: Double = 0,
        _ high: Double = 0
    ) {
        self.kind = kind
        self.subject = subject
        self.origin = origin
        self.narrative = narrative
        self.low = low
        self.high = high
    }

    /// The same as one of the statements of the ruleset's answers.
    func asAnswerStatement(_ place: Int32) -> EvidenceEntry {
        var entry = self
        entry.answerStatement = place
        return entry
    }

    package var statement: Statement {
        switch kind {
        case .present: .finding(FindingID(index: subject), .present)
        case .absent: .finding(FindingID(index: subject), .absent)
        case .doubt: .doubt(FindingID(index: subject))
        case .number: .number(NumberID(index: subject), low: low, high: high)
        }
    }

    /// Whether another statement about the same says the same, at the same place.
    @inline(__always)
    func isSame(as other: EvidenceEntry) -> Bool {
        kind == other.kind && origin == other.origin && narrative == other.narrative && low == other.low
            && high == other.high
    }
}
