/// What is known of one submission before anything more is answered, as bits over the literals, and which answers the
/// unanswered questions may still get. One serves one thread.
final class KnownLiterals {
    let table: OpenQuestionTable
    /// The submission's own evaluation, or one without what was only implied and may be answered otherwise.
    private(set) var evaluation: Evaluation
    /// A bit a literal: it is true whatever is answered; it cannot become true any more; an answer can make it true.
    let isTrue: UnsafeMutablePointer<UInt64>
    let isFalse: UnsafeMutablePointer<UInt64>
    let isWithinReach: UnsafeMutablePointer<UInt64>
    /// Answers that contradict nothing known, of questions that still matter.
    let isAllowed: UnsafeMutablePointer<Bool>
    /// Literals that were only implied, and that an answer may overrule.
    let isProvisional: UnsafeMutablePointer<UInt64>
    private let own: Evaluation
    private let vocabulary: Vocabulary
    private let forced: UnsafeMutablePointer<UInt64>

    init(_ ruleset: Ruleset) {
        table = ruleset.openQuestions
        vocabulary = ruleset.vocabulary
        own = Evaluation(circuit: ruleset.decisions.circuit, numbers: ruleset.vocabulary.numbers)
        evaluation = own
        isTrue = .filled(table.words, with: 0)
        isFalse = .filled(table.words, with: 0)
        isWithinReach = .filled(table.words, with: 0)
        isProvisional = .filled(table.words, with: 0)
        forced = .filled(table.words, with: 0)
        isAllowed = .filled(table.answers.count, with: false)
    }

    deinit {
        isTrue.deallocate()
        isFalse.deallocate()
        isWithinReach.deallocate()
        isProvisional.deallocate()
        forced.deallocate()
        isAllowed.deallocate()
    }

    /// Takes over what is known; false when no question is left that could say more.
    func adopt(_ assessor: Assessor) -> Bool {
        evaluation = assessor.evaluation
        takeFindings(assessor)
        takeRanges()
        guard allowAnswers(assessor.answers.isAnswered) else { return false }
        retractImplied(assessor)
        return true
    }

    /// Findings as stated; what was only implied is left open here.
    private func takeFindings(_ assessor: Assessor) {
        let words = table.space.findingWords
        for word in 0..<words {
            let mask = findingMask(word)
            isTrue[word] = evaluation.isTrue[word] & mask
            isTrue[words + word] = evaluation.isFalse[word] & mask
            isProvisional[word] = 0
            isProvisional[words + word] = 0
        }
        for finding in 0..<vocabulary.findings.count
        where assessor.resolver.impliedBy[finding] >= 0 && !assessor.resolver.isStated(finding) {
            let (word, bit) = (finding >> 6, UInt64(1) << UInt64(finding & 63))
            isProvisional[word] |= isTrue[word] & bit
            isProvisional[words + word] |= isTrue[words + word] & bit
            isTrue[word] &= ~bit
            isTrue[words + word] &= ~bit
        }
        for word in 0..<words {
            isFalse[word] = isTrue[words + word]
            isFalse[words + word] = isTrue[word]
        }
    }

    private func findingMask(_ word: Int) -> UInt64 {
        let rest = vocabulary.findings.count - word * 64
        return rest >= 64 ? ~0 : rest <= 0 ? 0 : (UInt64(1) << UInt64(rest)) - 1
    }

    private func takeRanges() {
        for word in (2 * table.space.findingWords)..<max(table.words, 2 * table.space.findingWords) {
            isTrue[word] = 0
            isFalse[word] = 0
            isProvisional[word] = 0
        }
        for place in 0..<table.ranges.count {
            let ranged = table.ranges[place]
            let literal = table.space.firstRange + place
            let (word, bit) = (literal >> 6, UInt64(1) << UInt64(literal & 63))
            switch ranged.range.holds(low: evaluation.lows[ranged.number], high: evaluation.highs[ranged.number]) {
            case true?: isTrue[word] |= bit
            case false?: isFalse[word] |= bit
            case nil: break
            }
        }
    }

