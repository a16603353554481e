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
    private let unknownLows: [Double]
    private let unknownHighs: [Double]

    init(circuit: Circuit, numbers: [NumberFact]) {
        self.circuit = circuit
        wordCount = max(circuit.wordCount, 1)
        numberCount = numbers.count
        isTrue = .allocate(capacity: wordCount)
        isFalse = .allocate(capacity: wordCount)
        doubted = .allocate(capacity: wordCount)
        lows = .allocate(capacity: max(numberCount, 1))
        highs = .allocate(capacity: max(numberCount, 1))
        unknownLows = numbers.map(\.minimum)
        unknownHighs = numbers.map(\.maximum)
        reset()
    }

    deinit {
        isTrue.deallocate()
        isFalse.deallocate()
        doubted.deallocate()
        lows.deallocate()
        highs.deallocate()
    }

    /// Makes everything unknown.
    func reset() {
        isTrue.initialize(repeating: 0, count: wordCount)
        isFalse.initialize(repeating: 0, count: wordCount)
        doubted.initialize(repeating: 0, count: wordCount)
        for number in 0..<numberCount {
            lows[number] = unknownLows[number]
            highs[number] = unknownHighs[number]
        }
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

    func isDoubted(_ finding: Int) -> Bool {
        doubted[finding >> 6] & (UInt64(1) << UInt64(finding & 63)) != 0
    }

    /// Evaluates all gates in their order.
    func evaluateGates() {
        circuit.gates.withUnsafeBufferPointer { gates in
            circuit.masks.withUnsafeBufferPointer { masks in
                for gate in gates { evaluate(gate, masks) }
            }
        }
    }

    /// Evaluates those gates, by their place in the circuit, that are chosen.
    @inline(__always)
    func evaluateGates(where isChosen: (Int) -> Bool) {
        circuit.gates.withUnsafeBufferPointer { gates in
            circuit.masks.withUnsafeBufferPointer { masks in
                for place in 0..<gates.count where isChosen(place) { evaluate(gates[place], masks) }
            }
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

    @inline(__always)
    private func evaluate(_ gate: Gate, _ masks: UnsafeBufferPointer<SignalMask>) {
        var isHeld = false
        var isRefuted = false
        switch gate.kind {
        case .all:
            isHeld = true
            for place in gate.masks {
                let mask = masks[place]
                let held = isTrue[mask.word] & mask.positive | isFalse[mask.word] & mask.negative
                isHeld = isHeld && held == mask.positive | mask.negative
                isRefuted = isRefuted || isFalse[mask.word] & mask.positive | isTrue[mask.word] & mask.negative != 0
            }
        case .any:
            isRefuted = true
            for place in gate.masks {
                let mask = masks[place]
                let refuted = isFalse[mask.word] & mask.positive | isTrue[mask.word] & mask.negative
                isRefuted = isRefuted && refuted == mask.positive | mask.negative
                isHeld = isHeld || isTrue[mask.word] & mask.positive | isFalse[mask.word] & mask.negative != 0
            }
        case .atLeast(let needed):
            var held = 0
            var refuted = 0
            for place in gate.masks {
                let mask = masks[place]
                held += (isTrue[mask.word] & mask.positive | isFalse[mask.word] & mask.negative).nonzeroBitCount
                refuted += (isFalse[mask.word] & mask.positive | isTrue[mask.word] & mask.negative).nonzeroBitCount
            }
            isHeld = held >= needed
            isRefuted = gate.count - refuted < needed
        case .number(let number, let range):
            let truth = range.holds(low: lows[number], high: highs[number])
            isHeld = truth == true
            isRefuted = truth == false
        case .score(let score, let bound, let range):
            let bounds = bounds(ofScore: score)
            isHeld = range.contains(bound == .low ? bounds.low : bounds.high)
            isRefuted = !isHeld
        case .doubtful(let signal):
            if state(signal.index) == .unknown {
                for place in gate.masks {
                    let mask = masks[place]
                    let unknown = ~(isTrue[mask.word] | isFalse[mask.word])
                    isHeld = isHeld || doubted[mask.word] & mask.positive & unknown != 0
                }
            }
            isRefuted = !isHeld
        }
        set(gate.output, isHeld ? .present : isRefuted ? .absent : .unknown)
    }
}
