/// The shape in which a submission came.
package enum IntakeShape: String, Sendable, CaseIterable {
    /// Our own JSON.
    case native
    /// A FHIR R4 QuestionnaireResponse.
    case fhir
}
