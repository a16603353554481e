/// Something in a submission that could not be read and counts as unknown, or that was read with a doubt.
///
/// Safe to log and to publish: it names known members and indices only, never what the patient wrote and never
/// the name of a question.
package struct SubmissionProblem: Hashable, Sendable {
    /// The kinds of problem.
    package enum Code: String, Sendable, CaseIterable {
        /// The value is of another type than the member's.
        case wrongType = "wrong_type"
        /// The value is of the right type and lies outside what can be.
        case outOfRange = "out_of_range"
        /// The text is no date, no time or not a word that is known here.
        case unreadable
        /// A member that has to be there is not.
        case missing
        /// A member other than answers and narrative was given twice; the first counted.
        case repeated
        /// A FHIR answer of a kind that is not read: an attachment, a reference.
        case unsupportedKind = "unsupported_kind"
        /// The document held tokens that had to be mended: a number out of range, half a surrogate pair.
        case mended
    }

    package let code: Code
    /// Where, as a JSON path: `$.patient.ageYears`, `$.answers[3]`; of what lies very deep, an outer part of it.
    package let path: String

    package init(code: Code, path: String) {
        self.code = code
        self.path = path
    }
}
