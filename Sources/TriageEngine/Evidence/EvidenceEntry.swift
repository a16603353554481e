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

    package init(_ statement: Statement, origin: EvidenceOrigin) {
        self.statement = statement
        self.origin = origin
    }
}
