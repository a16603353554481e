/// Settles what a ledger's statements amount to: contradictions by `danger`, then implications.
///
/// The order of statements makes no difference. One resolver serves a thread for all its submissions; its memory is
/// taken once, and is plain, since every access to an array of a class is checked and there are several for each
/// statement.
final class EvidenceResolver {
    private let dangers: PlainList<Finding.Danger>
    private let implications: ImplicationPass
    private let findingWords: Int
    private let stated: UnsafeMutablePointer<UInt64>
    private let said: UnsafeMutablePointer<Interval?>
    private let told: UnsafeMutablePointer<Interval?>
    private let facts: PlainList<NumberBounds>
    /// Findings about which sources disagree, in the order of the vocabulary.
    private(set) var conflictingFindings: [FindingID] = []
    /// Numbers about which sources disagree.
    private(set) var conflictingNumbers: [NumberID] = []
    /// For a finding that was only implied, the one that implied it; -1 otherwise.
    let impliedBy: UnsafeMutableBufferPointer<Int>

    /// What a number can be at all.
    private struct NumberBounds {
        let minimum: Double
        let maximum: Double
        let danger: NumberFact.Danger

        init(_ fact: NumberFact) {
            minimum = fact.minimum
            maximum = fact.maximum
            danger = fact.danger
        }
    }

    /// What is said of the findings of one word.
    private struct Word {
        let index: Int
        /// By answers and members.
        let saidPresent: UInt64
        let saidAbsent: UInt64
        /// By the narrative.
        let toldPresent: UInt64
        let toldAbsent: UInt64
    }

    private struct Interval {
        var lowest: Double
        var highest: Double
        /// The largest lower and the smallest upper end: crossed when two statements have no value in common.
        var largestLow: Double
        var smallestHigh: Double
    }

    var hasConflict: Bool { !conflictingFindings.isEmpty || !conflictingNumbers.isEmpty }

    init(vocabulary: Vocabulary) {
        dangers = PlainList(vocabulary.findings.map(\.danger))
        implications = ImplicationPass(vocabulary)
        findingWords = (vocabulary.findings.count + 63) / 64
        stated = .filled(findingWords, with: 0)
        said = .filled(vocabulary.numbers.count, with: nil)
        told = .filled(vocabulary.numbers.count, with: nil)
        impliedBy = UnsafeMutableBufferPointer(
            start: .filled(vocabulary.findings.count, with: -1), count: vocabulary.findings.count)
        facts = PlainList(vocabulary.numbers.map { NumberBounds($0) })
    }

    deinit {
        stated.deallocate()
        said.deallocate()
        told.deallocate()
        impliedBy.deallocate()
        facts.deallocate()
        dangers.deallocate()
    }

    /// Puts what the ledger's statements amount to into the evaluation; gates are not evaluated. Without the narrative,
    /// only what answers and members say counts.
    func settle(_ ledger: borrowing EvidenceLedger, into evaluation: Evaluation, withNarrative: Bool = true) {
        clear()
        evaluation.reset()
        ledger.forEachNumber { entry in
            if withNarrative || !entry.origin.isNarrative { noteNumber(entry) }
        }
        // What was told counts, or none of it.
        let told: UInt64 = withNarrative ? ~0 : 0
        let (saidPresent, saidAbsent) = (
            ledger.findings(.present, isTold: false), ledger.findings(.absent, isTold: false)
        )
        let (toldPresent, toldAbsent) = (
            ledger.findings(.present, isTold: true), ledger.findings(.absent, isTold: true)
        )
        let (saidDoubts, toldDoubts) = (
            ledger.findings(.doubt, isTold: false), ledger.findings(.doubt, isTold: true)
        )
        for word in 0..<findingWords {
            evaluation.doubted[word] = saidDoubts[word] | toldDoubts[word] & told
            settle(
                Word(
                    index: word, saidPresent: saidPresent[word], saidAbsent: saidAbsent[word],
                    toldPresent: toldPresent[word] & told, toldAbsent: toldAbsent[word] & told), evaluation)
        }
        settleNumbers(evaluation)
        let statements = ImplicationPass.Statements(saidPresent: saidPresent, saidAbsent: saidAbsent)
        implications.overrule(statements, in: evaluation) { finding, source in impliedBy[finding] = source }
        implications.apply(to: evaluation, stated: stated) { finding, source in
            if impliedBy[finding] < 0 { impliedBy[finding] = source }
        }
    }

