/// Settles what a ledger's statements amount to: contradictions by `danger`, then implications.
///
/// The order of statements makes no difference. One resolver serves a thread for all its submissions; its memory is taken
/// once, and is plain, since every access to an array of a class is checked and there are several for each statement.
final class EvidenceResolver {
    private let vocabulary: Vocabulary
    private let implications: ImplicationPass
    private let findingWords: Int
    /// What answers and members say, then what the narrative says; a bit a finding.
    private let saidPresent: UnsafeMutablePointer<UInt64>
    private let saidAbsent: UnsafeMutablePointer<UInt64>
    private let toldPresent: UnsafeMutablePointer<UInt64>
    private let toldAbsent: UnsafeMutablePointer<UInt64>
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
        self.vocabulary = vocabulary
        implications = ImplicationPass(vocabulary)
        findingWords = (vocabulary.findings.count + 63) / 64
        saidPresent = .filled(findingWords, with: 0)
        saidAbsent = .filled(findingWords, with: 0)
        toldPresent = .filled(findingWords, with: 0)
        toldAbsent = .filled(findingWords, with: 0)
        stated = .filled(findingWords, with: 0)
        said = .filled(vocabulary.numbers.count, with: nil)
        told = .filled(vocabulary.numbers.count, with: nil)
        impliedBy = UnsafeMutableBufferPointer(
            start: .filled(vocabulary.findings.count, with: -1), count: vocabulary.findings.count)
        facts = PlainList(vocabulary.numbers.map { NumberBounds(minimum: $0.minimum, maximum: $0.maximum) })
    }

    deinit {
        saidPresent.deallocate()
        saidAbsent.deallocate()
        toldPresent.deallocate()
        toldAbsent.deallocate()
        stated.deallocate()
        said.deallocate()
        told.deallocate()
        impliedBy.deallocate()
        facts.deallocate()
    }

    /// Puts what the ledger's statements amount to into the evaluation; gates are not evaluated. Without the narrative, only
    /// what answers and members say counts.
    func settle(_ ledger: borrowing EvidenceLedger, into evaluation: Evaluation, withNarrative: Bool = true) {
        clear()
        evaluation.reset()
        for entry in ledger.entries where withNarrative || !entry.origin.isNarrative { note(entry, evaluation) }
        settleFindings(evaluation)
        settleNumbers(evaluation)
        for word in 0..<findingWords {
            stated[word] = saidPresent[word] | saidAbsent[word] | toldPresent[word] | toldAbsent[word]
        }
        let statements = ImplicationPass.Statements(saidPresent: saidPresent, saidAbsent: saidAbsent)
        implications.overrule(statements, in: evaluation) { finding, source in impliedBy[finding] = source }
        implications.apply(to: evaluation, stated: stated) { finding, source in
            if impliedBy[finding] < 0 { impliedBy[finding] = source }
        }
    }

    /// Whether anybody spoke of a finding itself. One that was spoken of and implied gave way to what an answer implies.
    func isStated(_ finding: Int) -> Bool {
        stated[finding >> 6] & (UInt64(1) << UInt64(finding & 63)) != 0
    }

    private func clear() {
        for word in 0..<findingWords {
            saidPresent[word] = 0
            saidAbsent[word] = 0
            toldPresent[word] = 0
            toldAbsent[word] = 0
        }
        said.update(repeating: nil, count: facts.count)
        told.update(repeating: nil, count: facts.count)
        impliedBy.update(repeating: -1)
        conflictingFindings.removeAll(keepingCapacity: true)
        conflictingNumbers.removeAll(keepingCapacity: true)
    }

    @inline(__always)
    private func note(_ entry: EvidenceEntry, _ evaluation: Evaluation) {
        let isTold = entry.origin.isNarrative
        switch entry.statement {
        case .finding(let finding, let state):
            let word = Int(finding.index) >> 6
            let bit = UInt64(1) << UInt64(finding.index & 63)
            guard word < findingWords else { return }
            switch (state, isTold) {
            case (.present, false): saidPresent[word] |= bit
            case (.absent, false): saidAbsent[word] |= bit
            case (.present, true): toldPresent[word] |= bit
            case (.absent, true): toldAbsent[word] |= bit
            case (.unknown, _): break
            }
        case .doubt(let finding):
            let word = Int(finding.index) >> 6
            guard word < findingWords else { return }
            evaluation.doubted[word] |= UInt64(1) << UInt64(finding.index & 63)
        case .number(let number, let low, let high):
            let index = Int(number.index)
            guard index < facts.count else { return }
            let fact = facts[index]
            // A value that cannot be was misunderstood; an interval is cut to what can be.
            guard high >= fact.minimum, low <= fact.maximum else { return }
            let low = max(low, fact.minimum)
            let high = min(high, fact.maximum)
            if isTold { Self.note(low, high, in: &told[index]) } else { Self.note(low, high, in: &said[index]) }
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

    private func settleFindings(_ evaluation: Evaluation) {
        for word in 0..<findingWords {
            let present = saidPresent[word] | toldPresent[word]
            let absent = saidAbsent[word] | toldAbsent[word]
            var disputed = present & absent
            evaluation.isTrue[word] = present & ~disputed
            evaluation.isFalse[word] = absent & ~disputed
            while disputed != 0 {
                let index = disputed.trailingZeroBitCount
                disputed &= disputed - 1
                settle(word * 64 + index, evaluation)
            }
        }
    }

    private func settle(_ index: Int, _ evaluation: Evaluation) {
        let word = index >> 6
        let bit = UInt64(1) << UInt64(index & 63)
        let saysBoth = saidPresent[word] & saidAbsent[word] & bit != 0
        let disagree =
            (saidPresent[word] & toldAbsent[word] | saidAbsent[word] & toldPresent[word]) & bit != 0
        // One text may well say "no swelling at first, now it is swollen": that is a story, no contradiction of sources.
        if saysBoth || disagree { conflictingFindings.append(FindingID(index)) }
        switch vocabulary.findings[index].danger {
        case .present: evaluation.set(index, .present)
        case .absent: evaluation.set(index, .absent)
        case .neither:
            let isSaid = (saidPresent[word] | saidAbsent[word]) & bit != 0
            if isSaid, !saysBoth { evaluation.set(index, saidPresent[word] & bit != 0 ? .present : .absent) }
        }
    }

    /// The dangerous end of every statement counts, so "about 5" never makes "10 to 60" harmless, and the order of
    /// statements does not matter.
    private func settleNumbers(_ evaluation: Evaluation) {
        for index in 0..<facts.count {
            guard let first = said[index] ?? told[index] else { continue }
            var all = first
            let danger = vocabulary.numbers[index].danger
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
