/// The truth values of one submission: findings as settled, and what every gate makes of them.
///
/// Memory is taken once; one evaluation serves a thread for all its submissions.
final class Evaluation {
    let circuit: Circuit
    let wordCount: Int
    let numberCount: Int
    /// Bit of a signal set: it is true; or it is false; neither: unknown. Never both.
    let isTrue: UnsafeMutablePointer<UInt64>
    let isFalse: UnsafeMutablePointer<UInt64>
    /// Findings that something speaks of without saying.
    let doubted: UnsafeMutablePointer<UInt64>
    /// Interval of each number; the whole possible range while it is unknown.
    let lows: UnsafeMutablePointer<Double>
    let highs: UnsafeMutablePointer<Double>
    private let unknownLows: UnsafeMutablePointer<Double>
    private let unknownHighs: UnsafeMutablePointer<Double>
    /// The circuit's, where going over all of them costs no access check.
    private let gates: PlainList<Gate>
    private let masks: PlainList<SignalMask>
    private let steps: PlainList<Step>

    /// A gate in as few bytes as can be: most of them join signals, and all are looked at for each submission.
    private struct Step {
        enum Kind: UInt8 {
            case all, any
            /// What the gate says.
            case other
        }

        let kind: Kind
        /// Run of `masks`.
        let masks: PlainRun

        init(_ gate: Gate) {
            switch gate.kind {
            case .all: kind = .all
            case .any: kind = .any
            case .atLeast, .number, .score, .doubtful: kind = .other
            }
            masks = PlainRun(first: Int32(gate.masks.lowerBound), end: Int32(gate.masks.upperBound))
        }
    }

    init(circuit: Circuit, numbers: [NumberFact]) {
        self.circuit = circuit
        wordCount = max(circuit.wordCount, 1)
        numberCount = numbers.count
        isTrue = .allocate(capacity: wordCount)
        isFalse = .allocate(capacity: wordCount)
        doubted = .allocate(capacity: wordCount)
        lows = .allocate(capacity: max(numberCount, 1))
        highs = .allocate(capacity: max(numberCount, 1))
        unknownLows = .allocate(capacity: max(numberCount, 1))
        unknownHighs = .allocate(capacity: max(numberCount, 1))
        unknownLows.initialize(from: numbers.map(\.minimum), count: numberCount)
        unknownHighs.initialize(from: numbers.map(\.maximum), count: numberCount)
        gates = PlainList(circuit.gates)
        masks = PlainList(circuit.masks)
        steps = PlainList(circuit.gates.map { Step($0) })
        reset()
    }

    deinit {
        isTrue.deallocate()
        isFalse.deallocate()
        doubted.deallocate()
        lows.deallocate()
        highs.deallocate()
        unknownLows.deallocate()
        unknownHighs.deallocate()
        gates.deallocate()
        masks.deallocate()
        steps.deallocate()
    }

    /// Makes everything unknown.
    func reset() {
        isTrue.initialize(repeating: 0, count: wordCount)
        isFalse.initialize(repeating: 0, count: wordCount)
        doubted.initialize(repeating: 0, count: wordCount)
        lows.initialize(from: unknownLows, count: numberCount)
        highs.initialize(from: unknownHighs, count: numberCount)
    }

    /// Takes over findings, doubts and numbers; gates are evaluated anew.
    func copyFacts(from other: Evaluation) {
        isTrue.update(from: other.isTrue, count: wordCount)
        isFalse.update(from: other.isFalse, count: wordCount)
        doubted.update(from: other.doubted, count: wordCount)
        lows.update(from: other.lows, count: numberCount)
        highs.update(from: other.highs, count: numberCount)
    }

    func isNumberUnknown(_ number: Int) -> Bool {
        lows[number] == unknownLows[number] && highs[number] == unknownHighs[number]
    }

    func set(_ signal: Int, _ state: FindingState) {
        let bit = UInt64(1) << UInt64(signal & 63)
        let word = signal >> 6
        isTrue[word] = state == .present ? isTrue[word] | bit : isTrue[word] & ~bit
        isFalse[word] = state == .absent ? isFalse[word] | bit : isFalse[word] & ~bit
    }

    /// The state of a finding, or a gate's truth in the same words.
    func state(_ signal: Int) -> FindingState {
        let bit = UInt64(1) << UInt64(signal & 63)
        if isTrue[signal >> 6] & bit != 0 { return .present }
        return isFalse[signal >> 6] & bit != 0 ? .absent : .unknown
    }

