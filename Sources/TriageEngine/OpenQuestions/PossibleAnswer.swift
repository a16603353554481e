/// One definite answer that a question can get, as what it settles.
struct PossibleAnswer: Sendable {
    /// Findings it sets, and whether to present.
    var settings: [Term.Literal] = []
    var intervals: [AnswerEffect.Interval] = []
    /// How much it speaks for rules, the serious ones more; answers that stir least are tried first.
    var weight = 0.0
    /// Excludes the question's other options.
    var isExclusive = false
}
