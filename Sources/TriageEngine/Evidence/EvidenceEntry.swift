/// One statement about one finding or number, and where it was made.
package struct EvidenceEntry: Sendable {
    /// What the statement says.
    package enum Statement: Sendable {
        case finding(FindingID, FindingState)
        /// Spoken of, but neither affirmed nor denied.
        case doubt(FindingID)
        /// Somewhere between the two bounds, both included.
        case number(NumberID, low: Double, high: Double)
    }

    package let statement: Statement
    package let origin: EvidenceOrigin
    /// Which narrative a span counts in, from 0; not 0 only where a submission has several.
    package let narrative: Int32

    package init(_ statement: Statement, origin: EvidenceOrigin, narrative: Int32 = 0) {
        self.statement = statement
        self.origin = origin
        self.narrative = narrative
    }
}
