package import TriageEngine

/// What the worked examples of a ruleset prove of one rule or exception. Cases go by name, in the order of the files.
package struct RuleProof: Sendable {
    package let name: String
    /// Cases marked `fires` in which it does; an exception fires when it lifts a rule.
    package internal(set) var fires: [String] = []
    /// Cases marked `nearly` in which one fact otherwise would make it true.
    package internal(set) var nearly: [String] = []
    /// Cases marked `negated` in which what is said makes it false.
    package internal(set) var negated: [String] = []
    /// Marked cases in which it is not what the mark says.
    package internal(set) var mismarked: [(name: String, kind: RulesetCase.Kind)] = []
    /// Cases that come out otherwise than written once it is taken out.
    package internal(set) var broken: [String] = []
    /// Those of them in which more than the mention of a rule is lost: category, status, priority, disposition or
    /// review.
    package internal(set) var decisive: [String] = []

    /// Whether it fires in a case, nearly fires in one, is negated in one, and breaks one when it is taken out.
    package var isComplete: Bool {
        !fires.isEmpty && !nearly.isEmpty && !negated.isEmpty && !broken.isEmpty && mismarked.isEmpty
    }
}
