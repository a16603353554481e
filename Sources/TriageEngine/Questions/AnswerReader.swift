import JSON
import TriageEvents

/// Turns a submission's answers and members into statements of a ledger.
///
/// One reader serves a thread for all its submissions.
final class AnswerReader {
    private let ruleset: Ruleset
    /// The option first chosen for each question; -1: none yet; -2: the question has an answer of another kind.
    private var chosen: [Int]
    /// Which options of a question were ticked in the answer at hand.
    private var ticked: [Bool] = []

    /// Whether each question has an answer that says something.
    private(set) var isAnswered: [Bool]
    private(set) var review: ReviewFlags = []
    /// How many answers stood under a name the form map does not have.
    private(set) var unknownQuestionCount = 0
    /// Whether any answer about the complaint was understood.
    var hasAnswers: Bool { isAnswered.contains(true) }

    init(ruleset: Ruleset) {
        self.ruleset = ruleset
        chosen = Array(repeating: -1, count: ruleset.questions.count)
        isAnswered = Array(repeating: false, count: ruleset.questions.count)
    }

    /// Forgets the submission before.
    func reset() {
        for question in chosen.indices {
            chosen[question] = -1
            isAnswered[question] = false
        }
        review = []
        unknownQuestionCount = 0
    }

    /// The map that a submission's answers are read with; nil for a form that no map names.
    func form(of submission: borrowing Submission) -> Int? {
        let book = ruleset.answers
        guard submission.formID != nil || submission.formURL != nil else { return ruleset.defaultForm }
        let index =
            submission.formURL.flatMap { book.formsByName.value(of: $0) }
            ?? submission.formID.flatMap { book.formsByName.value(of: $0) }
        guard let index, book.forms[index].covers(submission.formVersion) else { return nil }
        return index
    }

    /// Reads members and answers. Free text is left to the narrative's reader, but for the texts it returns the
    /// question of: `text` is called with every answer to a question that asks for a text.
    func read(
        _ submission: borrowing Submission, into ledger: inout EvidenceLedger,
        text: (JSONText, QuestionID, inout EvidenceLedger) -> Void
    ) {
        reset()
        readMembers(submission, into: &ledger)
        guard let form = form(of: submission) else {
            if !submission.answers.isEmpty || submission.formID != nil || submission.formURL != nil {
                review.insert(.unknownForm)
            }
            return
        }
        for answer in submission.answers {
            guard let place = ruleset.answers.forms[form].items.value(of: answer.question) else {
                unknownQuestionCount += 1
                continue
            }
            let item = ruleset.answers.forms[form].itemList[place]
            let question = ruleset.questions[item.question]
            if question.kind == .text {
                // FHIR's texts stand among the narratives already.
                if submission.shape == .native, case .text(let written) = answer.value {
                    text(written, QuestionID(item.question), &ledger)
                    isAnswered[item.question] = true
                }
                continue
            }
            read(answer, item, submittedAt: submission.submittedAt, into: &ledger)
        }
    }

    /// The question of this name in the submission's form, if its answers are options, numbers or dates.
    func isUnderstood(narrativeQuestion: JSONText, of submission: borrowing Submission) -> Bool {
        guard let form = form(of: submission), !narrativeQuestion.isEmpty,
            let place = ruleset.answers.forms[form].items.value(of: narrativeQuestion)
        else { return false }
        return isAnswered[ruleset.answers.forms[form].itemList[place].question]
            && ruleset.questions[ruleset.answers.forms[form].itemList[place].question].kind != .text
    }

    private func readMembers(_ submission: borrowing Submission, into ledger: inout EvidenceLedger) {
        let members = ruleset.members
        if let age = submission.ageYears, let number = members.ageYears {
            ledger.assertNumber(number, low: age, high: age, origin: .member("patient.ageYears"))
        }
        if let sex = submission.sex { apply(members.sex, sex, "patient.sex", into: &ledger) }
        switch submission.pregnancy {
        case .text(let value): apply(members.pregnancy, value, "patient.pregnancy", into: &ledger)
        case .boolean(let value):
            apply(members.pregnancy, JSONText(value ? "true" : "false"), "patient.pregnancy", into: &ledger)
        case .choices(let values):
            for value in values { apply(members.pregnancy, value, "patient.pregnancy", into: &ledger) }
        case .number, .date, .malformed: review.insert(.malformed)
        case .null, nil: break
        }
    }

    private func apply(
        _ values: [MemberMeaning.Value], _ written: JSONText, _ path: StaticString, into ledger: inout EvidenceLedger
    ) {
        guard let value = values.first(where: { Self.equals(written, $0.name) }) else { return }
        apply(value.effect, origin: .member(path), into: &ledger)
    }

    private static func equals(_ text: JSONText, _ string: String) -> Bool {
        guard text.count == string.utf8.count else { return false }
        return zip(text.bytes, string.utf8).allSatisfy { $0 == $1 }
    }

    private func apply(_ effect: AnswerEffect, origin: EvidenceOrigin, into ledger: inout EvidenceLedger) {
        for setting in effect.settings { ledger.assert(setting.finding, setting.state, origin: origin) }
        for interval in effect.intervals {
            ledger.assertNumber(interval.number, low: interval.low, high: interval.high, origin: origin)
        }
        review.formUnion(effect.review)
    }

