/// Collects the facts that make a condition what it is.
struct Support {
    /// A finding or number that counted, once each.
    enum Fact: Hashable {
        case finding(Int)
        case number(Int)
    }

    /// In the order the condition names them.
    private(set) var facts: [Fact] = []
    private let definitions: [Definition]
    private let signals: Evaluation

    init(definitions: [Definition], evaluation: Evaluation) {
        self.definitions = definitions
        signals = evaluation
    }

    mutating func removeAll() { facts.removeAll(keepingCapacity: true) }

    /// Adds what makes a condition true (or false); nothing when it is not that.
    mutating func explain(_ condition: Condition, as wanted: Bool) {
        guard truth(condition) == wanted else { return }
        switch condition {
        case .finding(let finding): add(.finding(Int(finding.index)))
        case .number(let number, _): add(.number(Int(number.index)))
        case .definition(let index): explain(definitions[index].condition, as: wanted)
        case .not(let part): explain(part, as: !wanted)
        case .all(let parts), .any(let parts), .atLeast(_, let parts):
            for part in parts { explain(part, as: wanted) }
        case .doubtful(let part): explainUnknown(part)
        case .score: break
        }
    }

    /// Adds what a condition's truth still waits for.
    mutating func explainUnknown(_ condition: Condition) {
        guard truth(condition) == nil else { return }
        switch condition {
        case .finding(let finding): add(.finding(Int(finding.index)))
        case .number(let number, _): add(.number(Int(number.index)))
        case .definition(let index): explainUnknown(definitions[index].condition)
        case .not(let part): explainUnknown(part)
        case .all(let parts), .any(let parts), .atLeast(_, let parts):
            for part in parts { explainUnknown(part) }
        case .doubtful, .score: break
        }
    }

    private mutating func add(_ fact: Fact) {
        if !facts.contains(fact) { facts.append(fact) }
    }

    private func truth(_ condition: Condition) -> Bool? {
        switch condition {
        case .finding(let finding):
            return signals.truth(Signal(Int(finding.index)))
        case .definition(let index): return truth(definitions[index].condition)
        case .not(let part): return truth(part).map { !$0 }
        case .all(let parts): return count(parts, atLeast: parts.count)
        case .any(let parts): return count(parts, atLeast: 1)
        case .atLeast(let needed, let parts): return count(parts, atLeast: needed)
        case .number(let number, let range):
            return range.holds(low: signals.lows[Int(number.index)], high: signals.highs[Int(number.index)])
        case .score(let score, let bound, let range):
            let bounds = signals.bounds(ofScore: score)
            return range.contains(bound == .low ? bounds.low : bounds.high)
        case .doubtful(let part):
            guard truth(part) == nil else { return false }
            return Circuit.findings(in: part, definitions: definitions.map(\.condition)).contains { finding in
                signals.state(Int(finding.index)) == .unknown && signals.isDoubted(Int(finding.index))
            }
        }
    }

    private func count(_ parts: [Condition], atLeast needed: Int) -> Bool? {
        var held = 0
        var refuted = 0
        for part in parts {
            switch truth(part) {
            case true?: held += 1
            case false?: refuted += 1
            case nil: break
            }
        }
        if held >= needed { return true }
        return parts.count - refuted < needed ? false : nil
    }
}
