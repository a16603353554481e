package import TriageEvents
package import YAML

/// One rule as the ruleset writes it.
package struct Rule: Sendable {
    /// The least priority while the rule is neither true nor false, where its condition holds.
    package struct Floor: Sendable {
        package let priority: Priority
        /// Nil: always.
        package let condition: Condition?
        /// Index into `Ruleset.dispositions`.
        package let disposition: Int
    }

    package let name: String
    package let title: String
    /// Nil: it only raises the priority or asks for a review.
    package let category: Category?
    /// Nil: it asks for no priority.
    package let priority: Priority?
    /// Index into `Ruleset.dispositions`; nil only without a priority.
    package let disposition: Int?
    package let condition: Condition
    package let floors: [Floor]
    /// With `{present}` where the texts of the findings go that made it true.
    package let reason: String
    /// What a floor says, with `{unknown}` where the texts of the findings go that are not known.
    package let floorReason: String?
    package let review: ReviewFlags
    package let sources: [String]
    /// Stands behind all others that ask for as much, and says nothing where one of them decides.
    package let yields: Bool
    /// The rules that say all that it says, and more: while one of them is true, its own reason is left out.
    package var saidBy: [RuleID] = []
    /// The exceptions that lift it, by index into `Ruleset.exceptions`.
    package var liftedBy: [Int] = []
    package internal(set) var isEnabled: Bool
    package let location: YAMLLocation
}
