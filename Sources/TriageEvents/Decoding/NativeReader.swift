import JSON

/// Reads a submission in our own JSON. Whatever cannot be read is unknown; only the submission id has to be there.
struct NativeReader: ~Copyable {
    /// The schema this reader knows; others are read as far as their members have the same names.
    static let schema: StaticString = "leg-intake/1"

    private enum Member: UInt8 {
        case schema, submissionID, submittedAt, patientRef, form, language, patient, answers, narrative

        init?(_ name: JSONText) {
            switch name.count {
            case 4 where name == "form": self = .form
            case 6 where name == "schema": self = .schema
            case 7 where name == "answers": self = .answers
            case 7 where name == "patient": self = .patient
            case 8 where name == "language": self = .language
            case 9 where name == "narrative": self = .narrative
            case 10 where name == "patientRef": self = .patientRef
            case 11 where name == "submittedAt": self = .submittedAt
            case 12 where name == "submissionId": self = .submissionID
            default: return nil
            }
        }
    }

    /// A `resourceType`, by which a FHIR resource tells itself apart.
    private(set) var resourceType: JSONText?
    /// Whether there are members by which a CloudEvent tells itself apart.
    private(set) var looksLikeEnvelope = false

    private var seen: UInt16 = 0
    private var hasUnusableID = false

    init() {}

    /// Why this is no submission; meaningful only without an id.
    func rejection(root: String) -> IntakeRejection {
        IntakeRejection(
            code: hasUnusableID ? .unusableSubmissionID : .missingSubmissionID, path: "\(root).submissionId")
    }

    /// Reads the members of the document. Call once.
    mutating func read(_ members: JSONMembers, into draft: inout SubmissionDraft) {
        for member in members {
            guard let known = Member(member.name) else {
                readForeign(member)
                draft.submission.unknownMemberCount += 1
                continue
            }
            let isRepeated = seen & (1 << known.rawValue) != 0
            seen |= 1 << known.rawValue
            switch known {
            case .submissionID:
                readID(member.value, into: &draft)
            case .answers:
                readAnswers(member.value, into: &draft)
            case .narrative:
                Self.readNarrative(member.value, into: &draft)
            default:
                if !isRepeated {
                    read(known, member.value, into: &draft)
                }
            }
            if isRepeated, known != .answers, known != .narrative {
                draft.note(.repeated, at: Self.path(known))
            }
        }
    }

    private mutating func read(_ member: Member, _ value: JSONValue, into draft: inout SubmissionDraft) {
        if value.isNull { return }
        switch member {
        case .schema:
            if value.text.map({ $0 == Self.schema }) != true {
                draft.note(value.text == nil ? .wrongType : .unreadable, at: ".schema")
            }
        case .submittedAt:
            readSubmittedAt(value, into: &draft)
        case .patientRef:
            guard let text = value.text else { return draft.note(.wrongType, at: ".patientRef") }
            guard text.count <= IntakeLimits.idBytes else { return draft.note(.outOfRange, at: ".patientRef") }
            draft.submission.patientRef = text.isBlank ? nil : text
        case .form:
            readForm(value, into: &draft)
        case .language:
            draft.submission.language = Self.readText(value, at: ".language", into: &draft)
        case .patient:
            readPatient(value, into: &draft)
        case .submissionID, .answers, .narrative:
            break
        }
    }

    private mutating func readForeign(_ member: JSONMember) {
        if member.name == "resourceType", resourceType == nil {
            resourceType = member.value.text
        } else if member.name == "data" || member.name == "data_base64" {
            looksLikeEnvelope = true
        }
    }

    /// The first id that can be used counts, so that one broken copy does not lose the submission.
    private mutating func readID(_ value: JSONValue, into draft: inout SubmissionDraft) {
        guard let text = value.text, SubmissionDraft.isUsableID(text) else {
            hasUnusableID = true
            return
        }
        if !draft.hasID {
            draft.submission.submissionID = text
        }
    }

    private mutating func readSubmittedAt(_ value: JSONValue, into draft: inout SubmissionDraft) {
        guard let text = value.text else { return draft.note(.wrongType, at: ".submittedAt") }
        guard let instant = Instant(rfc3339: text) else { return draft.note(.unreadable, at: ".submittedAt") }
        draft.submission.setSubmittedAt(instant, text: text)
    }

    private mutating func readForm(_ value: JSONValue, into draft: inout SubmissionDraft) {
        guard let members = value.members else { return draft.note(.wrongType, at: ".form") }
        var hasID = false
        var hasVersion = false
        for member in members {
            if member.name == "id" {
                if hasID { draft.note(.repeated, at: ".form.id") }
                if !hasID { draft.submission.formID = Self.readText(member.value, at: ".form.id", into: &draft) }
                hasID = true
            } else if member.name == "version" {
                if hasVersion { draft.note(.repeated, at: ".form.version") }
                if !hasVersion {
                    draft.submission.formVersion = Self.readText(member.value, at: ".form.version", into: &draft)
                }
                hasVersion = true
            } else {
                draft.submission.unknownMemberCount += 1
            }
        }
    }

