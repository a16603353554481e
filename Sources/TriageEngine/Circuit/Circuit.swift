/// All conditions of a ruleset as one list of gates, each of which looks at earlier ones only.
///
/// Definitions are evaluated once a submission, however many conditions use them.
struct Circuit: Sendable {
    /// One item of a score.
    struct ScoreItem: Sendable {
        let signal: Signal
        let points: Double
    }

    private(set) var gates: [Gate] = []
    private(set) var masks: [SignalMask] = []
    /// The signals that gates join, in the order of their conditions.
    private(set) var parts: [Signal] = []
    /// Items of each score, in the order of the ruleset.
    private(set) var scoreItems: [[ScoreItem]] = []
    private(set) var signalCount: Int
    /// Signals below it are findings; the gate at place n gives signal `findingCount + n`.
    let findingCount: Int
    private let definitions: [Condition]
    private var definitionSignals: [Signal?]

    var wordCount: Int { (signalCount + 63) / 64 }

    init(findingCount: Int, definitions: [Condition]) {
        self.findingCount = findingCount
        self.definitions = definitions
        signalCount = findingCount
        definitionSignals = Array(repeating: nil, count: definitions.count)
    }

    /// Adds a score's items; scores are counted in the order of the calls.
    mutating func add(score: Score) {
        scoreItems.append(score.items.map { ScoreItem(signal: add($0.condition), points: $0.points) })
    }

    /// Adds what a condition needs and gives the signal of its truth.
    mutating func add(_ condition: Condition) -> Signal {
        switch condition {
        case .finding(let finding):
            return Signal(Int(finding.index))
        case .definition(let index):
            if let signal = definitionSignals[index] { return signal }
            let signal = add(definitions[index])
            definitionSignals[index] = signal
            return signal
        case .not(let part):
            return add(part).negated
        case .all(let parts):
            return add(.all, of: parts)
        case .any(let parts):
            return add(.any, of: parts)
        case .atLeast(let count, let parts):
            return add(.atLeast(count), of: parts)
        case .number(let number, let range):
            return append(.number(Int(number.index), range), signals: [], parts: [])
        case .score(let score, let bound, let range):
            return append(.score(score, bound, range), signals: [], parts: [])
        case .doubtful(let part):
            let signal = add(part)
            let leaves = Self.findings(in: part, definitions: definitions)
            return append(.doubtful(signal), signals: leaves.map { Signal(Int($0.index)) }, parts: [])
        }
    }

    private mutating func add(_ kind: Gate.Kind, of parts: [Condition]) -> Signal {
        var signals: [Signal] = []
        for part in parts { signals.append(add(part)) }
        if signals.count == 1, case .atLeast = kind {} else if signals.count == 1 { return signals[0] }
        return append(kind, signals: signals, parts: signals)
    }

    private mutating func append(_ kind: Gate.Kind, signals: [Signal], parts: [Signal]) -> Signal {
        let start = masks.count
        for signal in signals {
            let word = signal.index / 64
            let bit = UInt64(1) << UInt64(signal.index % 64)
            // A signal that is named twice, perhaps once as it is and once negated, counts twice.
            let place =
                masks[start...].firstIndex { $0.word == word && ($0.positive | $0.negative) & bit == 0 } ?? masks.count
            if place == masks.count { masks.append(SignalMask(word: word, positive: 0, negative: 0)) }
            if signal.isNegated { masks[place].negative |= bit } else { masks[place].positive |= bit }
        }
        gates.append(
            Gate(
                kind: kind, output: signalCount, masks: start..<masks.count, count: signals.count,
                parts: self.parts.count..<(self.parts.count + parts.count)))
        self.parts += parts
        signalCount += 1
        return Signal(signalCount - 1)
    }

    /// The findings a condition speaks of, each once, in the order they are met.
    static func findings(in condition: Condition, definitions: [Condition]) -> [FindingID] {
        var found: [FindingID] = []
        func walk(_ condition: Condition) {
            switch condition {
            case .finding(let finding): if !found.contains(finding) { found.append(finding) }
            case .definition(let index): walk(definitions[index])
            case .all(let parts), .any(let parts), .atLeast(_, let parts): for part in parts { walk(part) }
            case .not(let part), .doubtful(let part): walk(part)
            case .number, .score: break
            }
        }
        walk(condition)
        return found
    }

    /// The numbers a condition compares, each once.
    static func numbers(in condition: Condition, definitions: [Condition]) -> [NumberID] {
        switch condition {
        case .number(let number, _): return [number]
        case .definition(let index): return numbers(in: definitions[index], definitions: definitions)
        case .not(let part), .doubtful(let part): return numbers(in: part, definitions: definitions)
        case .all(let parts), .any(let parts), .atLeast(_, let parts):
            return Set(parts.flatMap { numbers(in: $0, definitions: definitions) }).sorted()
        case .finding, .score: return []
        }
    }
}
