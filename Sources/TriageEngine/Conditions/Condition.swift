/// A condition as the ruleset writes it, with names resolved. Its meaning is Kleene's three-valued logic.
package indirect enum Condition: Sendable {
    /// Which bound of a score is meant.
    package enum ScoreBound: Sendable {
        case low, high
    }

    case finding(FindingID)
    /// The definition with this index in `Ruleset.definitions`.
    case definition(Int)
    case all([Condition])
    case any([Condition])
    case atLeast(Int, [Condition])
    case not(Condition)
    /// True when the whole interval satisfies the range, false when none of it does.
    case number(NumberID, NumberRange)
    /// Never unknown: a bound of the score with this index is within the range, or not.
    case score(Int, ScoreBound, NumberRange)
    /// Never unknown: the condition is unknown, and something in the submission speaks of it.
    case doubtful(Condition)

    /// True when truth depends on a score bound or a doubt, so that it is about what is known rather than about the
    /// patient. Takes the same of each definition, so that none is gone through anew wherever it is used.
    func isAboutKnowledge(definitions: [Bool]) -> Bool {
        switch self {
        case .finding, .number: false
        case .definition(let index): definitions[index]
        case .all(let parts), .any(let parts), .atLeast(_, let parts):
            parts.contains { $0.isAboutKnowledge(definitions: definitions) }
        case .not(let part): part.isAboutKnowledge(definitions: definitions)
        case .score, .doubtful: true
        }
    }

    /// How deep conditions stand within each other here, the definitions that they use included. Takes the same of each
    /// definition.
    func depth(definitions: [Int]) -> Int {
        switch self {
        case .finding, .number, .score: 1
        case .definition(let index): 1 + definitions[index]
        case .all(let parts), .any(let parts), .atLeast(_, let parts):
            1 + (parts.map { $0.depth(definitions: definitions) }.max() ?? 0)
        case .not(let part), .doubtful(let part): 1 + part.depth(definitions: definitions)
        }
    }
}