    /// Finds the answers that contradict nothing known, and what they can make true.
    private func allowAnswers(_ isAnswered: UnsafeMutablePointer<Bool>) -> Bool {
        let words = table.words
        for word in 0..<words { isWithinReach[word] = isTrue[word] | isProvisional[word] }
        var isAnyOpen = false
        for question in 0..<table.questions.count {
            let row = table.questions[question]
            var count = 0
            var settles = false
            for answer in Int(row.answers.first)..<Int(row.answers.end) {
                isAllowed[answer] = false
                guard !isAnswered[question], isConsistent(answer) else { continue }
                isAllowed[answer] = true
                count += 1
                settles = settles || settlesSomething(answer)
            }
            guard count > 0 else { continue }
            guard settles, count > 1 else {
                for answer in Int(row.answers.first)..<Int(row.answers.end) { isAllowed[answer] = false }
                continue
            }
            isAnyOpen = true
            reach(row)
        }
        return isAnyOpen
    }

    /// Notes what a question's answers can make true; what each of them makes true is true.
    private func reach(_ row: OpenQuestionTable.QuestionRow) {
        let words = table.words
        for word in 0..<words { forced[word] = ~0 }
        for answer in Int(row.answers.first)..<Int(row.answers.end) where isAllowed[answer] {
            let provided = table.provided(answer)
            let settled = table.settled(answer)
            for word in 0..<words {
                isWithinReach[word] |= provided[word] & ~isFalse[word]
                forced[word] &= settled[word]
            }
        }
        for word in 0..<words { isTrue[word] |= forced[word] }
    }

    private func isConsistent(_ answer: Int) -> Bool {
        let settled = table.settled(answer)
        for word in 0..<table.words where settled[word] & isFalse[word] != 0 { return false }
        for interval in table.intervals[table.answers[answer].intervals] {
            let number = Int(interval.number.index)
            if interval.low > evaluation.highs[number] || interval.high < evaluation.lows[number] { return false }
        }
        return true
    }

    private func settlesSomething(_ answer: Int) -> Bool {
        let settled = table.settled(answer)
        for word in 0..<(2 * table.space.findingWords) where settled[word] & ~isTrue[word] != 0 { return true }
        return table.intervals[table.answers[answer].intervals].contains { interval in
            evaluation.lows[Int(interval.number.index)] < evaluation.highs[Int(interval.number.index)]
        }
    }

    /// What was only implied stays as it is unless an answer may say otherwise; gates are evaluated anew if one may.
    private func retractImplied(_ assessor: Assessor) {
        let words = table.space.findingWords
        var isAnyRetracted = false
        for word in 0..<words {
            let implied = isProvisional[word] | isProvisional[words + word]
            let open = implied == 0 ? 0 : overruled(word)
            let kept = implied & ~open
            isTrue[word] |= isProvisional[word] & kept
            isTrue[words + word] |= isProvisional[words + word] & kept
            isFalse[word] |= isProvisional[words + word] & kept
            isFalse[words + word] |= isProvisional[word] & kept
            isProvisional[word] &= open
            isProvisional[words + word] &= open
            guard open != 0 else { continue }
            if !isAnyRetracted { own.copyFacts(from: assessor.evaluation) }
            isAnyRetracted = true
            own.isTrue[word] &= ~open
            own.isFalse[word] &= ~open
        }
        guard isAnyRetracted else { return }
        own.evaluateGates()
        evaluation = own
    }

    /// What was implied and an answer that is allowed says otherwise.
    private func overruled(_ word: Int) -> UInt64 {
        let words = table.space.findingWords
        var present: UInt64 = 0
        var absent: UInt64 = 0
        for answer in 0..<table.answers.count where isAllowed[answer] {
            present |= table.settled(answer)[word]
            absent |= table.settled(answer)[words + word]
        }
        return isProvisional[word] & absent | isProvisional[words + word] & present
    }
}
