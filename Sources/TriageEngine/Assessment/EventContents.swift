import JSON

/// What a routing event was made of, in the order in which it stands there.
struct EventContents {
    /// Names of rules, exceptions and review words.
    var reasons: [JSONText] = []
    /// Indices into `Ruleset.scores`, with bounds.
    var scores: [(score: Int, low: Double, high: Double)] = []
    var openQuestions: [OpenQuestion] = []

    mutating func removeAll() {
        reasons.removeAll(keepingCapacity: true)
        scores.removeAll(keepingCapacity: true)
        openQuestions = []
    }
}
