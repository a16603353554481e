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
    /// Answers that say something and were not read: no map names the form, or the form's map not the question.
    private(set) var unknownQuestionCount = 0
    /// Whether any answer about the complaint was understood.
    var hasAnswers: Bool { UnsafeBufferPointer(start: isAnswered, count: questionCount).contains(true) }

    init(ruleset: Ruleset) {
        self.ruleset = ruleset
        book = ruleset.answers
        questionCount = ruleset.questions.count
        chosen = .filled(ruleset.questions.count, with: -1)
        isAnswered = .filled(ruleset.questions.count, with: false)
        ticked = .filled(ruleset.answers.largestOptionCount, with: false)
        spokenOf = .filled(ruleset.vocabulary.findings.count, with: 0)
    }

    deinit {
        chosen.deallocate()
        isAnswered.deallocate()
        ticked.deallocate()
        spokenOf.deallocate()
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
        // Kept in a local until the end: a member of a class costs an access check each time.
        var review = ReviewFlags()
        readMembers(submission, &review, into: &ledger)
        if let form = form(of: submission) {
            readAnswers(submission, ofForm: form, &review, into: &ledger, text: text)
        } else if !submission.answers.isEmpty || submission.formID != nil || submission.formURL != nil {
            review.insert(.unknownForm)
            for answer in submission.answers where isPassedOver(answer, submission.shape) { unknownQuestionCount += 1 }
        }
        self.review = review
    }

    private func readAnswers(
        _ submission: borrowing Submission, ofForm form: Int, _ review: inout ReviewFlags,
        into ledger: inout EvidenceLedger, text: (JSONText, QuestionID, inout EvidenceLedger) -> Void
    ) {
        var last = Int(book.forms[form].items.first) &- 1
        for answer in submission.answers {
            guard let index = book.item(named: answer.question, ofForm: form, after: last) else {
                if isPassedOver(answer, submission.shape) { unknownQuestionCount += 1 }
                continue
            }
            last = index
            let item = book.items[index]
            let question = book.questions[item.question]
            switch question.kind {
            case .text:
                // FHIR's texts stand among the narratives already.
                if submission.shape == .native, case .text(let written) = answer.value {
                    text(written, QuestionID(item.question), &ledger)
                    isAnswered[item.question] = true
                }
            case .number, .date:
                let isRead = readNumber(
                    answer.value, question, item.question, submittedAt: submission.submittedAt, into: &ledger)
                if !isRead { review.insert(.malformed) }
            case .boolean, .choice, .choices:
                if let written = Self.onlyOption(answer.value) {
                    readOption(written, item, question, answer.isIncomplete, &review, into: &ledger)
                } else {
                    readOptions(answer, item, question, &review, into: &ledger)
                }
            }
        }
    }

    /// Whether an answer whose question is not known would have said something; FHIR's texts are read as narratives.
    private func isPassedOver(_ answer: Answer, _ shape: IntakeShape) -> Bool {
        switch answer.value {
        case .null: false
        case .text: shape == .native
        default: true
        }
    }

    /// The question of this name in the submission's form, if its answers are options, numbers or dates.
    func isUnderstood(narrativeQuestion: JSONText, of submission: borrowing Submission) -> Bool {
        guard let form = form(of: submission), !narrativeQuestion.isEmpty,
            let item = book.item(named: narrativeQuestion, ofForm: form).map({ book.items[$0] })
        else { return false }
        return isAnswered[item.question] && book.questions[item.question].kind != .text
    }

    private func readMembers(
        _ submission: borrowing Submission, _ review: inout ReviewFlags, into ledger: inout EvidenceLedger
    ) {
        if let age = submission.ageYears, let number = ruleset.members.ageYears {
            ledger.assertNumber(number, low: age, high: age, origin: .member(.ageYears))
        }
        if let sex = submission.sex { apply(book.sexes, sex, &review, into: &ledger) }
        switch submission.pregnancy {
        case .text(let value): apply(book.pregnancies, value, &review, into: &ledger)
        case .boolean(let value):
            apply(book.pregnancies, JSONText(value ? "true" : "false"), &review, into: &ledger)
        case .choices(let values):
            for value in values { apply(book.pregnancies, value, &review, into: &ledger) }
        case .number, .date, .malformed: review.insert(.malformed)
        case .null, nil: break
        }
    }

    private func apply(
        _ scope: Int32, _ written: JSONText, _ review: inout ReviewFlags, into ledger: inout EvidenceLedger
    ) {
        guard let value = book.memberValue(of: written, in: scope) else {
            review.insert(.malformed)
            return
        }
        let effect = book.memberEffects[value]
        book.say(effect, in: &ledger)
        review.formUnion(effect.review)
    }

    /// False for a value that cannot be read, or cannot be.
    private func readNumber(
        _ value: AnswerValue, _ question: AnswerBook.Question, _ index: Int, submittedAt: Instant?,
        into ledger: inout EvidenceLedger
    ) -> Bool {
        guard let number = question.number else { return true }
        var result: Double?
        switch value {
        case .null: return true
        case .number(let written, let unit):
            if let unit, !unit.isEmpty {
                result = factor(from: unit.string, ofQuestion: index, to: number).map { $0 * written }
            } else {
                result = written * question.factor
            }
        case .date(let instant):
            guard let submittedAt else { return true }
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
            return false
        }
        ledger.assertNumber(number, low: result, high: result, origin: .question(QuestionID(index)))
        isAnswered[index] = true
        return true
    }

    /// What a value in a unit that the form named is to be multiplied with to be in the number's.
    private func factor(from unit: String, ofQuestion index: Int, to number: NumberID) -> Double? {
        let wanted = ruleset.vocabulary[number].unit
        if unit == wanted { return 1 }
        if unit == ruleset.questions[index].unit { return book.questions[index].factor }
        return MeasurementUnit.factor(from: unit, to: wanted)
    }

    /// What stands for the one option that was chosen, as nearly all answers have it.
    @inline(__always)
    private static func onlyOption(_ value: AnswerValue) -> JSONText? {
        switch value {
        case .boolean(let value): value ? JSONText("true") : JSONText("false")
        case .text(let text): text
        case .choices(let choices) where choices.texts.count == 1: choices.texts[0]
        case .choices, .number, .date, .null, .malformed: nil
        }
    }

    @inline(__always)
    private func readOption(
        _ written: JSONText, _ item: AnswerBook.Item, _ question: AnswerBook.Question, _ isIncomplete: Bool,
        _ review: inout ReviewFlags, into ledger: inout EvidenceLedger
    ) {
        readOption(at: option(written, item, question), item, question, isIncomplete, &review, into: &ledger)
    }

    /// Reads the option at a place of its question; negative: there is no such option.
    @inline(__always)
    private func readOption(
        at index: Int, _ item: AnswerBook.Item, _ question: AnswerBook.Question, _ isIncomplete: Bool,
        _ review: inout ReviewFlags, into ledger: inout EvidenceLedger
    ) {
        if index < 0 || isIncomplete { review.insert(.malformed) }
        guard index >= 0 else { return }
        choose(index, item, question, isIncomplete, &review, into: &ledger)
        if !question.denials.isEmpty, !isIncomplete, !option(index, question).isExclusive {
            ticked[index] = true
            denyUnticked(question, index..<(index + 1), into: &ledger)
            ticked[index] = false
        }
    }

    /// An answer of another shape than one option.
    private func readOptions(
        _ answer: Answer, _ item: AnswerBook.Item, _ question: AnswerBook.Question, _ review: inout ReviewFlags,
        into ledger: inout EvidenceLedger
    ) {
        switch answer.value {
        case .choices(let choices):
            readTicks(choices, item, question, answer.isIncomplete, &review, into: &ledger)
        case .number(let value, let unit):
            let place = option(of: value, unit, item, question)
            readOption(at: place, item, question, answer.isIncomplete, &review, into: &ledger)
        case .date, .malformed: review.insert(.malformed)
        case .boolean, .text, .null: break
        }
    }

    /// An answer of several options, or of none.
    private func readTicks(
        _ texts: JSONTexts, _ item: AnswerBook.Item, _ question: AnswerBook.Question, _ isIncomplete: Bool,
        _ review: inout ReviewFlags, into ledger: inout EvidenceLedger
    ) {
        let options = 0..<question.options.count
        ticked.update(repeating: false, count: options.count)
        defer { ticked.update(repeating: false, count: options.count) }
        var isIncomplete = isIncomplete
        var isAnyTicked = false
        for text in texts.texts {
            let index = option(text, item, question)
            if index >= 0 { ticked[index] = true } else { isIncomplete = true }
            isAnyTicked = isAnyTicked || index >= 0
        }
        if isIncomplete { review.insert(.malformed) }
        var isNoneTicked = false
        for index in options where ticked[index] {
            isNoneTicked = isNoneTicked || option(index, question).isExclusive
            choose(index, item, question, isIncomplete, &review, into: &ledger)
        }
        if !question.denials.isEmpty, isAnyTicked, !isIncomplete, !isNoneTicked {
            denyUnticked(question, options, into: &ledger)
        }
    }

    /// The place of an option among those of its question; negative when the question has none of that name.
    @inline(__always)
    private func option(_ written: JSONText, _ item: AnswerBook.Item, _ question: AnswerBook.Question) -> Int {
        if item.scope >= 0, let spelt = book.keys.value(of: written, in: item.scope) { return spelt }
        return book.option(named: written, of: question)
    }

    /// The option that a number stands for: the one of that name, or the one whose range it falls into.
    private func option(
        of value: Double, _ unit: JSONText?, _ item: AnswerBook.Item, _ question: AnswerBook.Question
    ) -> Int {
        var digits = value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
        let named = digits.withUTF8 { option(JSONText($0), item, question) }
        guard question.kind == .choice, let number = question.number else { return named }
        var factor = 1.0
        if let unit, !unit.isEmpty {
            guard let known = self.factor(from: unit.string, ofQuestion: item.question, to: number) else { return -1 }
            factor = known
        } else if named >= 0 {
            return named
        }
        return book.option(ranging: question, holding: value * factor) ?? -1
    }

    @inline(__always)
    private func option(_ index: Int, _ question: AnswerBook.Question) -> AnswerBook.Option {
        book.options[Int(question.options.first) &+ index]
    }

    @inline(__always)
    private func choose(
        _ index: Int, _ item: AnswerBook.Item, _ question: AnswerBook.Question, _ isIncomplete: Bool,
        _ review: inout ReviewFlags, into ledger: inout EvidenceLedger
    ) {
        let option = option(index, question)
        // "None of these" proves nothing while part of the list could not be read.
        if option.isExclusive, isIncomplete { return }
        book.say(option.effect, in: &ledger)
        review.formUnion(option.effect.review)
        if !option.effect.saysNothing { isAnswered[item.question] = true }
        // Two different answers to one question contradict each other, whatever they set.
        guard question.kind != .choices else { return }
        let first = chosen[item.question]
        if first >= 0, first != index { review.insert(.conflict) }
        if first < 0 { chosen[item.question] = index }
    }

    /// What an option would have said is absent where it was not ticked, unless one that was ticked speaks of it.
    private func denyUnticked(
        _ question: AnswerBook.Question, _ options: Range<Int>, into ledger: inout EvidenceLedger
    ) {
        answerNumber += 1
        let number = answerNumber
        for index in options where ticked[index] {
            for statement in book.statements[option(index, question).effect.statements] {
                guard statement.kind != .number else { continue }
                spokenOf[Int(statement.subject)] = number
            }
        }
        for denial in book.denials[question.denials]
        where !ticked[denial.option] && spokenOf[Int(denial.finding.index)] != number {
            ledger.append(book.statements[Int(denial.statement)])
        }
    }
}
