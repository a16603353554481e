import TriageEvents

/// How much a rule, a floor or an outcome asks for. Of those of one priority the one that wants an answer sooner asks
/// for more: what is found beside a danger must not lengthen the wait for it.
struct Urgency: Comparable {
    let priority: Priority
    /// What its disposition allows.
    let respondWithinSeconds: Int

    static func < (one: Urgency, other: Urgency) -> Bool {
        one.priority == other.priority
            ? one.respondWithinSeconds > other.respondWithinSeconds : one.priority < other.priority
    }
}

extension [Disposition] {
    /// What asking for a priority comes to with the disposition of that index.
    func urgency(_ priority: Priority, _ disposition: Int) -> Urgency {
        Urgency(priority: priority, respondWithinSeconds: self[disposition].respondWithinSeconds)
    }
}
