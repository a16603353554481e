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

    /// What a condition comes to once its parts are there: a signal, or else a gate that is still to be added.
    ///
    /// Not an enumeration: Swift 6.3.1, optimising, never gave back the parts of one.
    private struct Outcome: Hashable {
        let signal: Signal?
        let kind: Gate.Kind
        let parts: [Signal]

        static func signal(_ signal: Signal) -> Outcome { Outcome(signal: signal, kind: .all, parts: []) }
        static func gate(_ kind: Gate.Kind, _ parts: [Signal]) -> Outcome {
            Outcome(signal: nil, kind: kind, parts: parts)
        }
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
        if let signal = outcome.signal { return signal }
        let signal = known[outcome] ?? append(outcome.kind, outcome.parts)
        known[outcome] = signal
        return signal
    }

    /// Adds conditions so that their signals stand side by side in their order, none of them negated, and gives the
    /// first one's index.
    mutating func addRow(_ conditions: [Condition]) -> Int {
        var outcomes: [Outcome] = []
        for condition in conditions { outcomes.append(addParts(of: condition)) }
        let first = signalCount
        for outcome in outcomes {
            if let signal = outcome.signal {
                _ = append(.all, [signal])
            } else {
                _ = append(outcome.kind, outcome.parts)
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
        if conditions.count == 1 { return .signal(add(conditions[0])) }
        return .gate(kind, conditions.map { add($0) })
    }

    private mutating func append(_ kind: Gate.Kind, _ signals: [Signal]) -> Signal {
        gates.append(Gate(kind: kind, parts: parts.appendRun(signals)))
        return Signal(signalCount - 1)
    }

    /// The signals that a gate's truth rests on.
    func signals(below gate: Int) -> [Signal] {
        let joined = Array(parts[gates[gate].parts.range])
        switch gates[gate].kind {
        case .all, .any, .atLeast, .number: return joined
        case .score(let score, _, _): return scoreItems[score].map(\.signal)
        case .doubtful(let signal): return joined + [signal]
        }
    }

    /// The findings a condition speaks of, each once, in the order they are met.
    static func findings(in condition: Condition, definitions: [Condition]) -> [FindingID] {
        var found: [FindingID] = []
        var isFound: Set<FindingID> = []
        // What a definition speaks of is met the first time; the ways to it may be without number.
        var isWalked: Set<Int> = []
        func walk(_ condition: Condition) {
            switch condition {
            case .finding(let finding): if isFound.insert(finding).inserted { found.append(finding) }
            case .definition(let index): if isWalked.insert(index).inserted { walk(definitions[index]) }
            case .all(let parts), .any(let parts), .atLeast(_, let parts): for part in parts { walk(part) }
            case .not(let part), .doubtful(let part): walk(part)
            case .number, .score: break
            }
        }
        walk(condition)
        return found
    }
}
