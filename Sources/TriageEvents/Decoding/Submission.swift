package import JSON

/// The decoded, checked form: who (a reference, never a name), when, answers, narrative.
///
/// All text is borrowed from the decoder and valid until it decodes again. What is nil was not there or could not
/// be read; the latter stands in `problems`.
package struct Submission {
    /// The submission's own id: not empty, at most `IntakeLimits.idBytes` bytes.
    package var submissionID: JSONText
    /// When the patient sent it.
    package var submittedAt: Instant?
    /// The same as text, as it came, if any consumer can read it as RFC 3339; nil: print `submittedAt`.
    package var submittedAtText: JSONText?
    /// The moment that an envelope gives; only a fallback where a moment is needed and `submittedAt` is nil.
    package var eventTime: Instant?
    /// A reference to the patient: not empty, at most `IntakeLimits.idBytes` bytes.
    package var patientRef: JSONText?
    /// The form's id. Of a FHIR canonical, the last part of its path.
    package var formID: JSONText?
    /// The whole FHIR canonical without its version; nil for native submissions.
    package var formURL: JSONText?
    package var formVersion: JSONText?
    /// The BCP 47 tag of the language, unchecked.
    package var language: JSONText?
    /// The patient's age, 0 to 130 years.
    package var ageYears: Double?
    package var sex: JSONText?
    package var pregnancy: AnswerValue?
    /// The answers in the order of the document. A question given twice comes twice, and all its values count.
    package var answers: [Answer] = []
    /// What the patient wrote, without blank texts: normally one; several when the member was given twice or a FHIR
    /// response has several text answers (which stand under `answers`, too).
    package var narratives: [JSONText] = []
    /// For a FHIR response, the question of each narrative (empty if its item names none); empty for native ones.
    package var narrativeQuestions: [JSONText] = []
    package var shape: IntakeShape
    package var envelope: IntakeEnvelope = .none
    /// The form was not finished, or does not say that it was.
    package var isPartial = false
    /// The submission was entered in error.
    package var isRetracted = false
    /// Somebody else than the patient filled the form in.
    package var isThirdParty = false
    /// Whether a byte order mark was skipped.
    package var hadByteOrderMark = false
    /// Whether the prefix of a schema registry's wire format was skipped.
    package var hadSchemaRegistryPrefix = false
    /// What could not be read, in the order it was met; the first `IntakeLimits.problems` of them.
    package var problems: [SubmissionProblem] = []
    /// How many problems there were in all.
    package var problemCount = 0
    /// Of which kinds they were, all of them.
    package var problemKinds = SubmissionProblem.Kinds()
    /// How many members were there that this decoder does not know (questions are not members).
    package var unknownMemberCount = 0

    /// A submission of which nothing is known but its id and shape.
    package init(submissionID: JSONText, shape: IntakeShape) {
        self.submissionID = submissionID
        self.shape = shape
    }
}

extension Submission {
    /// Forgets everything and keeps the memory of the lists.
    mutating func removeAll() {
        submissionID = JSONText("")
        submittedAt = nil
        submittedAtText = nil
        eventTime = nil
        patientRef = nil
        formID = nil
        formURL = nil
        formVersion = nil
        language = nil
        ageYears = nil
        sex = nil
        pregnancy = nil
        answers.removeAll(keepingCapacity: true)
        narratives.removeAll(keepingCapacity: true)
        narrativeQuestions.removeAll(keepingCapacity: true)
        shape = .native
        envelope = .none
        isPartial = false
        isRetracted = false
        isThirdParty = false
        hadByteOrderMark = false
        hadSchemaRegistryPrefix = false
        problems.removeAll(keepingCapacity: true)
        problemCount = 0
        problemKinds = SubmissionProblem.Kinds()
        unknownMemberCount = 0
    }

    /// Sets the moment, and its text if every reader of RFC 3339 takes it: small letters and leap seconds are rare,
    /// and some refuse them.
    mutating func setSubmittedAt(_ instant: Instant, text: JSONText) {
        submittedAt = instant
        let isPlain = text.bytes.allSatisfy { $0 != UInt8(ascii: "t") && $0 != UInt8(ascii: "z") }
        let isLeapSecond = text.count >= 19 && text.bytes[17] == UInt8(ascii: "6")
        submittedAtText = isPlain && !isLeapSecond && text.count <= IntakeLimits.dateBytes ? text : nil
    }
}
