/// What is known of one submission before anything more is answered, as bits over the literals. One serves one thread.
final class KnownLiterals {
    let table: OpenQuestionTable
    /// The submission's own evaluation, or one without what was only implied and may be answered otherwise.
    private(set) var evaluation: Evaluation
    /// A bit a literal: it is true whatever is answered; it cannot become true any more; an answer can make it true.
    let isTrue: UnsafeMutablePointer<UInt64>
    let isFalse: UnsafeMutablePointer<UInt64>
    let isWithinReach: UnsafeMutablePointer<UInt64>
    /// Literals that were only implied, and that an answer may overrule.
    let isProvisional: UnsafeMutablePointer<UInt64>
    private let own: Evaluation
    private let findingCount: Int
    /// A bit a finding: something implies it.
    private let isImpliable: UnsafeMutablePointer<UInt64>

    init(_ ruleset: Ruleset) {
        table = ruleset.openQuestions
        findingCount = ruleset.vocabulary.findings.count
        own = Evaluation(circuit: ruleset.decisions.circuit, numbers: ruleset.vocabulary.numbers)
        evaluation = own
        isTrue = .filled(table.words, with: 0)
        isFalse = .filled(table.words, with: 0)
        isWithinReach = .filled(table.words, with: 0)
        isProvisional = .filled(table.words, with: 0)
        isImpliable = .filled(table.findingWords, with: 0)
        let implications = Implications(ruleset.vocabulary)
        for edge in implications.present + implications.absent { isImpliable.insert(edge.to) }
    }

    deinit {
        isTrue.deallocate()
        isFalse.deallocate()
        isWithinReach.deallocate()
        isProvisional.deallocate()
        isImpliable.deallocate()
    }

    /// Takes over what is known; false when no question is left that could say more.
    func adopt(_ assessor: Assessor, _ answers: AllowedAnswers) -> Bool {
        evaluation = assessor.evaluation
        takeFindings(assessor.resolver)
        takeRanges()
        for word in 0..<table.words { isWithinReach[word] = isTrue[word] | isProvisional[word] }
        guard answers.allow(self, isAnswered: assessor.answers.isAnswered) else { return false }
        retractImplied(assessor, overruledBy: answers.settleable)
        return true
    }

    /// Findings as stated; what was only implied is left open here.
    private func takeFindings(_ resolver: EvidenceResolver) {
        let words = table.findingWords
        for word in 0..<words {
            let mask = findingMask(word)
            let present = evaluation.isTrue[word] & mask
            let absent = evaluation.isFalse[word] & mask
            var implied: UInt64 = 0
            var candidates = (present | absent) & isImpliable[word]
            while candidates != 0 {
                let finding = word * 64 + candidates.trailingZeroBitCount
                if resolver.impliedBy[finding] >= 0, !resolver.isStated(finding) {
                    implied |= candidates & (0 &- candidates)
                }
                candidates &= candidates - 1
            }
            isProvisional[word] = present & implied
            isProvisional[words + word] = absent & implied
            isTrue[word] = present & ~implied
            isTrue[words + word] = absent & ~implied
            isFalse[word] = absent & ~implied
            isFalse[words + word] = present & ~implied
        }
    }

    private func findingMask(_ word: Int) -> UInt64 {
        let rest = findingCount - word * 64
        return rest >= 64 ? ~0 : rest <= 0 ? 0 : (UInt64(1) << UInt64(rest)) - 1
    }

    private func takeRanges() {
        for word in table.firstRange / 64..<table.words {
            isTrue[word] = 0
            isFalse[word] = 0
            isProvisional[word] = 0
        }
        for place in 0..<table.ranges.count {
            let ranged = table.ranges[place]
            let literal = table.firstRange + place
            switch ranged.range.holds(low: evaluation.lows[ranged.number], high: evaluation.highs[ranged.number]) {
            case true?: isTrue.insert(literal)
            case false?: isFalse.insert(literal)
            case nil: break
            }
        }
    }

    /// Whether an answer contradicts nothing known.
    func allows(_ answer: OpenQuestionTable.Answer) -> Bool {
        for literal in table.answerLiterals[answer.settles] where isFalse.contains(Int(literal)) { return false }
        for interval in table.intervals[answer.intervals] {
            let number = Int(interval.number.index)
            if interval.low > evaluation.highs[number] || interval.high < evaluation.lows[number] { return false }
        }
        return true
    }

    /// Whether an answer says something that is not known yet.
    func lacksAny(of answer: OpenQuestionTable.Answer) -> Bool {
        for literal in table.answerLiterals[answer.settles]
        where literal < table.firstRange && !isTrue.contains(Int(literal)) {
            return true
        }
        return table.intervals[answer.intervals].contains { isOpen(number: Int($0.number.index)) }
    }

    /// Whether a number of a question's is not known exactly.
    func lacksAny(of numbers: PlainRun) -> Bool {
        table.questionNumbers[numbers].contains { isOpen(number: Int($0)) }
    }

    func isUnknown(number: Int) -> Bool { evaluation.isNumberUnknown(number) }

    private func isOpen(number: Int) -> Bool { evaluation.lows[number] < evaluation.highs[number] }

    /// What was only implied stays as it is unless an answer may say otherwise; gates are evaluated anew if one may.
    private func retractImplied(_ assessor: Assessor, overruledBy settleable: UnsafeMutablePointer<UInt64>) {
        let words = table.findingWords
        var isAnyRetracted = false
        for word in 0..<words {
            let (present, absent) = (isProvisional[word], isProvisional[words + word])
            guard present | absent != 0 else { continue }
            let open = present & settleable[words + word] | absent & settleable[word]
            isTrue[word] |= present & ~open
            isTrue[words + word] |= absent & ~open
            isFalse[word] |= absent & ~open
            isFalse[words + word] |= present & ~open
            isProvisional[word] = present & open
            isProvisional[words + word] = absent & open
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
}
