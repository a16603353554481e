package import JSON

/// What is published for one submission, as values; `RoutingEventWriter` makes the body of it.
///
/// It is filled anew for each submission and keeps its memory in between: lists of lists lie flat, an outer element
/// holding the range of its inner ones. All text is borrowed, from the submission or from the ruleset.
package struct RoutingEvent {
    package var eventID = EventID.zero
    package var submissionID = JSONText("")
    package var patientRef: JSONText?
    package var submittedAt: Instant?
    /// `submittedAt` as it came, if consumers can read it; goes before `submittedAt`.
    package var submittedAtText: JSONText?
    /// Nil when undetermined.
    package var category: Category?
    package var status = Status.undetermined
    package var priority = Priority.urgent
    /// From `submittedAt` on, else from the event's time.
    package var respondWithinSeconds = 0
    package var dispositionCode = JSONText("")
    package var dispositionText = JSONText("")
    package var reasons: [Reason] = []
    package var scores: [Score] = []
    package var openQuestions: [OpenQuestion] = []
    package var review: ReviewFlags = []
    package var rulesetID = JSONText("")
    package var rulesetVersion = JSONText("")
    /// The ruleset's digest in hexadecimal.
    package var rulesetSHA256 = JSONText("")
    /// The number for the meaning of the code.
    package var engine = 0

    /// The sources of all reasons; a reason names its range.
    package var sources: [JSONText] = []
    /// The evidence of all reasons; a reason names its range.
    package var evidence: [Evidence] = []
    /// The unknown items of all scores; a score names its range.
    package var unknownItems: [JSONText] = []
    /// The bytes, as UTF-8, of the texts that were put together for this event; a reason names its range.
    package var composedText: [UInt8] = []

    /// An event of which nothing is filled in.
    package init() {}

    /// Empties the lists and keeps their memory; the other members are the filler's to set anew.
    package mutating func removeAll() {
        reasons.removeAll(keepingCapacity: true)
        scores.removeAll(keepingCapacity: true)
        openQuestions.removeAll(keepingCapacity: true)
        sources.removeAll(keepingCapacity: true)
        evidence.removeAll(keepingCapacity: true)
        unknownItems.removeAll(keepingCapacity: true)
        composedText.removeAll(keepingCapacity: true)
        review = []
    }
}