    /// Whether anybody spoke of a finding itself. One that was spoken of and implied gave way to what an answer
    /// implies.
    func isStated(_ finding: Int) -> Bool {
        stated.contains(finding)
    }

    private func clear() {
        said.update(repeating: nil, count: facts.count)
        told.update(repeating: nil, count: facts.count)
        impliedBy.update(repeating: -1)
        conflictingFindings.removeAll(keepingCapacity: true)
        conflictingNumbers.removeAll(keepingCapacity: true)
    }

    private func noteNumber(_ entry: EvidenceEntry) {
        let index = Int(entry.subject)
        guard index < facts.count else { return }
        let fact = facts[index]
        // A value that cannot be was misunderstood; an interval is cut to what can be.
        guard entry.high >= fact.minimum, entry.low <= fact.maximum else { return }
        let low = max(entry.low, fact.minimum)
        let high = min(entry.high, fact.maximum)
        if entry.origin.isNarrative {
            Self.note(low, high, in: &told[index])
        } else {
            Self.note(low, high, in: &said[index])
        }
    }

    private static func note(_ low: Double, _ high: Double, in interval: inout Interval?) {
        guard let known = interval else {
            interval = Interval(lowest: low, highest: high, largestLow: low, smallestHigh: high)
            return
        }
        interval = Interval(
            lowest: min(known.lowest, low), highest: max(known.highest, high),
            largestLow: max(known.largestLow, low), smallestHigh: min(known.smallestHigh, high))
    }

    private func settle(_ word: Word, _ evaluation: Evaluation) {
        let present = word.saidPresent | word.toldPresent
        let absent = word.saidAbsent | word.toldAbsent
        stated[word.index] = present | absent
        var disputed = present & absent
        evaluation.isTrue[word.index] = present & ~disputed
        evaluation.isFalse[word.index] = absent & ~disputed
        while disputed != 0 {
            settle(bit: disputed & ~(disputed &- 1), of: word, evaluation)
            disputed &= disputed &- 1
        }
    }

    private func settle(bit: UInt64, of word: Word, _ evaluation: Evaluation) {
        let index = word.index * 64 + bit.trailingZeroBitCount
        let saysBoth = word.saidPresent & word.saidAbsent & bit != 0
        let disagree = (word.saidPresent & word.toldAbsent | word.saidAbsent & word.toldPresent) & bit != 0
        // One text may well say "no swelling at first, now it is swollen": that is a story, no contradiction of
        // sources.
        if saysBoth || disagree { conflictingFindings.append(FindingID(index)) }
        switch dangers[index] {
        case .present: evaluation.set(index, .present)
        case .absent: evaluation.set(index, .absent)
        case .neither:
            let isSaid = (word.saidPresent | word.saidAbsent) & bit != 0
            if isSaid, !saysBoth { evaluation.set(index, word.saidPresent & bit != 0 ? .present : .absent) }
        }
    }

    /// The dangerous end of every statement counts, so "about 5" never makes "10 to 60" harmless, and the order of
    /// statements does not matter.
    private func settleNumbers(_ evaluation: Evaluation) {
        for index in 0..<facts.count {
            guard let first = said[index] ?? told[index] else { continue }
            var all = first
            let danger = facts[index].danger
            if said[index] != nil, let told = told[index] {
                let crosses = max(first.largestLow, told.largestLow) > min(first.smallestHigh, told.smallestHigh)
                if crosses { conflictingNumbers.append(NumberID(index)) }
                if danger != .neither {
                    all = Interval(
                        lowest: min(first.lowest, told.lowest), highest: max(first.highest, told.highest),
                        largestLow: max(first.largestLow, told.largestLow),
                        smallestHigh: min(first.smallestHigh, told.smallestHigh))
                }
            } else if said[index] != nil, first.largestLow > first.smallestHigh {
                conflictingNumbers.append(NumberID(index))
            }
            switch danger {
            case .high: (evaluation.lows[index], evaluation.highs[index]) = (all.largestLow, all.highest)
            case .low: (evaluation.lows[index], evaluation.highs[index]) = (all.lowest, all.smallestHigh)
            case .neither: (evaluation.lows[index], evaluation.highs[index]) = (all.lowest, all.highest)
            }
        }
    }
}
