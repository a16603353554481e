/// The members of a submission, other than answers and narrative, that say something of findings and numbers.
package enum SubmissionMember: UInt8, Sendable, CaseIterable {
    case ageYears
    case sex
    case pregnancy

    /// Where it stands in a submission.
    package var path: StaticString {
        switch self {
        case .ageYears: "patient.ageYears"
        case .sex: "patient.sex"
        case .pregnancy: "patient.pregnancy"
        }
    }
}
