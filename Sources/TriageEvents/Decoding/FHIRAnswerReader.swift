import JSON

/// Reads the values that one item's answers have, and makes answers of them.
///
/// Coded answers of one item are one list, as several texts are: that is how ticked options come. Every other value is
/// an answer of its own. Texts are what the patient wrote, too.
struct FHIRAnswerReader {
    private var question: JSONText?
    private var texts: [JSONText] = []
    private var hasCode = false
    private var hasMalformed = false

    /// Starts an item; without a question its answers are not kept, but its texts still are.
    mutating func begin(question: JSONText?) {
        self.question = question
        texts.removeAll(keepingCapacity: true)
        hasCode = false
        hasMalformed = false
    }

    /// Notes that an answer could not be read.
    mutating func addMalformed() {
        hasMalformed = true
    }

    /// Reads a `value[x]` member; answers with what is wrong about it, if anything.
    mutating func read(_ member: JSONMember, into draft: inout SubmissionDraft) -> SubmissionProblem.Code? {
        let value = member.value
        if value.isNull { return nil }
        let problem = readKind(member.name, value, into: &draft)
        if problem != nil {
            hasMalformed = true
        }
        return problem
    }

    /// Makes answers of what was read since `begin`.
    mutating func finish(into draft: inout SubmissionDraft) {
        guard let question else { return }
        if !hasCode, texts.count == 1 {
            draft.submission.answers.append(
                Answer(question: question, value: .text(texts[0]), isIncomplete: hasMalformed))
        } else if !texts.isEmpty {
            draft.submission.answers.append(
                Answer(question: question, value: .choices(draft.pool.store(texts)), isIncomplete: hasMalformed))
        } else if hasMalformed {
            draft.submission.answers.append(Answer(question: question, value: .malformed))
        }
    }

    private mutating func readKind(
        _ name: JSONText, _ value: JSONValue, into draft: inout SubmissionDraft
    ) -> SubmissionProblem.Code? {
        if name == "valueBoolean" {
            guard let boolean = value.boolean else { return .wrongType }
            append(.boolean(boolean), to: &draft)
        } else if name == "valueCoding" {
            return readCoding(value)
        } else if name == "valueString" || name == "valueMarkdown" {
            return readString(value, into: &draft)
        } else if name == "valueInteger" || name == "valueDecimal" {
            return readNumber(value, unit: nil, into: &draft)
        } else if name == "valueQuantity" {
            return readQuantity(value, into: &draft)
        } else if name == "valueDate" || name == "valueDateTime" || name == "valueInstant" {
            return readDate(value, into: &draft)
        } else if name == "valueTime" || name == "valueUri" || name == "valueCode" {
            guard let text = value.text else { return .wrongType }
            if !text.isBlank { texts.append(text) }
        } else {
            return .unsupportedKind
        }
        return nil
    }

    private mutating func readCoding(_ value: JSONValue) -> SubmissionProblem.Code? {
        guard value.members != nil else { return .wrongType }
        for name: StaticString in ["code", "display"] {
            if let text = value[name]?.text, !text.isBlank {
                texts.append(text)
                hasCode = true
                return nil
            }
        }
        return .missing
    }

    private mutating func readString(
        _ value: JSONValue, into draft: inout SubmissionDraft
    ) -> SubmissionProblem.Code? {
        guard let text = value.text else { return .wrongType }
        guard !text.isBlank else { return nil }
        texts.append(text)
        draft.submission.narratives.append(text)
        draft.submission.narrativeQuestions.append(question ?? JSONText(""))
        return nil
    }

    private func readNumber(
        _ value: JSONValue, unit: JSONText?, into draft: inout SubmissionDraft
    ) -> SubmissionProblem.Code? {
        guard let number = value.number else { return .wrongType }
        guard number.magnitude < IntakeLimits.numberMagnitude else { return .outOfRange }
        append(.number(number, unit: unit), to: &draft)
        return nil
    }

    /// With a comparator ("more than 3 cm") the number itself is not the value, so it stays unknown.
    private func readQuantity(_ value: JSONValue, into draft: inout SubmissionDraft) -> SubmissionProblem.Code? {
        guard value.members != nil else { return .wrongType }
        if let comparator = value["comparator"], !comparator.isNull { return .unreadable }
        guard let number = value["value"] else { return .missing }
        return readNumber(number, unit: value["code"]?.text ?? value["unit"]?.text, into: &draft)
    }

    /// A year or a month alone is kept as text: as a moment it would claim a day that nobody gave.
    private mutating func readDate(_ value: JSONValue, into draft: inout SubmissionDraft) -> SubmissionProblem.Code? {
        guard let text = value.text else { return .wrongType }
        if let instant = Instant(rfc3339: text) ?? Instant(date: text) {
            append(.date(instant), to: &draft)
            return nil
        }
        guard Self.isYearOrMonth(text) else { return .unreadable }
        texts.append(text)
        return nil
    }

    private static func isYearOrMonth(_ text: JSONText) -> Bool {
        guard text.count == 4 || text.count == 7 else { return false }
        return text.bytes.enumerated().allSatisfy { index, byte in
            index == 4 ? byte == UInt8(ascii: "-") : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
    }

    private func append(_ value: AnswerValue, to draft: inout SubmissionDraft) {
        guard let question else { return }
        draft.submission.answers.append(Answer(question: question, value: value))
    }
}