    private func read(
        _ answer: Answer, _ item: AnswerBook.Item, submittedAt: Instant?, into ledger: inout EvidenceLedger
    ) {
        let question = ruleset.questions[item.question]
        let origin = EvidenceOrigin.question(QuestionID(item.question))
        switch question.kind {
        case .number, .date:
            readNumber(answer.value, question, item.question, submittedAt: submittedAt, origin, into: &ledger)
        case .boolean, .choice, .choices:
            readOptions(answer, item, question, origin, into: &ledger)
        case .text: break
        }
    }

    private func readNumber(
        _ value: AnswerValue, _ question: Question, _ index: Int, submittedAt: Instant?, _ origin: EvidenceOrigin,
        into ledger: inout EvidenceLedger
    ) {
        guard let number = question.number else { return }
        let fact = ruleset.vocabulary[number]
        var result: Double?
        switch value {
        case .null: return
        case .number(let written, let unit):
            if let unit, !unit.isEmpty, unit.string != question.unit, unit.string != fact.unit {
                result = MeasurementUnit.factor(from: unit.string, to: fact.unit).map { $0 * written }
            } else if let unit, unit.string == fact.unit {
                result = written
            } else {
                result = written * ruleset.answers.factors[index]
            }
        case .date(let instant):
            guard let submittedAt else { return }
            let seconds = Double(submittedAt.millisecondsSince1970 - instant.millisecondsSince1970) / 1000
            result = MeasurementUnit.factor(from: "s", to: fact.unit).map { $0 * max(seconds, 0) }
        case .text(let text) where question.kind == .date:
            guard let submittedAt, let instant = Instant(date: text) ?? Instant(rfc3339: text) else { break }
            let seconds = Double(submittedAt.millisecondsSince1970 - instant.millisecondsSince1970) / 1000
            result = MeasurementUnit.factor(from: "s", to: fact.unit).map { $0 * max(seconds, 0) }
        case .text(let text):
            result = Double(text.string).map { $0 * ruleset.answers.factors[index] }
        case .boolean, .choices, .malformed: break
        }
        guard let result, result >= fact.minimum, result <= fact.maximum else {
            review.insert(.malformed)
            return
        }
        ledger.assertNumber(number, low: result, high: result, origin: origin)
        isAnswered[index] = true
    }

    private func readOptions(
        _ answer: Answer, _ item: AnswerBook.Item, _ question: Question, _ origin: EvidenceOrigin,
        into ledger: inout EvidenceLedger
    ) {
        ticked.removeAll(keepingCapacity: true)
        for _ in question.options { ticked.append(false) }
        var count = 0
        var isIncomplete = answer.isIncomplete
        func tick(_ written: JSONText) {
            let option =
                item.values?.value(of: written) ?? ruleset.answers.options[item.question].value(of: written)
            guard let option else {
                review.insert(.malformed)
                isIncomplete = true
                return
            }
            count += ticked[option] ? 0 : 1
            ticked[option] = true
        }
        switch answer.value {
        case .null: return
        case .boolean(let value): tick(value ? JSONText("true") : JSONText("false"))
        case .text(let text): tick(text)
        case .choices(let texts): for text in texts { tick(text) }
        case .number(let value, _):
            var digits = value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
            digits.withUTF8 { tick(JSONText($0)) }
        case .date, .malformed:
            review.insert(.malformed)
            return
        }
        for (index, option) in question.options.enumerated() where ticked[index] {
            // "None of these" proves nothing while part of the list could not be read.
            if option.isExclusive, isIncomplete { continue }
            apply(option.effect, origin: origin, into: &ledger)
            if !option.effect.isEmpty || !option.effect.review.isEmpty { isAnswered[item.question] = true }
            noteChoice(index, of: item.question, question)
        }
        if question.kind == .choices, question.unselected == .absent, count > 0, !isIncomplete {
            denyUnticked(question, origin, into: &ledger)
        }
        if answer.isIncomplete { review.insert(.malformed) }
    }

    /// Two different answers to one question contradict each other, whatever they set.
    private func noteChoice(_ option: Int, of index: Int, _ question: Question) {
        guard question.kind != .choices else { return }
        if chosen[index] >= 0, chosen[index] != option { review.insert(.conflict) }
        if chosen[index] < 0 { chosen[index] = option }
    }

    private func denyUnticked(_ question: Question, _ origin: EvidenceOrigin, into ledger: inout EvidenceLedger) {
        let isNoneTicked = zip(question.options, ticked).contains { $0.isExclusive && $1 }
        guard !isNoneTicked else { return }
        for (index, option) in question.options.enumerated() where !ticked[index] && !option.isExclusive {
            for setting in option.effect.settings where setting.state == .present {
                let isSetByOther = zip(question.options, ticked).contains { other, isTicked in
                    isTicked && other.effect.settings.contains { $0.finding == setting.finding }
                }
                if !isSetByOther { ledger.assert(setting.finding, .absent, origin: origin) }
            }
        }
    }
}
