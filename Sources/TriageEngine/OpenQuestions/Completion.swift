import TriageEvents

/// One way in which everything unanswered could be answered, and what it comes to.
///
/// Completions are looked at by the hundred, one much like the one before, so only what changed is evaluated.
/// One completion serves one thread.
final class Completion {
    /// Category and priority.
    struct Outcome: Equatable {
        let category: TriageEvents.Category?
        let priority: Priority

        /// By priority, then by category.
        func isAbove(_ other: Outcome) -> Bool {
            if priority != other.priority { return priority > other.priority }
            return (category.map { Int($0.rawValue) } ?? -1) > (other.category.map { Int($0.rawValue) } ?? -1)
        }
    }

    /// What the last outcome was decided from.
    let evaluation: Evaluation
    private let base: Evaluation
    private let table: OpenQuestionTable
    private let dangers: [NumberFact.Danger]
    private let implications: Implications
    private let findingDangers: [Finding.Danger]
    private let support: GateSupport
    private let outcomes: OutcomeTable
    private let words: Int
    private let numberCount: Int
    /// Present, absent, then stated and implied findings and those that changed, `words` each.
    private let present: UnsafeMutablePointer<UInt64>
    private let absent: UnsafeMutablePointer<UInt64>
    private let stated: UnsafeMutablePointer<UInt64>
    private let implied: UnsafeMutablePointer<UInt64>
    private let changed: UnsafeMutablePointer<UInt64>
    private let lows: UnsafeMutablePointer<Double>
    private let highs: UnsafeMutablePointer<Double>
    /// Present and absent words of each answer; `firstAnswer` tells where a question's begin.
    private let answerWords: UnsafeMutablePointer<UInt64>
    private let firstAnswer: [Int]
    private let hasIntervals: [Bool]
    private let unselectedIsAbsent: [Bool]

    /// Completions of what `base` states; gates of `base` need not be evaluated.
    init(ruleset: Ruleset, base: Evaluation) {
        self.base = base
        table = ruleset.openQuestions
        evaluation = Evaluation(circuit: ruleset.decisions.circuit, numbers: ruleset.vocabulary.numbers)
        dangers = ruleset.vocabulary.numbers.map(\.danger)
        findingDangers = ruleset.vocabulary.findings.map(\.danger)
        implications = Implications(ruleset.vocabulary)
        support = GateSupport(circuit: ruleset.decisions.circuit, findingCount: ruleset.vocabulary.findings.count)
        outcomes = OutcomeTable(ruleset)
        words = support.words
        numberCount = ruleset.vocabulary.numbers.count
        present = .allocate(capacity: words)
        absent = .allocate(capacity: words)
        stated = .allocate(capacity: words)
        implied = .allocate(capacity: words)
        changed = .allocate(capacity: words)
        lows = .allocate(capacity: max(numberCount, 1))
        highs = .allocate(capacity: max(numberCount, 1))
        var first: [Int] = []
        var count = 0
        for answers in table.answers {
            first.append(count)
            count += answers.count
        }
        firstAnswer = first
        hasIntervals = table.answers.flatMap { $0.map { !$0.intervals.isEmpty } }
        unselectedIsAbsent = table.unselectedIsAbsent
        answerWords = .allocate(capacity: max(count, 1) * words * 2)
        answerWords.initialize(repeating: 0, count: max(count, 1) * words * 2)
        for (question, answers) in table.answers.enumerated() {
            for (index, answer) in answers.enumerated() {
                let place = answerWords + (first[question] + index) * words * 2
                for setting in answer.settings {
                    let bit = UInt64(1) << UInt64(setting.finding & 63)
                    place[setting.finding >> 6 + (setting.isPresent ? 0 : words)] |= bit
                }
            }
        }
        evaluation.evaluateGates()
        begin()
    }

    deinit {
        present.deallocate()
        absent.deallocate()
        stated.deallocate()
        implied.deallocate()
        changed.deallocate()
        lows.deallocate()
        highs.deallocate()
        answerWords.deallocate()
    }

    /// Takes over the doubts of `base`; everything is evaluated anew.
    func adoptBase() {
        evaluation.copyFacts(from: base)
        evaluation.evaluateGates()
    }

    /// Starts a completion with what is stated.
    func begin() {
        present.update(from: base.isTrue, count: words)
        absent.update(from: base.isFalse, count: words)
        // Words are shared with the first gates; those are nobody's statement.
        present[words - 1] &= support.lastWordMask
        absent[words - 1] &= support.lastWordMask
        lows.update(from: base.lows, count: numberCount)
        highs.update(from: base.highs, count: numberCount)
    }

