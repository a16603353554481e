/// Which answers the unanswered questions may still get: those that contradict nothing known, of questions that still matter.
/// One serves one thread.
final class AllowedAnswers {
    /// A flag an answer.
    let isAllowed: UnsafeMutablePointer<Bool>
    /// What allowed answers settle directly, all of them together.
    let settleable: UnsafeMutablePointer<UInt64>
    private let table: OpenQuestionTable
    private let words: Int
    /// A set a question: the literals that one of its allowed answers makes true, or argues against; nil: none is allowed.
    private let touched: UnsafeMutablePointer<UnsafePointer<UInt64>?>
    /// `words` a question: such sets of the questions of which not all answers are allowed.
    private let narrowed: UnsafeMutablePointer<UInt64>

    init(_ table: OpenQuestionTable) {
        self.table = table
        words = table.words
        isAllowed = .filled(table.answers.count, with: false)
        settleable = .filled(words, with: 0)
        touched = .filled(table.questions.count, with: nil)
        narrowed = .filled(words * table.questions.count, with: 0)
    }

    deinit {
        isAllowed.deallocate()
        settleable.deallocate()
        touched.deallocate()
        narrowed.deallocate()
    }

    /// Whether an allowed answer to the question makes a literal true, or argues against it.
    @inline(__always)
    func touches(_ question: Int, _ literal: Int) -> Bool {
        touched[question].map { $0.contains(literal) } ?? false
    }

    /// Finds the answers that contradict nothing known, and notes what they can make true, and what is true whichever of them is
    /// given. False when no question is left that could say more.
    func allow(_ known: KnownLiterals, isAnswered: UnsafeMutablePointer<Bool>) -> Bool {
        isAllowed.update(repeating: false, count: table.answers.count)
        for word in 0..<words { settleable[word] = 0 }
        var isAnyOpen = false
        for question in 0..<table.questions.count {
            touched[question] = nil
            guard !isAnswered[question] else { continue }
            let row = table.questions[question]
            let isOpen =
                isFree(row, known) ? openWholly(question, row, known) : openPartly(question, row, known)
            isAnyOpen = isAnyOpen || isOpen
        }
        return isAnyOpen
    }

    /// Whether nothing is known that speaks against any answer to the question.
    private func isFree(_ row: OpenQuestionTable.QuestionRow, _ known: KnownLiterals) -> Bool {
        for part in table.questionParts[row.parts] where part.settledByAny & known.isFalse[part.word] != 0 {
            return false
        }
        guard row.isWholeWhenUnknown else { return false }
        for number in table.questionNumbers[row.numbers] where !known.isUnknown(number: Int(number)) { return false }
        return true
    }

    private func openWholly(_ question: Int, _ row: OpenQuestionTable.QuestionRow, _ known: KnownLiterals) -> Bool {
        let parts = table.questionParts[row.parts]
        let lacksFinding = parts.contains { $0.findingsByAny & ~known.isTrue[$0.word] != 0 }
        guard row.answers.count > 1, lacksFinding || known.lacksAny(of: row.numbers) else { return false }
        (isAllowed + Int(row.answers.first)).update(repeating: true, count: row.answers.count)
        for part in parts {
            settleable[part.word] |= part.settledByAny
            known.isWithinReach[part.word] |= part.providedByAny & ~known.isFalse[part.word]
            known.isTrue[part.word] |= part.settledByAll
        }
        touched[question] = table.touchedByAny(question)
        return true
    }

    /// Looks at each answer by itself.
    private func openPartly(_ question: Int, _ row: OpenQuestionTable.QuestionRow, _ known: KnownLiterals) -> Bool {
        var count = 0
        var lacksAny = false
        var first = 0
        for answer in row.answers.range {
            let says = table.answers[answer]
            guard known.allows(says) else { continue }
            isAllowed[answer] = true
            if count == 0 { first = answer }
            count += 1
            lacksAny = lacksAny || known.lacksAny(of: says)
        }
        guard lacksAny, count > 1 else {
            (isAllowed + Int(row.answers.first)).update(repeating: false, count: row.answers.count)
            return false
        }
        let own = narrowed + question * words
        for word in 0..<words { own[word] = 0 }
        for answer in row.answers.range where isAllowed[answer] { note(table.answers[answer], own, known) }
        touched[question] = UnsafePointer(own)
        // True is what all of them settle, and so the first.
        for literal in table.answerLiterals[table.answers[first].settles] {
            let isForced = row.answers.range.allSatisfy { answer in
                !isAllowed[answer] || table.settled(answer).contains(Int(literal))
            }
            if isForced { known.isTrue.insert(Int(literal)) }
        }
        return true
    }

    private func note(
        _ answer: OpenQuestionTable.Answer, _ touched: UnsafeMutablePointer<UInt64>, _ known: KnownLiterals
    ) {
        for literal in table.answerLiterals[answer.provides] {
            touched.insert(Int(literal))
            if !known.isFalse.contains(Int(literal)) { known.isWithinReach.insert(Int(literal)) }
        }
        for literal in table.answerLiterals[answer.opposes] { touched.insert(Int(literal)) }
        for literal in table.answerLiterals[answer.settles] { settleable.insert(Int(literal)) }
    }
}
