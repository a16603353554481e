import JSON
import TriageEvents

/// Turns a submission's answers and members into statements of a ledger.
///
/// One reader serves a thread for all its submissions; its memory is taken once.
final class AnswerReader {
    private let ruleset: Ruleset
    private let book: AnswerBook
    private let questionCount: Int
    /// The option first chosen for each question; -1: none yet.
    private let chosen: UnsafeMutablePointer<Int>
    /// Which options of a question were ticked in the answer at hand.
    private let ticked: UnsafeMutablePointer<Bool>
    /// The number of the answer in which a ticked option last spoke of a finding.
    private let spokenOf: UnsafeMutablePointer<UInt64>
    private var answerNumber: UInt64 = 0

    /// Whether each question has an answer that says something.
    let isAnswered: UnsafeMutablePointer<Bool>
    private(set) var review: ReviewFlags = []
    /// How many answers stood under a name the form map does not have.
    private(set) var unknownQuestionCount = 0
    /// Whether any answer about the complaint was understood.
    var hasAnswers: Bool { UnsafeBufferPointer(start: isAnswered, count: questionCount).contains(true) }

    init(ruleset: Ruleset) {
        self.ruleset = ruleset
        book = ruleset.answers
        questionCount = ruleset.questions.count
        chosen = Self.allocate(ruleset.questions.count, -1)
        isAnswered = Self.allocate(ruleset.questions.count, false)
        ticked = Self.allocate(ruleset.answers.largestOptionCount, false)
        spokenOf = Self.allocate(ruleset.vocabulary.findings.count, 0)
    }

    deinit {
        chosen.deallocate()
        isAnswered.deallocate()
        ticked.deallocate()
        spokenOf.deallocate()
    }

