import JSON

/// What a routing event was made of, in the order in which it stands there.
struct EventContents {
    /// Names of rules, exceptions and review words.
    var reasons: [JSONText] = []
    var openQuestions: [OpenQuestion] = []

    mutating func removeAll() {
        reasons.removeAll(keepingCapacity: true)
        openQuestions = []
    }
}
