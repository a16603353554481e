package import JSON

/// The members of a routing event that stand before its reasons. All text is borrowed.
package struct RoutingEventHead {
    package var eventID: EventID
    package var submissionID: JSONText
    package var patientRef: JSONText?
    package var submittedAt: Instant?
    /// `submittedAt` as it came, if consumers can read it; goes before `submittedAt`.
    package var submittedAtText: JSONText?
    /// Nil when undetermined.
    package var category: Category?
    package var status: Status
    package var priority: Priority
    /// Made by `RoutingEventParts.disposition`.
    package var disposition: JSONText

    /// The head of an event of which nothing else is known; the other members are the filler's to set.
    package init(eventID: EventID, submissionID: JSONText, disposition: JSONText) {
        self.eventID = eventID
        self.submissionID = submissionID
        self.disposition = disposition
        status = .undetermined
        priority = .urgent
    }
}
