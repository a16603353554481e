import JSON

/// What a routing event was made of, in the order in which it stands there.
struct EventContents {
    /// Names of rules, exceptions and review words.
    var reasons: [JSONText] = []
    /// The finder's, and valid until it finds others, which is for the next event; no longer than the finder lives.
    var openQuestions = UnsafeBufferPointer<OpenQuestion>(start: nil, count: 0)

    mutating func removeAll() {
        reasons.removeAll(keepingCapacity: true)
        openQuestions = UnsafeBufferPointer(start: nil, count: 0)
    }
}
