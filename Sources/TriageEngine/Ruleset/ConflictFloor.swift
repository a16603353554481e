package import TriageEvents

/// The least priority when sources of one submission disagree.
package struct ConflictFloor: Sendable {
    package let priority: Priority
    /// Index into `Ruleset.dispositions`.
    package let disposition: Int
    /// With `{conflicting}` where the texts go of what they disagree about.
    package let reason: String
}
