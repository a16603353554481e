/// Where a piece of evidence was found.
package enum EvidenceOrigin: Sendable, Equatable {
    /// An answer to this question.
    case question(QuestionID)
    /// A member of the submission other than answers and narrative.
    case member(SubmissionMember)
    /// Half-open UTF-8 byte offsets into the decoded narrative as it came, not normalised.
    case span(start: Int32, end: Int32)

    /// True for what the patient told in own words: such evidence may raise what answers said, never lower it.
    @inline(__always)
    package var isNarrative: Bool {
        if case .span = self { true } else { false }
    }
}
