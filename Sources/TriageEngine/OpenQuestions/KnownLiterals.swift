/// What is known of one submission before anything more is answered, as bits over the literals. One serves one thread.
final class KnownLiterals {
    let table: OpenQuestionTable
    /// The assessor's; until `release`, its signals are without what was only implied and may be answered otherwise.
    let evaluation: Evaluation
    /// A bit a literal: it is true whatever is answered; it cannot become true any more; an answer can make it true.
    let isTrue: UnsafeMutablePointer<UInt64>
    let isFalse: UnsafeMutablePointer<UInt64>
    let isWithinReach: UnsafeMutablePointer<UInt64>
    /// Literals that were only implied, and that an answer may overrule.
    let isProvisional: UnsafeMutablePointer<UInt64>
    private let assessor: Assessor
    private let dependents: GateDependents
    /// A bit a finding: it was only implied, and an answer may say otherwise.
    private let retracted: UnsafeMutablePointer<UInt64>
    private let findingCount: Int
    /// The ranges of each number, parts of `rangePlaces`; and a bit a literal: it is true, or false, while all numbers
    /// are unknown.
    private let rangesOf: PlainList<PlainRun>
    private let rangePlaces: PlainList<Int32>
    private let isTrueAnyway: PlainList<UInt64>
    private let isFalseAnyway: PlainList<UInt64>
    /// A bit a finding: something implies it.
    private let isImpliable: UnsafeMutablePointer<UInt64>

    init(_ assessor: Assessor) {
        self.assessor = assessor
        let ruleset = assessor.ruleset
        let table = ruleset.openQuestions
        self.table = table
        findingCount = ruleset.vocabulary.findings.count
        evaluation = assessor.evaluation
        dependents = GateDependents(evaluation.schedule, of: ruleset.decisions.circuit)
        retracted = .filled(table.findingWords, with: 0)
        isTrue = .filled(table.words, with: 0)
        isFalse = .filled(table.words, with: 0)
        isWithinReach = .filled(table.words, with: 0)
        isProvisional = .filled(table.words, with: 0)
        isImpliable = .filled(table.findingWords, with: 0)
        let ranges = table.ranges.all
        var places: [Int32] = []
        rangesOf = PlainList(
            ruleset.vocabulary.numbers.indices.map { number in
                places.appendRun(ranges.indices.filter { ranges[$0].number == number }.map(Int32.init))
            })
        rangePlaces = PlainList(places)
        let firstWord = table.firstRange / 64
        func words(where wanted: Bool) -> [UInt64] {
            var words = [UInt64](repeating: 0, count: table.words - firstWord)
            for (place, ranged) in ranges.enumerated() {
                let number = ruleset.vocabulary.numbers[ranged.number]
                guard ranged.range.holds(low: number.minimum, high: number.maximum) == wanted else { continue }
                words[place / 64] |= UInt64(1) << UInt64(place % 64)
            }
            return words
        }
        isTrueAnyway = PlainList(words(where: true))
        isFalseAnyway = PlainList(words(where: false))
        let implications = Implications(ruleset.vocabulary)
        for edge in implications.present + implications.absent { isImpliable.insert(edge.to) }
    }

    deinit {
        retracted.deallocate()
        isTrue.deallocate()
        isFalse.deallocate()
        isWithinReach.deallocate()
        isProvisional.deallocate()
        isImpliable.deallocate()
        rangesOf.deallocate()
        rangePlaces.deallocate()
        isTrueAnyway.deallocate()
        isFalseAnyway.deallocate()
    }

    /// Takes over what is known; false when no question is left that could say more. If true, `release` is to be called
    /// once the evaluation has been looked at.
    func adopt(_ answers: AllowedAnswers) -> Bool {
        takeFindings(assessor.resolver)
        takeRanges()
        for word in 0..<table.words { isWithinReach[word] = isTrue[word] | isProvisional[word] }
        guard answers.allow(self, isAnswered: assessor.answers.isAnswered) else { return false }
        retractImplied(overruledBy: answers.settleable)
        return true
    }

    /// Makes the evaluation again what it was for the assessor.
    func release() { evaluation.restore() }

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
        let first = table.firstRange / 64
        for word in first..<table.words {
            isTrue[word] = isTrueAnyway[word - first]
            isFalse[word] = isFalseAnyway[word - first]
            isProvisional[word] = 0
        }
        for number in 0..<rangesOf.count where !evaluation.isNumberUnknown(number) {
            for place in rangePlaces[rangesOf[number]] {
                let holds = table.ranges[Int(place)].range.holds(
                    low: evaluation.lows[number], high: evaluation.highs[number])
                let literal = table.firstRange + Int(place)
                if holds == true { isTrue.insert(literal) } else { isTrue.remove(literal) }
                if holds == false { isFalse.insert(literal) } else { isFalse.remove(literal) }
            }
        }
    }

    /// A word of the literals that no answer can make true any more.
    @inline(__always)
    func outOfQuestion(_ word: Int) -> UInt64 { isFalse[word] | ~(isTrue[word] | isWithinReach[word]) }

    /// Whether an answer contradicts nothing known.
    func allows(_ answer: OpenQuestionTable.Answer) -> Bool {
        for part in table.answerParts[answer.parts] where part.settled & isFalse[part.word] != 0 { return false }
        for interval in table.intervals[answer.intervals] {
            let number = Int(interval.number.index)
            if interval.low > evaluation.highs[number] || interval.high < evaluation.lows[number] { return false }
        }
        return true
    }

    /// Whether an answer says something that is not known yet.
    func lacksAny(of answer: OpenQuestionTable.Answer) -> Bool {
        for part in table.answerParts[answer.parts] where part.findings & ~isTrue[part.word] != 0 { return true }
        return table.intervals[answer.intervals].contains { isOpen(number: Int($0.number.index)) }
    }

    /// Whether a number of a question's is not known exactly.
    func lacksAny(of numbers: PlainRun) -> Bool {
        table.questionNumbers[numbers].contains { isOpen(number: Int($0)) }
    }

    func isUnknown(number: Int) -> Bool { evaluation.isNumberUnknown(number) }

    private func isOpen(number: Int) -> Bool { evaluation.lows[number] < evaluation.highs[number] }

    /// What was only implied stays as it is unless an answer may say otherwise; what rests on it is evaluated anew if
    /// one may.
    private func retractImplied(overruledBy settleable: UnsafeMutablePointer<UInt64>) {
        let words = table.findingWords
        var isAnyRetracted = false
        for word in 0..<words {
            let (present, absent) = (isProvisional[word], isProvisional[words + word])
            retracted[word] = 0
            guard present | absent != 0 else { continue }
            let open = present & settleable[words + word] | absent & settleable[word]
            isTrue[word] |= present & ~open
            isTrue[words + word] |= absent & ~open
            isFalse[word] |= absent & ~open
            isFalse[words + word] |= present & ~open
            isProvisional[word] = present & open
            isProvisional[words + word] = absent & open
            retracted[word] = open
            isAnyRetracted = isAnyRetracted || open != 0
        }
        guard isAnyRetracted else { return }
        evaluation.retract(retracted, dependents)
    }
}