    private mutating func readPatient(_ value: JSONValue, into draft: inout SubmissionDraft) {
        guard let members = value.members else { return draft.note(.wrongType, at: ".patient") }
        var hasAge = false
        var hasSex = false
        var hasPregnancy = false
        for member in members {
            if member.name == "ageYears" {
                if hasAge { draft.note(.repeated, at: ".patient.ageYears") }
                if !hasAge { readAge(member.value, into: &draft) }
                hasAge = true
            } else if member.name == "sex" {
                if hasSex { draft.note(.repeated, at: ".patient.sex") }
                if !hasSex { draft.submission.sex = Self.readText(member.value, at: ".patient.sex", into: &draft) }
                hasSex = true
            } else if member.name == "pregnancy" {
                if hasPregnancy { draft.note(.repeated, at: ".patient.pregnancy") }
                if !hasPregnancy { readPregnancy(member.value, into: &draft) }
                hasPregnancy = true
            } else {
                draft.submission.unknownMemberCount += 1
            }
        }
    }

    private mutating func readAge(_ value: JSONValue, into draft: inout SubmissionDraft) {
        if value.isNull { return }
        guard let age = value.number else { return draft.note(.wrongType, at: ".patient.ageYears") }
        guard IntakeLimits.ageYears.contains(age) else { return draft.note(.outOfRange, at: ".patient.ageYears") }
        draft.submission.ageYears = age
    }

    private mutating func readPregnancy(_ value: JSONValue, into draft: inout SubmissionDraft) {
        if let answer = value.boolean {
            draft.submission.pregnancy = .boolean(answer)
        } else if let text = value.text {
            draft.submission.pregnancy = text.isBlank ? .null : .text(text)
        } else if value.isNull {
            draft.submission.pregnancy = .null
        } else {
            draft.submission.pregnancy = .malformed
            draft.note(.wrongType, at: ".patient.pregnancy")
        }
    }

    private static func readText(
        _ value: JSONValue, at path: @autoclosure () -> String, into draft: inout SubmissionDraft
    ) -> JSONText? {
        if let text = value.text { return text.isBlank ? nil : text }
        if !value.isNull {
            draft.note(.wrongType, at: path())
        }
        return nil
    }

    /// Texts in a list are read, too: the list is the sender's mistake, and there may be an emergency in it.
    private static func readNarrative(_ value: JSONValue, into draft: inout SubmissionDraft) {
        if let text = value.text { return draft.addNarrative(text) }
        if value.isNull { return }
        draft.note(.wrongType, at: ".narrative")
        guard let elements = value.elements else { return }
        for element in elements {
            if let text = element.text {
                draft.addNarrative(text)
            }
        }
    }

    private mutating func readAnswers(_ value: JSONValue, into draft: inout SubmissionDraft) {
        if value.isNull { return }
        guard let members = value.members else { return draft.note(.wrongType, at: ".answers") }
        var index = 0
        for member in members {
            Self.readAnswer(to: member.name, member.value, index: index, into: &draft)
            index += 1
        }
    }

    @inline(__always)
    private static func readAnswer(
        to question: JSONText, _ value: JSONValue, index: Int, into draft: inout SubmissionDraft
    ) {
        let answer: AnswerValue
        var isIncomplete = false
        switch value.kind {
        case .boolean:
            answer = .boolean(value.boolean ?? false)
        case .number:
            if let number = value.number, number.magnitude < IntakeLimits.numberMagnitude {
                answer = .number(number, unit: nil)
            } else {
                answer = .malformed
                draft.note(.outOfRange, at: ".answers[\(index)]")
            }
        case .string:
            if let text = value.text, !text.isBlank {
                answer = .text(text)
            } else {
                answer = .null
            }
        case .array:
            (answer, isIncomplete) = readChoices(value, index: index, into: &draft)
        case .null:
            answer = .null
        case .object:
            answer = .malformed
            draft.note(.wrongType, at: ".answers[\(index)]")
        }
        draft.submission.answers.append(Answer(question: question, value: answer, isIncomplete: isIncomplete))
    }

    @inline(__always)
    private static func readChoices(
        _ value: JSONValue, index: Int, into draft: inout SubmissionDraft
    ) -> (AnswerValue, isIncomplete: Bool) {
        guard let elements = value.elements else { return (.malformed, false) }
        // Mostly one option was ticked.
        var rest = elements
        if let text = rest.next()?.text, !text.isBlank, rest.next() == nil {
            return (.choices(draft.pool.store(text)), false)
        }
        return readSeveralChoices(elements, index: index, into: &draft)
    }

    private static func readSeveralChoices(
        _ elements: JSONElements, index: Int, into draft: inout SubmissionDraft
    ) -> (AnswerValue, isIncomplete: Bool) {
        draft.listed.removeAll(keepingCapacity: true)
        var isIncomplete = false
        var position = 0
        for element in elements {
            if let text = element.text {
                if !text.isBlank { draft.listed.append(text) }
            } else {
                isIncomplete = true
                draft.note(.wrongType, at: ".answers[\(index)][\(position)]")
            }
            position += 1
        }
        if isIncomplete, draft.listed.isEmpty { return (.malformed, false) }
        return (.choices(draft.pool.store(draft.listed)), isIncomplete)
    }

    private static func path(_ member: Member) -> String {
        switch member {
        case .schema: ".schema"
        case .submissionID: ".submissionId"
        case .submittedAt: ".submittedAt"
        case .patientRef: ".patientRef"
        case .form: ".form"
        case .language: ".language"
        case .patient: ".patient"
        case .answers: ".answers"
        case .narrative: ".narrative"
        }
    }
}
