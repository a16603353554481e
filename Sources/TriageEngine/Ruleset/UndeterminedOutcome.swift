package import TriageEvents

/// What is said when no category can be given.
package struct UndeterminedOutcome: Sendable {
    package let priority: Priority
    /// Index into `Ruleset.dispositions`.
    package let disposition: Int
    package let reason: String
}