    /// Whether an answer contradicts nothing in the completion so far.
    func fits(_ question: Int, _ answer: Int) -> Bool {
        let place = answerWords + (firstAnswer[question] + answer) * words * 2
        for word in 0..<words where present[word] & place[words + word] | absent[word] & place[word] != 0 {
            return false
        }
        guard hasIntervals[firstAnswer[question] + answer] else { return true }
        return table.answers[question][answer].intervals.allSatisfy { interval in
            let number = Int(interval.number.index)
            return interval.low <= highs[number] && interval.high >= lows[number]
        }
    }

    /// Adds answers to a question; false when one contradicts the completion so far, which is then of no use.
    func apply(_ question: Int, _ answers: [Int]) -> Bool {
        for answer in answers {
            guard fits(question, answer) else { return false }
            let place = answerWords + (firstAnswer[question] + answer) * words * 2
            for word in 0..<words {
                present[word] |= place[word]
                absent[word] |= place[words + word]
            }
            guard hasIntervals[firstAnswer[question] + answer] else { continue }
            for interval in table.answers[question][answer].intervals { merge(interval) }
        }
        if unselectedIsAbsent[question], !answers.isEmpty { denyUnticked(question, answers) }
        return true
    }

    private func denyUnticked(_ question: Int, _ answers: [Int]) {
        let possible = table.answers[question]
        guard !answers.contains(where: { possible[$0].isExclusive }) else { return }
        for index in possible.indices where !answers.contains(index) && !possible[index].isExclusive {
            let place = answerWords + (firstAnswer[question] + index) * words * 2
            for word in 0..<words { absent[word] |= place[word] & ~present[word] }
        }
    }

    /// Joins an interval as the ledger would, by the number's dangerous ends.
    private func merge(_ interval: AnswerEffect.Interval) {
        let number = Int(interval.number.index)
        let (low, high) = (lows[number], highs[number])
        let isUnknown = low == base.unknownLow(number) && high == base.unknownHigh(number)
        switch dangers[number] {
        case .high where !isUnknown:
            lows[number] = max(low, interval.low)
            highs[number] = max(high, interval.high)
        case .low where !isUnknown:
            lows[number] = min(low, interval.low)
            highs[number] = min(high, interval.high)
        case .neither where !isUnknown:
            lows[number] = min(low, interval.low)
            highs[number] = max(high, interval.high)
        default:
            lows[number] = interval.low
            highs[number] = interval.high
        }
    }

    /// What the completion comes to.
    func outcome(_ context: Decision.Context) -> Outcome {
        applyImplications()
        for word in 0..<words {
            let mask = word == words - 1 ? support.lastWordMask : ~0
            let difference =
                ((evaluation.isTrue[word] ^ present[word]) | (evaluation.isFalse[word] ^ absent[word])) & mask
            changed[word] = difference
            evaluation.isTrue[word] = evaluation.isTrue[word] & ~mask | present[word]
            evaluation.isFalse[word] = evaluation.isFalse[word] & ~mask | absent[word]
        }
        var numbers: UInt64 = 0
        for number in 0..<numberCount
        where evaluation.lows[number] != lows[number] || evaluation.highs[number] != highs[number] {
            numbers |= UInt64(1) << UInt64(number & 63)
            evaluation.lows[number] = lows[number]
            evaluation.highs[number] = highs[number]
        }
        support.evaluate(evaluation, changed: changed, numbers: numbers)
        return outcomes.outcome(of: evaluation, context)
    }

    /// As the evidence of a submission is settled: implications fill in what nobody stated.
    private func applyImplications() {
        for word in 0..<words {
            stated[word] = present[word] | absent[word]
            implied[word] = 0
        }
        for edge in implications.present {
            let bit = UInt64(1) << UInt64(edge.to & 63)
            guard present[edge.from >> 6] >> UInt64(edge.from & 63) & 1 != 0, stated[edge.to >> 6] & bit == 0 else {
                continue
            }
            present[edge.to >> 6] |= bit
            implied[edge.to >> 6] |= bit
        }
        for edge in implications.absent {
            let bit = UInt64(1) << UInt64(edge.to & 63)
            guard absent[edge.from >> 6] >> UInt64(edge.from & 63) & 1 != 0, stated[edge.to >> 6] & bit == 0 else {
                continue
            }
            let isBoth = implied[edge.to >> 6] & bit != 0
            if isBoth, findingDangers[edge.to] == .present { continue }
            present[edge.to >> 6] &= ~bit
            if !isBoth || findingDangers[edge.to] == .absent { absent[edge.to >> 6] |= bit }
        }
    }
}
