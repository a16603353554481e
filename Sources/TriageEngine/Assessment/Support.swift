/// Collects the facts that make a condition what it is. One serves a thread for all its submissions.
struct Support: ~Copyable {
    /// A finding or number that counted, once each.
    enum Fact: Hashable {
        case finding(Int)
        case number(Int)
    }

    /// In the order the condition names them.
    private(set) var facts: [Fact] = []
    private let plan: ConditionPlan
    private let signals: Evaluation
    /// What each node of the plan was found to be for the submission at hand: rules share most of their parts.
    private let found: UnsafeMutablePointer<Truth>

    private enum Truth: UInt8 {
        case notAsked, isTrue, isFalse, isUnknown
    }

    init(plan: ConditionPlan, evaluation: Evaluation) {
        self.plan = plan
        signals = evaluation
        found = .allocate(capacity: max(plan.nodes.count, 1))
        found.initialize(repeating: .notAsked, count: max(plan.nodes.count, 1))
    }

    deinit { found.deallocate() }

    /// Forgets what was found; the evaluation holds another submission.
    mutating func begin() {
        removeAll()
        found.update(repeating: .notAsked, count: plan.nodes.count)
    }

    mutating func removeAll() { facts.removeAll(keepingCapacity: true) }

    /// Adds what makes the condition at a node true (or false); nothing when it is not that.
    mutating func explain(_ node: Int32, as wanted: Bool) {
        guard truth(node) == wanted else { return }
        let known = plan.nodes[Int(node)]
        switch known.kind {
        case .finding: add(.finding(Int(known.index)))
        case .number: add(.number(Int(known.index)))
        case .not: for part in plan.parts[known.parts] { explain(part, as: !wanted) }
        case .atLeast: for part in plan.parts[known.parts] { explain(part, as: wanted) }
        case .doubtful: for part in plan.parts[known.parts] { explainUnknown(part) }
        case .score: break
        }
    }

    /// Adds what the truth of the condition at a node still waits for.
    mutating func explainUnknown(_ node: Int32) {
        guard truth(node) == nil else { return }
        let known = plan.nodes[Int(node)]
        switch known.kind {
        case .finding: add(.finding(Int(known.index)))
        case .number: add(.number(Int(known.index)))
        case .not, .atLeast: for part in plan.parts[known.parts] { explainUnknown(part) }
        case .doubtful, .score: break
        }
    }

    /// Puts facts that something speaks of before the others, each in their order.
    mutating func putDoubtedFirst() {
        var doubted = 0
        for index in facts.indices {
            guard case .finding(let finding) = facts[index], signals.isDoubted(finding) else { continue }
            let fact = facts.remove(at: index)
            facts.insert(fact, at: doubted)
            doubted += 1
        }
    }

    /// Adds facts that stand in no condition.
    mutating func add(_ fact: Fact) {
        if !facts.contains(fact) { facts.append(fact) }
    }

    private func truth(_ node: Int32) -> Bool? {
        switch found[Int(node)] {
        case .isTrue: return true
        case .isFalse: return false
        case .isUnknown: return nil
        case .notAsked: break
        }
        let truth = evaluate(plan.nodes[Int(node)])
        found[Int(node)] = truth.map { $0 ? .isTrue : .isFalse } ?? .isUnknown
        return truth
    }

    private func evaluate(_ known: ConditionPlan.Node) -> Bool? {
        switch known.kind {
        case .finding: return signals.truth(Signal(Int(known.index)))
        case .number:
            return known.range.holds(low: signals.lows[Int(known.index)], high: signals.highs[Int(known.index)])
        case .score:
            let bounds = signals.bounds(ofScore: Int(known.index))
            return known.range.contains(known.isHigh ? bounds.high : bounds.low)
        case .not: return truth(plan.parts[Int(known.parts.first)]).map { !$0 }
        case .doubtful:
            guard truth(plan.parts[Int(known.parts.first)]) == nil else { return false }
            return plan.parts[known.findings].contains { finding in
                signals.state(Int(finding)) == .unknown && signals.isDoubted(Int(finding))
            }
        case .atLeast: return count(known)
        }
    }

    private func count(_ node: ConditionPlan.Node) -> Bool? {
        var held: Int32 = 0
        var refuted: Int32 = 0
        for part in plan.parts[node.parts] {
            switch truth(part) {
            case true?: held += 1
            case false?: refuted += 1
            case nil: break
            }
        }
        if held >= node.needed { return true }
        return Int32(node.parts.count) - refuted < node.needed ? false : nil
    }
}
