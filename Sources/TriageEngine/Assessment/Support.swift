/// Collects the facts that make a signal what it is. One serves a thread for all its submissions.
///
/// Every gate's truth stands in the evaluation already, so this only follows the gates back to findings and numbers.
struct Support: ~Copyable {
    /// What a gate rests on.
    private enum Basis {
        /// Run of `parts`.
        case signals(PlainRun)
        case number(Int32)
        case doubt(of: Signal)
        case score
    }

    private let bases: PlainList<Basis>
    private let parts: PlainList<Signal>
    private let evaluation: Evaluation
    private let places: FactPlaces
    /// Findings that each finding implies, itself left out, as words of bits.
    private let implied: PlainList<UInt64>
    /// What those of the facts that are present imply together.
    private let goesWithoutSaying: UnsafeMutablePointer<UInt64>
    private let collected: UnsafeMutablePointer<Int>
    private var count = 0
    /// The round in which each fact was last collected.
    private let collectedIn: UnsafeMutablePointer<UInt64>
    /// The round in which each gate was last followed back. Its truth says what makes it so, wherever it is used, and
    /// the ways to it may be without number.
    private let followedIn: UnsafeMutablePointer<UInt64>
    private var round: UInt64 = 1

    init(_ circuit: Circuit, evaluation: Evaluation, places: FactPlaces, _ vocabulary: Vocabulary) {
        self.evaluation = evaluation
        self.places = places
        bases = PlainList(circuit.gates.map { Self.basis(of: $0) })
        parts = PlainList(circuit.parts)
        implied = PlainList(Self.implied(vocabulary))
        goesWithoutSaying = .filled(Self.wordCount(places.findingCount), with: 0)
        collected = .filled(places.count, with: 0)
        collectedIn = .filled(places.count, with: 0)
        followedIn = .filled(circuit.gates.count, with: 0)
    }

    deinit {
        bases.deallocate()
        parts.deallocate()
        implied.deallocate()
        goesWithoutSaying.deallocate()
        collected.deallocate()
        collectedIn.deallocate()
        followedIn.deallocate()
    }

    /// The places of the findings and numbers that counted, once each, in the order the conditions name them; valid
    /// until the next change.
    var facts: UnsafeBufferPointer<Int> { UnsafeBufferPointer(start: collected, count: count) }

    private static func basis(of gate: Gate) -> Basis {
        switch gate.kind {
        case .all, .any, .atLeast: .signals(gate.parts)
        case .number(let number, _): .number(Int32(number))
        case .doubtful(let signal): .doubt(of: signal)
        case .score: .score
        }
    }

    private static func wordCount(_ findingCount: Int) -> Int { (findingCount + 63) / 64 }

    private static func implied(_ vocabulary: Vocabulary) -> [UInt64] {
        let words = wordCount(vocabulary.findings.count)
        var implied = [UInt64](repeating: 0, count: vocabulary.findings.count * words)
        for edge in Implications(vocabulary).present.reversed() {
            implied[edge.from * words + edge.to >> 6] |= UInt64(1) << UInt64(edge.to & 63)
            for word in 0..<words { implied[edge.from * words + word] |= implied[edge.to * words + word] }
        }
        for finding in vocabulary.findings.indices {
            implied[finding * words + finding >> 6] &= ~(UInt64(1) << UInt64(finding & 63))
        }
        return implied
    }

    /// Facts that make a sentence: what is there, unless it goes without saying beside something else that is: "pain in
    /// one leg" beside "leg pain".
    mutating func positiveFacts(into list: UnsafeMutablePointer<Int>) -> Int {
        let words = Self.wordCount(places.findingCount)
        for word in 0..<words { goesWithoutSaying[word] = 0 }
        for place in facts where places.finding(at: place) != nil && evaluation.state(place) == .present {
            for word in 0..<words { goesWithoutSaying[word] |= implied[place &* words &+ word] }
        }
        var found = 0
        for place in facts where isPositive(place) {
            list[found] = place
            found &+= 1
        }
        return found
    }

    private func isPositive(_ place: Int) -> Bool {
        guard let finding = places.finding(at: place) else { return true }
        return evaluation.state(finding) == .present
            && !goesWithoutSaying.contains(finding)
    }

    mutating func removeAll() {
        count = 0
        round += 1
    }

    /// Adds what makes a signal true (or false); nothing when it is not that.
    @inline(__always)
    mutating func explain(_ signal: Signal, as wanted: Bool) {
        guard evaluation.truth(signal) == wanted else { return }
        if signal.index < places.findingCount { add(signal.index) } else { explainGate(signal, as: wanted) }
    }

    private mutating func explainGate(_ signal: Signal, as wanted: Bool) {
        let gate = signal.index - places.findingCount
        guard followedIn[gate] != round else { return }
        followedIn[gate] = round
        switch bases[gate] {
        case .number(let number): add(places.place(ofNumber: Int(number)))
        case .signals(let run):
            let isHeld = wanted != signal.isNegated
            for part in parts[run] { explain(part, as: isHeld) }
        case .doubt(let part): explainUnknown(part)
        case .score: break
        }
    }

    /// Adds what the truth of a signal still waits for.
    @inline(__always)
    mutating func explainUnknown(_ signal: Signal) {
        guard evaluation.truth(signal) == nil else { return }
        if signal.index < places.findingCount { add(signal.index) } else { explainUnknownGate(signal) }
    }

    private mutating func explainUnknownGate(_ signal: Signal) {
        let gate = signal.index - places.findingCount
        guard followedIn[gate] != round else { return }
        followedIn[gate] = round
        switch bases[gate] {
        case .number(let number): add(places.place(ofNumber: Int(number)))
        case .signals(let run): for part in parts[run] { explainUnknown(part) }
        case .doubt, .score: break
        }
    }

    /// Puts facts that something speaks of before the others, each in their order.
    mutating func putDoubtedFirst() {
        var doubted = 0
        for index in 0..<count {
            let fact = collected[index]
            guard let finding = places.finding(at: fact), evaluation.isDoubted(finding) else { continue }
            var place = index
            while place > doubted {
                collected[place] = collected[place - 1]
                place -= 1
            }
            collected[doubted] = fact
            doubted += 1
        }
    }

    /// Adds the fact at a place, which may stand in no condition.
    @inline(__always)
    mutating func add(_ place: Int) {
        guard collectedIn[place] != round else { return }
        collectedIn[place] = round
        collected[count] = place
        count += 1
    }
}
