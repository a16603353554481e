/// Which findings and numbers each gate rests on, so that only gates are evaluated whose facts changed.
struct GateSupport: Sendable {
    /// Words of 64 findings.
    let words: Int
    /// Bits of the last word that are findings.
    let lastWordMask: UInt64
    /// `words` for each gate.
    private let findings: [UInt64]
    /// A bit a number; with more than 64 numbers some share a bit.
    private let numbers: [UInt64]

    init(circuit: Circuit, findingCount: Int) {
        words = max((findingCount + 63) / 64, 1)
        let used = findingCount - (words - 1) * 64
        lastWordMask = used >= 64 ? ~0 : (UInt64(1) << UInt64(max(used, 0))) - 1
        var findings: [UInt64] = []
        var numbers: [UInt64] = []
        var ofSignal = [[UInt64]](repeating: Array(repeating: 0, count: words), count: circuit.signalCount)
        var numbersOfSignal = [UInt64](repeating: 0, count: circuit.signalCount)
        for finding in 0..<findingCount { ofSignal[finding][finding >> 6] |= UInt64(1) << UInt64(finding & 63) }
        for gate in circuit.gates {
            var inputs: [Int] = []
            for mask in circuit.masks[gate.masks] {
                var bits = mask.positive | mask.negative
                while bits != 0 {
                    inputs.append(mask.word * 64 + bits.trailingZeroBitCount)
                    bits &= bits - 1
                }
            }
            var own: UInt64 = 0
            switch gate.kind {
            case .number(let number, _): own = UInt64(1) << UInt64(number & 63)
            case .score(let score, _, _): inputs += circuit.scoreItems[score].map(\.signal.index)
            case .doubtful(let signal): inputs.append(signal.index)
            case .all, .any, .atLeast: break
            }
            for input in inputs {
                own |= numbersOfSignal[input]
                for word in ofSignal[gate.output].indices { ofSignal[gate.output][word] |= ofSignal[input][word] }
            }
            numbersOfSignal[gate.output] = own
            findings += ofSignal[gate.output]
            numbers.append(own)
        }
        self.findings = findings
        self.numbers = numbers
    }

    /// Evaluates the gates that rest on what changed.
    func evaluate(_ evaluation: Evaluation, changed: UnsafeMutablePointer<UInt64>, numbers changedNumbers: UInt64) {
        let words = words
        findings.withUnsafeBufferPointer { findings in
            numbers.withUnsafeBufferPointer { numbers in
                evaluation.evaluateGates { gate in
                    if numbers[gate] & changedNumbers != 0 { return true }
                    let first = gate * words
                    for word in 0..<words where findings[first + word] & changed[word] != 0 { return true }
                    return false
                }
            }
        }
    }
}
