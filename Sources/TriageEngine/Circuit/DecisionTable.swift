import TriageEvents

/// The rules of a ruleset over one circuit, the most serious first.
struct DecisionTable: Sendable {
    struct Floor: Sendable {
        let priority: Priority
        let condition: Signal?
        let disposition: Int
        /// Among the rule's floors as its file gives them.
        let place: Int
    }

    /// Holds no reference, so that going over all rules retains nothing. Sendable although it holds pointers: what they
    /// point at is only read, and lives as long as the table.
    struct Entry: @unchecked Sendable {
        let rule: RuleID
        let signal: Signal
        let category: TriageEvents.Category?
        let priority: Priority?
        let disposition: Int
        /// The highest first.
        let floors: UnsafeBufferPointer<Floor>
        /// Indices into `Ruleset.exceptions` of those enabled that lift it.
        let liftedBy: UnsafeBufferPointer<Int>
        /// Rules, as indices into `Ruleset.rules`, beside whose reasons its own is left out.
        let saidBy: UnsafeBufferPointer<Int>
    }

    struct ScoreSignals: Sendable {
        let reportedWhen: Signal?
        let notApplicableWhen: Signal?
    }

    /// What entries point at. Sendable although it holds pointers: nothing is written after it is made.
    private final class Storage: @unchecked Sendable {
        private var floors: [UnsafeMutableBufferPointer<Floor>] = []
        private var indices: [UnsafeMutableBufferPointer<Int>] = []
        private(set) var entrySignals = UnsafeMutableBufferPointer<Signal>(start: nil, count: 0)

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

        /// Called once.
        func keep(entrySignals signals: [Signal]) {
            entrySignals = .allocate(capacity: signals.count)
            _ = entrySignals.initialize(from: signals)
        }

        deinit {
            entrySignals.deallocate()
            for kept in floors { kept.deallocate() }
            for kept in indices { kept.deallocate() }
        }
    }

    private let storage: Storage
    let circuit: Circuit
    /// Enabled rules: by category, then by priority, then in the order of the files; those without a category last.
    let entries: [Entry]
    /// The signal of each entry.
    var entrySignals: UnsafeBufferPointer<Signal> { UnsafeBufferPointer(storage.entrySignals) }
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
        var entries: [Entry] = []
        for (index, rule) in parts.rules.enumerated() where rule.isEnabled {
            let signal = circuit.add(rule.condition)
            var floors: [Floor] = []
            for (place, floor) in rule.floors.enumerated() {
                let condition = floor.condition.map { circuit.add($0) }
                floors.append(
                    Floor(
                        priority: floor.priority, condition: condition, disposition: floor.disposition, place: place))
            }
            entries.append(
                Entry(
                    rule: RuleID(index), signal: signal, category: rule.category, priority: rule.priority,
                    disposition: rule.disposition ?? 0,
                    floors: storage.keep(
                        floors.enumerated().sorted {
                            ($1.element.priority, $0.offset) < ($0.element.priority, $1.offset)
                        }.map(\.element)), liftedBy: storage.keep(rule.liftedBy.filter { exceptions[$0] != nil }),
                    saidBy: storage.keep(rule.saidBy.map { Int($0.index) })))
        }
        var scores: [ScoreSignals] = []
        for score in parts.scores {
            let reportedWhen = score.reportedWhen.map { circuit.add($0) }
            let notApplicableWhen = score.notApplicableWhen.map { circuit.add($0) }
            scores.append(ScoreSignals(reportedWhen: reportedWhen, notApplicableWhen: notApplicableWhen))
        }
        entries.sort { Self.seriousness($0) > Self.seriousness($1) }
        storage.keep(entrySignals: entries.map(\.signal))
        self.storage = storage
        self.circuit = circuit
        self.exceptions = exceptions
        self.scores = scores
        self.entries = entries
        var words = [UInt64](repeating: 0, count: (parts.vocabulary.findings.count + 63) / 64)
        for (index, finding) in parts.vocabulary.findings.enumerated() {
            switch finding.group {
            case .emergency, .limb, .dvt, .vein, .cramp: words[index / 64] |= UInt64(1) << UInt64(index % 64)
            case .risk, .context: break
            }
        }
        complaintWords = words
    }

    private static func seriousness(_ entry: Entry) -> (Int, Int, Int) {
        (
            entry.category.map { Int($0.rawValue) } ?? -1, entry.priority.map { Int($0.rawValue) } ?? -1,
            -Int(entry.rule.index)
        )
    }
}