    /// True, false or (nil) unknown.
    func truth(_ signal: Signal) -> Bool? {
        switch state(signal.index) {
        case .present: !signal.isNegated
        case .absent: signal.isNegated
        case .unknown: nil
        }
    }

    /// Whether a signal is known to be false.
    @inline(__always)
    func isFalse(_ signal: Signal) -> Bool {
        let words = signal.isNegated ? isTrue : isFalse
        return words[signal.index &>> 6] &>> UInt64(truncatingIfNeeded: signal.index & 63) & 1 != 0
    }

    func isDoubted(_ finding: Int) -> Bool {
        doubted[finding >> 6] & (UInt64(1) << UInt64(finding & 63)) != 0
    }

    /// Evaluates all gates in their order.
    func evaluateGates() {
        clearGates()
        var output = circuit.findingCount
        for place in 0..<steps.count {
            let (isHeld, isRefuted) = truth(ofGateAt: place)
            let word = output &>> 6
            let shift = UInt64(truncatingIfNeeded: output & 63)
            isTrue[word] |= (isHeld ? 1 : 0) &<< shift
            isFalse[word] |= (isRefuted && !isHeld ? 1 : 0) &<< shift
            output &+= 1
        }
    }

    private func clearGates() {
        let first = circuit.findingCount &>> 6
        guard first < wordCount else { return }
        let findings = (UInt64(1) &<< UInt64(truncatingIfNeeded: circuit.findingCount & 63)) &- 1
        isTrue[first] &= findings
        isFalse[first] &= findings
        for word in (first + 1)..<max(wordCount, first + 1) {
            isTrue[word] = 0
            isFalse[word] = 0
        }
    }

    func unknownLow(_ number: Int) -> Double { unknownLows[number] }
    func unknownHigh(_ number: Int) -> Double { unknownHighs[number] }

    /// Low and high bound of a score.
    func bounds(ofScore score: Int) -> (low: Double, high: Double) {
        var low = 0.0
        var high = 0.0
        for item in circuit.scoreItems[score] {
            switch truth(item.signal) {
            case true?:
                low += item.points
                high += item.points
            case nil: high += item.points
            case false?: break
            }
        }
        return (low, high)
    }

    /// Whether a gate is true, or else whether it is false.
    @inline(__always)
    private func truth(ofGateAt place: Int) -> (isHeld: Bool, isRefuted: Bool) {
        let step = steps[place]
        switch step.kind {
        case .all:
            // Signals that are not as wanted, and those that are the opposite: one of these is enough.
            var missing: UInt64 = 0
            var opposed: UInt64 = 0
            for mask in masks[step.masks] {
                let (held, refuted) = (isTrue[mask.word], isFalse[mask.word])
                opposed |= refuted & mask.positive | held & mask.negative
                missing |= mask.positive & ~held | mask.negative & ~refuted
                if opposed != 0 { break }
            }
            return (missing == 0, opposed != 0)
        case .any:
            var present: UInt64 = 0
            var notRefuted: UInt64 = 0
            for mask in masks[step.masks] {
                let (held, refuted) = (isTrue[mask.word], isFalse[mask.word])
                present |= held & mask.positive | refuted & mask.negative
                notRefuted |= mask.positive & ~refuted | mask.negative & ~held
                if present != 0 { break }
            }
            return (present != 0, notRefuted == 0)
        case .other: return truth(of: gates[place])
        }
    }

    private func truth(of gate: Gate) -> (isHeld: Bool, isRefuted: Bool) {
        switch gate.kind {
        case .all, .any: return (false, false)
        case .atLeast(let needed):
            var held = 0
            var refuted = 0
            for place in gate.masks {
                let mask = masks[place]
                held += (isTrue[mask.word] & mask.positive | isFalse[mask.word] & mask.negative).nonzeroBitCount
                refuted += (isFalse[mask.word] & mask.positive | isTrue[mask.word] & mask.negative).nonzeroBitCount
            }
            return (held >= needed, gate.count - refuted < needed)
        case .number(let number, let range):
            let truth = range.holds(low: lows[number], high: highs[number])
            return (truth == true, truth == false)
        case .score(let score, let bound, let range):
            let bounds = bounds(ofScore: score)
            let isHeld = range.contains(bound == .low ? bounds.low : bounds.high)
            return (isHeld, !isHeld)
        case .doubtful(let signal):
            var isHeld = false
            if state(signal.index) == .unknown {
                for place in gate.masks {
                    let mask = masks[place]
                    let unknown = ~(isTrue[mask.word] | isFalse[mask.word])
                    isHeld = isHeld || doubted[mask.word] & mask.positive & unknown != 0
                }
            }
            return (isHeld, !isHeld)
        }
    }
}
