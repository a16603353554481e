import TriageEvents

/// The rules of a ruleset over one circuit, the most serious first.
struct DecisionTable: Sendable {
    struct Floor: Sendable {
        let urgency: Urgency
        let condition: Signal?
        let disposition: Int
        /// Among the rule's floors as its file gives them.
        let place: Int

        var priority: Priority { urgency.priority }
    }

    /// Holds no reference, so that going over all rules retains nothing. Sendable although it holds pointers: what they
    /// point at is only read, and lives as long as the table.
    struct Entry: @unchecked Sendable {
        let rule: RuleID
        let signal: Signal
        let category: TriageEvents.Category?
        /// Nil for a rule without a priority.
        let urgency: Urgency?
        let disposition: Int
        let review: ReviewFlags
        /// The most urgent first.
        let floors: UnsafeBufferPointer<Floor>
        /// Indices into `Ruleset.exceptions` of those enabled that lift it.
        let liftedBy: UnsafeBufferPointer<Int>
        /// Rules, as indices into `Ruleset.rules`, beside whose reasons its own is left out.
        let saidBy: UnsafeBufferPointer<Int>
        /// Its reason is told only where it decides.
        let yields: Bool

        var priority: Priority? { urgency?.priority }
    }

    struct ScoreSignals: Sendable {
        let reportedWhen: Signal?
        let notApplicableWhen: Signal?
    }

    /// What entries point at. Sendable although it holds pointers: nothing is written after it is made.
    private final class Storage: @unchecked Sendable {
        private var floors: [UnsafeMutableBufferPointer<Floor>] = []
        private var indices: [UnsafeMutableBufferPointer<Int>] = []

        func keep(_ floors: [Floor]) -> UnsafeBufferPointer<Floor> {
            let kept = UnsafeMutableBufferPointer<Floor>.allocate(capacity: floors.count)
            _ = kept.initialize(from: floors)
            self.floors.append(kept)
            return UnsafeBufferPointer(kept)
        }

        func keep(_ indices: [Int]) -> UnsafeBufferPointer<Int> {
            let kept = UnsafeMutableBufferPointer<Int>.allocate(capacity: indices.count)
            _ = kept.initialize(from: indices)
            self.indices.append(kept)
            return UnsafeBufferPointer(kept)
        }

        deinit {
            for kept in floors { kept.deallocate() }
            for kept in indices { kept.deallocate() }
        }
    }

    private let storage: Storage
    let circuit: Circuit
    /// Enabled rules: by category, then by priority, then in the order of the files; those without a category last,
    /// and of them, of one priority, those that yield.
    let entries: [Entry]
    /// The index of the first entry's signal; those of the others follow in their order.
    let firstEntrySignal: Int
    /// Signal of each exception; nil when it is disabled.
    let exceptions: [Signal?]
    let scores: [ScoreSignals]
    /// Findings of groups that a complaint about a leg consists of, a bit each.
    let complaintWords: [UInt64]

    init(_ parts: Ruleset.Parts) {
        let storage = Storage()
        var circuit = Circuit(
            findingCount: parts.vocabulary.findings.count, definitions: parts.definitions.map(\.condition))
        for score in parts.scores { circuit.add(score: score) }
        var exceptions: [Signal?] = []
        for exception in parts.exceptions {
            exceptions.append(exception.isEnabled ? circuit.add(exception.condition) : nil)
        }
        let rules = parts.rules.indices.filter { parts.rules[$0].isEnabled }.sorted {
            Self.seriousness(parts.rules[$0], $0) > Self.seriousness(parts.rules[$1], $1)
        }
        let floors = rules.map { rule in
            parts.rules[rule].floors.enumerated().map { place, floor in
                Floor(
                    urgency: parts.dispositions.urgency(floor.priority, floor.disposition),
                    condition: floor.condition.map { circuit.add($0) }, disposition: floor.disposition, place: place)
            }
        }
        var scores: [ScoreSignals] = []
        for score in parts.scores {
            let reportedWhen = score.reportedWhen.map { circuit.add($0) }
            let notApplicableWhen = score.notApplicableWhen.map { circuit.add($0) }
            scores.append(ScoreSignals(reportedWhen: reportedWhen, notApplicableWhen: notApplicableWhen))
        }
        let first = circuit.addRow(rules.map { parts.rules[$0].condition })
        entries = rules.enumerated().map { place, index in
            let rule = parts.rules[index]
            let mostUrgentFirst = floors[place].enumerated().sorted {
                ($1.element.urgency, $0.offset) < ($0.element.urgency, $1.offset)
            }
            return Entry(
                rule: RuleID(index), signal: Signal(first + place), category: rule.category,
                urgency: rule.priority.map { parts.dispositions.urgency($0, rule.disposition ?? 0) },
                disposition: rule.disposition ?? 0, review: rule.review,
                floors: storage.keep(mostUrgentFirst.map(\.element)),
                liftedBy: storage.keep(rule.liftedBy.filter { exceptions[$0] != nil }),
                saidBy: storage.keep(rule.saidBy.map { Int($0.index) }), yields: rule.yields)
        }
        firstEntrySignal = first
        self.storage = storage
        self.circuit = circuit
        self.exceptions = exceptions
        self.scores = scores
        var words = [UInt64](repeating: 0, count: (parts.vocabulary.findings.count + 63) / 64)
        for (index, finding) in parts.vocabulary.findings.enumerated() {
            switch finding.group {
            case .emergency, .limb, .dvt, .vein, .cramp: words[index / 64] |= UInt64(1) << UInt64(index % 64)
            case .risk, .context: break
            }
        }
        complaintWords = words
    }

    private static func seriousness(_ rule: Rule, _ index: Int) -> (Int, Int, Int, Int) {
        (
            rule.category.map { Int($0.rawValue) } ?? -1, rule.priority.map { Int($0.rawValue) } ?? -1,
            rule.yields ? 0 : 1, -index
        )
    }
}
