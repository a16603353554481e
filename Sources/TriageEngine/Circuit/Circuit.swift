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
    /// The signals that gates look at, in the order of their conditions.
    private(set) var parts: [Signal] = []
    /// Items of each score, in the order of the ruleset.
    private(set) var scoreItems: [[ScoreItem]] = []
    /// Signals below it are findings; the gate at place n gives signal `findingCount + n`.
    let findingCount: Int
    private let definitions: [Condition]
    private var definitionSignals: [Signal?]
    /// Gates by what they are, since many rules ask for the same.
    private var known: [Outcome: Signal] = [:]

    var signalCount: Int { findingCount + gates.count }

    /// What a condition comes to once its parts are there.
    private enum Outcome: Hashable {
        case signal(Signal)
        /// A gate that is still to be added.
        case gate(Gate.Kind, [Signal])
    }

    init(findingCount: Int, definitions: [Condition]) {
        self.findingCount = findingCount
        self.definitions = definitions
        definitionSignals = Array(repeating: nil, count: definitions.count)
    }

    /// Adds a score's items; scores are counted in the order of the calls.
    mutating func add(score: Score) {
        scoreItems.append(score.items.map { ScoreItem(signal: add($0.condition), points: $0.points) })
    }

    /// Adds what a condition needs and gives the signal of its truth.
    mutating func add(_ condition: Condition) -> Signal {
        let outcome = addParts(of: condition)
        switch outcome {
        case .signal(let signal): return signal
        case .gate(let kind, let parts):
            let signal = known[outcome] ?? append(kind, parts)
            known[outcome] = signal
            return signal
        }
    }

    /// Adds conditions so that their signals stand side by side in their order, none of them negated, and gives the first one's
    /// index.
    mutating func addRow(_ conditions: [Condition]) -> Int {
        var outcomes: [Outcome] = []
        for condition in conditions { outcomes.append(addParts(of: condition)) }
        let first = signalCount
        for outcome in outcomes {
            switch outcome {
            case .signal(let signal): _ = append(.all, [signal])
            case .gate(let kind, let parts): _ = append(kind, parts)
            }
        }
        return first
    }

    private mutating func addParts(of condition: Condition) -> Outcome {
        switch condition {
        case .finding(let finding):
            return .signal(Signal(Int(finding.index)))
        case .definition(let index):
            if let signal = definitionSignals[index] { return .signal(signal) }
            let signal = add(definitions[index])
            definitionSignals[index] = signal
            return .signal(signal)
        case .not(let part):
            return .signal(add(part).negated)
        case .all(let parts):
            return join(.all, parts)
        case .any(let parts):
            return join(.any, parts)
        case .atLeast(let count, let parts):
            return .gate(.atLeast(count), parts.map { add($0) })
        case .number(let number, let range):
            return .gate(.number(Int(number.index), range), [])
        case .score(let score, let bound, let range):
            return .gate(.score(score, bound, range), [])
        case .doubtful(let part):
            let signal = add(part)
            let leaves = Self.findings(in: part, definitions: definitions)
            return .gate(.doubtful(signal), leaves.map { Signal(Int($0.index)) })
        }
    }

    private mutating func join(_ kind: Gate.Kind, _ conditions: [Condition]) -> Outcome {
        let signals = conditions.map { add($0) }
        return signals.count == 1 ? .signal(signals[0]) : .gate(kind, signals)
    }

    private mutating func append(_ kind: Gate.Kind, _ signals: [Signal]) -> Signal {
        gates.append(Gate(kind: kind, parts: parts.appendRun(signals)))
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
