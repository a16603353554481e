/// Collects the facts that make a signal what it is. One serves a thread for all its submissions.
///
/// Every gate's truth stands in the evaluation already, so this only follows the gates back to findings and numbers.
struct Support: ~Copyable {
    private let gates: PlainList<Gate>
    private let parts: PlainList<Signal>
    private let evaluation: Evaluation
    private let places: FactPlaces
    /// Findings that each finding implies, as words of bits.
    private let implied: PlainList<UInt64>
    private let collected: UnsafeMutablePointer<Fact>
    private var count = 0
    /// The round in which each fact was last collected.
    private let collectedIn: UnsafeMutablePointer<UInt64>
    private var round: UInt64 = 1

    init(evaluation: Evaluation, places: FactPlaces, _ vocabulary: Vocabulary) {
        self.evaluation = evaluation
        self.places = places
        gates = PlainList(evaluation.circuit.gates)
        parts = PlainList(evaluation.circuit.parts)
        implied = PlainList(Self.implied(vocabulary))
        collected = .allocate(capacity: max(places.count, 1))
        collectedIn = .filled(places.count, with: 0)
    }

    deinit {
        gates.deallocate()
        parts.deallocate()
        implied.deallocate()
        collected.deallocate()
        collectedIn.deallocate()
    }

    /// The findings and numbers that counted, once each, in the order the conditions name them; valid until the next change.
    var facts: UnsafeBufferPointer<Fact> { UnsafeBufferPointer(start: collected, count: count) }

    /// Whether a finding goes without saying beside another one that counted and is present: "pain in one leg" beside "leg pain".
    func goesWithoutSaying(_ finding: Int) -> Bool {
        let words = Self.wordCount(places.findingCount)
        for fact in facts {
            guard case .finding(let other) = fact, other != finding, evaluation.state(other) == .present else {
                continue
            }
            if implied[other * words + finding >> 6] >> UInt64(finding & 63) & 1 != 0 { return true }
        }
        return false
    }

    private static func wordCount(_ findingCount: Int) -> Int { (findingCount + 63) / 64 }

    private static func implied(_ vocabulary: Vocabulary) -> [UInt64] {
        let words = wordCount(vocabulary.findings.count)
        var implied = [UInt64](repeating: 0, count: vocabulary.findings.count * words)
        for edge in Implications(vocabulary).present.reversed() {
            implied[edge.from * words + edge.to >> 6] |= UInt64(1) << UInt64(edge.to & 63)
            for word in 0..<words { implied[edge.from * words + word] |= implied[edge.to * words + word] }
        }
        return implied
    }

    mutating func removeAll() {
        count = 0
        round += 1
    }

    /// Adds what makes a signal true (or false); nothing when it is not that.
    mutating func explain(_ signal: Signal, as wanted: Bool) {
        guard evaluation.truth(signal) == wanted else { return }
        guard signal.index >= places.findingCount else { return add(.finding(signal.index)) }
        let gate = gates[signal.index - places.findingCount]
        switch gate.kind {
        case .number(let number, _): add(.number(number))
        case .all, .any, .atLeast:
            let isHeld = wanted != signal.isNegated
            for index in gate.parts { explain(parts[index], as: isHeld) }
        case .doubtful(let part): explainUnknown(part)
        case .score: break
        }
    }

    /// Adds what the truth of a signal still waits for.
    mutating func explainUnknown(_ signal: Signal) {
        guard evaluation.truth(signal) == nil else { return }
        guard signal.index >= places.findingCount else { return add(.finding(signal.index)) }
        let gate = gates[signal.index - places.findingCount]
        switch gate.kind {
        case .number(let number, _): add(.number(number))
        case .all, .any, .atLeast: for index in gate.parts { explainUnknown(parts[index]) }
        case .doubtful, .score: break
        }
    }

    /// Puts facts that something speaks of before the others, each in their order.
    mutating func putDoubtedFirst() {
        var doubted = 0
        for index in 0..<count {
            guard case .finding(let finding) = collected[index], evaluation.isDoubted(finding) else { continue }
            let fact = collected[index]
            var place = index
            while place > doubted {
                collected[place] = collected[place - 1]
                place -= 1
            }
            collected[doubted] = fact
            doubted += 1
        }
    }

    /// Adds facts that stand in no condition.
    mutating func add(_ fact: Fact) {
        let place = places[fact]
        guard collectedIn[place] != round else { return }
        collectedIn[place] = round
        collected[count] = fact
        count += 1
    }
}