    private static func allocate<Element>(_ count: Int, _ value: Element) -> UnsafeMutablePointer<Element> {
        let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(count, 1))
        memory.initialize(repeating: value, count: max(count, 1))
        return memory
    }

    /// Forgets the submission before.
    func reset() {
        chosen.update(repeating: -1, count: questionCount)
        isAnswered.update(repeating: false, count: questionCount)
        review = []
        unknownQuestionCount = 0
    }

    /// The map that a submission's answers are read with; nil for a form that no map names.
    func form(of submission: borrowing Submission) -> Int? {
        guard submission.formID != nil || submission.formURL != nil else { return ruleset.defaultForm }
        let index =
            submission.formURL.flatMap { book.form(named: $0) } ?? submission.formID.flatMap { book.form(named: $0) }
        guard let index, book.covers(submission.formVersion, form: index) else { return nil }
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
            guard let item = book.item(named: answer.question, ofForm: form) else {
                unknownQuestionCount += 1
                continue
            }
            let question = book.questions[item.question]
            let origin = EvidenceOrigin.question(QuestionID(item.question))
            switch question.kind {
            case .text:
                // FHIR's texts stand among the narratives already.
                if submission.shape == .native, case .text(let written) = answer.value {
                    text(written, QuestionID(item.question), &ledger)
                    isAnswered[item.question] = true
                }
            case .number, .date:
                readNumber(
                    answer.value, question, item.question, submittedAt: submission.submittedAt, origin, into: &ledger)
            case .boolean, .choice, .choices:
                readOptions(answer, item, question, origin, into: &ledger)
            }
        }
    }

    /// The question of this name in the submission's form, if its answers are options, numbers or dates.
    func isUnderstood(narrativeQuestion: JSONText, of submission: borrowing Submission) -> Bool {
        guard let form = form(of: submission), !narrativeQuestion.isEmpty,
            let item = book.item(named: narrativeQuestion, ofForm: form)
        else { return false }
        return isAnswered[item.question] && book.questions[item.question].kind != .text
    }

    private func readMembers(_ submission: borrowing Submission, into ledger: inout EvidenceLedger) {
        if let age = submission.ageYears, let number = ruleset.members.ageYears {
            ledger.assertNumber(number, low: age, high: age, origin: .member("patient.ageYears"))
        }
        if let sex = submission.sex { apply(book.sexes, sex, "patient.sex", into: &ledger) }
        switch submission.pregnancy {
        case .text(let value): apply(book.pregnancies, value, "patient.pregnancy", into: &ledger)
        case .boolean(let value):
            apply(book.pregnancies, JSONText(value ? "true" : "false"), "patient.pregnancy", into: &ledger)
        case .choices(let values):
            for value in values { apply(book.pregnancies, value, "patient.pregnancy", into: &ledger) }
        case .number, .date, .malformed: review.insert(.malformed)
        case .null, nil: break
        }
    }

    private func apply(_ scope: Int, _ written: JSONText, _ path: StaticString, into ledger: inout EvidenceLedger) {
        guard let value = book.keys.value(of: written, in: scope) else { return }
        apply(book.memberEffects[value], origin: .member(path), into: &ledger)
    }

    private func apply(_ effect: AnswerBook.Effect, origin: EvidenceOrigin, into ledger: inout EvidenceLedger) {
        for setting in book.settings[effect.settings] {
            ledger.assert(setting.finding, setting.state, origin: origin)
        }
        for interval in book.intervals[effect.intervals] {
            ledger.assertNumber(interval.number, low: interval.low, high: interval.high, origin: origin)
        }
        review.formUnion(effect.review)
    }

    private func readNumber(
        _ value: AnswerValue, _ question: AnswerBook.Question, _ index: Int, submittedAt: Instant?,
        _ origin: EvidenceOrigin,
        into ledger: inout EvidenceLedger
    ) {
        guard let number = question.number else { return }
        var result: Double?
        switch value {
        case .null: return
        case .number(let written, let unit):
            if let unit, !unit.isEmpty {
                result = factor(from: unit.string, ofQuestion: index, to: number).map { $0 * written }
            } else {
                result = written * question.factor
            }
        case .date(let instant):
            guard let submittedAt else { return }
            let seconds = Double(submittedAt.millisecondsSince1970 - instant.millisecondsSince1970) / 1000
            result = MeasurementUnit.factor(from: "s", to: ruleset.vocabulary[number].unit).map { $0 * max(seconds, 0) }
        case .text(let text) where question.kind == .date:
            guard let submittedAt, let instant = Instant(date: text) ?? Instant(rfc3339: text) else { break }
            let seconds = Double(submittedAt.millisecondsSince1970 - instant.millisecondsSince1970) / 1000
            result = MeasurementUnit.factor(from: "s", to: ruleset.vocabulary[number].unit).map { $0 * max(seconds, 0) }
        case .text(let text):
            result = Double(text.string).map { $0 * question.factor }
        case .boolean, .choices, .malformed: break
        }
        guard let result, result >= question.minimum, result <= question.maximum else {
            review.insert(.malformed)
            return
        }
        ledger.assertNumber(number, low: result, high: result, origin: origin)
        isAnswered[index] = true
    }

    /// What a value in a unit that the form named is to be multiplied with to be in the number's.
    private func factor(from unit: String, ofQuestion index: Int, to number: NumberID) -> Double? {
        let wanted = ruleset.vocabulary[number].unit
        if unit == wanted { return 1 }
        if unit == ruleset.questions[index].unit { return book.questions[index].factor }
        return MeasurementUnit.factor(from: unit, to: wanted)
    }

    private func readOptions(
        _ answer: Answer, _ item: AnswerBook.Item, _ question: AnswerBook.Question, _ origin: EvidenceOrigin,
        into ledger: inout EvidenceLedger
    ) {
        let optionCount = question.options.count
        ticked.update(repeating: false, count: optionCount)
        var ticks = Ticks(isIncomplete: answer.isIncomplete)
        switch answer.value {
        case .null: return
        case .boolean(let value): tick(value ? JSONText("true") : JSONText("false"), item, question, &ticks)
        case .text(let text): tick(text, item, question, &ticks)
        case .choices(let texts): for text in texts { tick(text, item, question, &ticks) }
        case .number(let value, _):
            var digits = value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
            digits.withUTF8 { tick(JSONText($0), item, question, &ticks) }
        case .date, .malformed:
            review.insert(.malformed)
            return
        }
        let options = book.options[question.options]
        var isNoneTicked = false
        for index in 0..<optionCount where ticked[index] {
            let option = options[index]
            isNoneTicked = isNoneTicked || option.isExclusive
            // "None of these" proves nothing while part of the list could not be read.
            if option.isExclusive, ticks.isIncomplete { continue }
            apply(option.effect, origin: origin, into: &ledger)
            if !option.effect.saysNothing { isAnswered[item.question] = true }
            noteChoice(index, of: item.question, question)
        }
        if !question.denials.isEmpty, ticks.count > 0, !ticks.isIncomplete, !isNoneTicked {
            denyUnticked(question, options, origin, into: &ledger)
        }
        if answer.isIncomplete { review.insert(.malformed) }
    }

    /// What came of the options that an answer names.
    private struct Ticks {
        var count = 0
        /// Part of the answer could not be read.
        var isIncomplete: Bool
    }

    private func tick(
        _ written: JSONText, _ item: AnswerBook.Item, _ question: AnswerBook.Question, _ ticks: inout Ticks
    ) {
        let spelt = item.scope >= 0 ? book.keys.value(of: written, in: item.scope) : nil
        guard let option = spelt ?? book.keys.value(of: written, in: question.scope) else {
            review.insert(.malformed)
            ticks.isIncomplete = true
            return
        }
        ticks.count += ticked[option] ? 0 : 1
        ticked[option] = true
    }

    /// Two different answers to one question contradict each other, whatever they set.
    private func noteChoice(_ option: Int, of index: Int, _ question: AnswerBook.Question) {
        guard question.kind != .choices else { return }
        if chosen[index] >= 0, chosen[index] != option { review.insert(.conflict) }
        if chosen[index] < 0 { chosen[index] = option }
    }

    /// What an option would have said is absent where it was not ticked, unless one that was ticked speaks of it.
    private func denyUnticked(
        _ question: AnswerBook.Question, _ options: UnsafeBufferPointer<AnswerBook.Option>, _ origin: EvidenceOrigin,
        into ledger: inout EvidenceLedger
    ) {
        answerNumber += 1
        let number = answerNumber
        for index in options.indices where ticked[index] {
            for setting in book.settings[options[index].effect.settings] {
                spokenOf[Int(setting.finding.index)] = number
            }
        }
        for denial in book.denials[question.denials]
        where !ticked[denial.option] && spokenOf[Int(denial.finding.index)] != number {
            ledger.assert(denial.finding, .absent, origin: origin)
        }
    }
}
