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
    /// The item that stood at each place of the form read last, as an index of the book's; -1: none. Forms of one kind
    /// come with their questions in the same order, so the next one is mostly found without looking it up.
    private let remembered: UnsafeMutablePointer<Int32>
    private var rememberedForm = -1
    /// The option of each question that was found last: many answers are always the same.
    private let lastOption: UnsafeMutablePointer<Int32>
    /// Which options of a question were ticked in the answer at hand.
    private let ticked: UnsafeMutablePointer<Bool>
    /// The number of the answer in which a ticked option last spoke of a finding.
    private let spokenOf: UnsafeMutablePointer<UInt64>
    private var answerNumber: UInt64 = 0

    /// Whether each question has an answer that says something.
    let isAnswered: UnsafeMutablePointer<Bool>
    private(set) var review: ReviewFlags = []
    /// Whether any answer about the complaint was understood.
    var hasAnswers: Bool { UnsafeBufferPointer(start: isAnswered, count: questionCount).contains(true) }

    init(ruleset: Ruleset) {
        self.ruleset = ruleset
        book = ruleset.answers
        questionCount = ruleset.questions.count
        chosen = .filled(ruleset.questions.count, with: -1)
        remembered = .filled(Self.rememberedPlaces, with: -1)
        lastOption = .filled(ruleset.questions.count, with: 0)
        isAnswered = .filled(ruleset.questions.count, with: false)
        ticked = .filled(ruleset.answers.largestOptionCount, with: false)
        spokenOf = .filled(ruleset.vocabulary.findings.count, with: 0)
    }

    deinit {
        chosen.deallocate()
        remembered.deallocate()
        lastOption.deallocate()
        isAnswered.deallocate()
        ticked.deallocate()
        spokenOf.deallocate()
    }

    /// Forgets the submission before.
    func reset() {
        chosen.update(repeating: -1, count: questionCount)
        isAnswered.update(repeating: false, count: questionCount)
        review = []
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
        }
        self.review = review
    }

    private func readAnswers(
        _ submission: borrowing Submission, ofForm form: Int, _ review: inout ReviewFlags,
        into ledger: inout EvidenceLedger, text: (JSONText, QuestionID, inout EvidenceLedger) -> Void
    ) {
        if form != rememberedForm {
            remembered.update(repeating: -1, count: Self.rememberedPlaces)
            rememberedForm = form
        }
        var place = 0
        for answer in submission.answers {
            let index = item(of: answer, at: place, ofForm: form)
            place += 1
            guard index >= 0 else { continue }
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
                readOptions(answer, item, question, &review, into: &ledger)
            }
        }
    }

    /// Enough for any form of ours; what stands further down is looked up each time.
    private static let rememberedPlaces = 256

    /// The index of the item an answer belongs to; negative when the form does not have its name.
    @inline(__always)
    private func item(of answer: Answer, at place: Int, ofForm form: Int) -> Int {
        guard place < Self.rememberedPlaces else { return book.item(named: answer.question, ofForm: form) ?? -1 }
        let known = Int(remembered[place])
        if known >= 0, book.items[known].name == answer.question { return known }
        guard let found = book.item(named: answer.question, ofForm: form) else { return -1 }
        remembered[place] = Int32(found)
        return found
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
        _ scope: Int, _ written: JSONText, _ review: inout ReviewFlags, into ledger: inout EvidenceLedger
    ) {
        guard let value = book.keys.value(of: written, in: scope) else { return }
        let effect = book.memberEffects[value]
        ledger.append(book.statements[effect.statements])
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

    private func readOptions(
        _ answer: Answer, _ item: AnswerBook.Item, _ question: AnswerBook.Question, _ review: inout ReviewFlags,
        into ledger: inout EvidenceLedger
    ) {
        var isIncomplete = answer.isIncomplete
        var only = -1
        switch answer.value {
        case .null: return
        case .boolean(let value): only = option(value ? JSONText("true") : JSONText("false"), item, question)
        case .text(let text): only = option(text, item, question)
        case .choices(let choices) where choices.texts.count == 1: only = option(choices.texts[0], item, question)
        case .choices(let choices):
            readTicks(choices, item, question, isIncomplete, &review, into: &ledger)
            return
        case .number(let value, _):
            var digits = value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
            only = digits.withUTF8 { option(JSONText($0), item, question) }
        case .date, .malformed:
            review.insert(.malformed)
            return
        }
        if only < 0 { isIncomplete = true }
        if isIncomplete { review.insert(.malformed) }
        guard only >= 0 else { return }
        choose(only, item, question, isIncomplete, &review, into: &ledger)
        if !question.denials.isEmpty, !isIncomplete, !option(only, question).isExclusive {
            ticked[only] = true
            denyUnticked(question, only..<(only + 1), into: &ledger)
            ticked[only] = false
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
        guard !question.options.isEmpty else { return -1 }
        let last = Int(lastOption[item.question])
        if option(last, question).name == written { return last }
        guard let found = book.keys.value(of: written, in: question.scope) else { return -1 }
        lastOption[item.question] = Int32(found)
        return found
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
        ledger.append(book.statements[option.effect.statements])
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
                guard case .finding(let finding, _) = statement.statement else { continue }
                spokenOf[Int(finding.index)] = number
            }
        }
        for denial in book.denials[question.denials]
        where !ticked[denial.option] && spokenOf[Int(denial.finding.index)] != number {
            ledger.append(book.statements[PlainRun(first: denial.statement, end: denial.statement + 1)])
        }
    }
}
