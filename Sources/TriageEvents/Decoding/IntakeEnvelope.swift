/// What stood around the submission.
package enum IntakeEnvelope: String, Sendable, CaseIterable {
    case none
    /// A CloudEvent whose attributes are headers.
    case cloudEventBinary = "cloudevent_binary"
    /// A CloudEvent whose attributes and data are one JSON document.
    case cloudEventStructured = "cloudevent_structured"
}
