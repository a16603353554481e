package import TriageEvents

/// What giving one answer says of findings and numbers.
package struct AnswerEffect: Sendable {
    /// An interval that a number is put into; infinite ends are open.
    package struct Interval: Sendable {
        package let number: NumberID
        package let low: Double
        package let high: Double
    }

    /// A finding that is set, and to what; never `unknown`.
    package struct Setting: Sendable {
        package let finding: FindingID
        package let state: FindingState
    }

    package var settings: [Setting] = []
    package var intervals: [Interval] = []
    package var review: ReviewFlags = []

    package init() {}

    /// True for "I do not know": it says nothing.
    package var isEmpty: Bool { settings.isEmpty && intervals.isEmpty }
}
