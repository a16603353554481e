import JSON
import TriageEvents

/// A copy of what a decoder lent, so that tests can keep it.
struct DecodedSubmission {
    var id: String
    var submittedAt: String?
    var submittedAtText: String?
    var eventTime: String?
    var patientRef: String?
    var form: String?
    var formURL: String?
    var version: String?
    var language: String?
    var age: Double?
    var sex: String?
    var pregnancy: String?
    /// `question=value`, in order.
    var answers: [String]
    var narratives: [String]
    var narrativeQuestions: [String]
    var shape: IntakeShape
    var envelope: IntakeEnvelope
    var flags: Set<String>
    /// `code path`, in order.
    var problems: [String]
    var problemCount: Int
    var unknownMembers: Int

    init(_ submission: Submission) {
        id = submission.submissionID.string
        submittedAt = submission.submittedAt?.rfc3339
        submittedAtText = submission.submittedAtText?.string
        eventTime = submission.eventTime?.rfc3339
        patientRef = submission.patientRef?.string
        form = submission.formID?.string
        formURL = submission.formURL?.string
        version = submission.formVersion?.string
        language = submission.language?.string
        age = submission.ageYears
        sex = submission.sex?.string
        pregnancy = submission.pregnancy.map(Self.describe)
        answers = submission.answers.map {
            "\($0.question.string)=\(Self.describe($0.value))\($0.isIncomplete ? " (incomplete)" : "")"
        }
        narratives = submission.narratives.map(\.string)
        narrativeQuestions = submission.narrativeQuestions.map(\.string)
        shape = submission.shape
        envelope = submission.envelope
        flags = []
        if submission.isPartial { flags.insert("partial") }
        if submission.isRetracted { flags.insert("retracted") }
        if submission.isThirdParty { flags.insert("thirdParty") }
        if submission.hadByteOrderMark { flags.insert("byteOrderMark") }
        if submission.hadSchemaRegistryPrefix { flags.insert("registry") }
        problems = submission.problems.map { "\($0.code.rawValue) \($0.path)" }
        problemCount = submission.problemCount
        unknownMembers = submission.unknownMemberCount
    }

    static func describe(_ value: AnswerValue) -> String {
        switch value {
        case .boolean(let boolean): "\(boolean)"
        case .number(let number, let unit): "\(number)\(unit.map { " \($0.string)" } ?? "")"
        case .text(let text): "'\(text.string)'"
        case .choices(let texts): "[\(texts.map(\.string).joined(separator: ","))]"
        case .date(let instant): "@\(instant.rfc3339)"
        case .null: "null"
        case .malformed: "malformed"
        }
    }
}

/// Decodes bytes with a decoder of their own.
func decode(
    _ bytes: [UInt8]?, headers: [(String, [UInt8]?)] = [], with decoder: IntakeDecoder = IntakeDecoder()
) -> Result<DecodedSubmission, IntakeRejection> {
    withRecordHeaders(headers) { headers in
        guard let bytes else { return decoder.decode(value: nil, headers: headers).map(DecodedSubmission.init) }
        return bytes.withUnsafeBytes { decoder.decode(value: $0, headers: headers).map(DecodedSubmission.init) }
    }
}

/// Decodes JSON text with a decoder of its own.
func decode(_ json: String, headers: [(String, String)] = []) -> Result<DecodedSubmission, IntakeRejection> {
    decode(Array(json.utf8), headers: headers.map { ($0.0, Array($0.1.utf8)) })
}

/// Lends headers for as long as the closure runs.
func withRecordHeaders<R>(_ headers: [(String, [UInt8]?)], _ body: (RecordHeaders) throws -> R) rethrows -> R {
    let arena = TextArena()
    let lent = headers.map { name, value in
        RecordHeader(
            name: UnsafeRawBufferPointer(arena.add(name).bytes),
            value: value.map { value in
                value.withUnsafeBytes { UnsafeRawBufferPointer(arena.add($0).bytes) }
            })
    }
    return try withExtendedLifetime(arena) {
        try lent.withUnsafeBufferPointer { try body(RecordHeaders($0)) }
    }
}

extension Result where Success == DecodedSubmission, Failure == IntakeRejection {
    /// The code and path of a rejection, nil for a submission.
    var refusal: String? {
        if case .failure(let rejection) = self { "\(rejection.code.rawValue) \(rejection.path)" } else { nil }
    }
}
