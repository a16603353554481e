/// Writes conditions as all the ways in which they become true once nothing is unknown any more.
///
/// Doubts count as false then. Score bounds do, too: they matter to rules without a category only.
struct TermExpansion {
    /// Ways kept for one condition in any case, the shortest first; beyond them a way is kept while one of its facts
    /// stands in fewer than `waysPerFact`. Ways that differ only in facts which others show already would find the same
    /// questions.
    static let limit = 48
    static let waysPerFact = 4

    private let definitions: [Condition]
    /// Whether doubts are taken for true rather than false.
    private let holdsDoubts: Bool
    private var known: [Key: [Term]] = [:]

    private struct Key: Hashable {
        let definition: Int
        let isWanted: Bool
    }

    init(definitions: [Condition], holdsDoubts: Bool = false) {
        self.definitions = definitions
        self.holdsDoubts = holdsDoubts
    }

    /// The ways in which a condition becomes true (or false), none of which another one covers.
    mutating func terms(of condition: Condition, as wanted: Bool) -> [Term] {
        switch condition {
        case .finding(let finding):
            return [Term(literals: [Term.Literal(finding: Int(finding.index), isPresent: wanted)])]
        case .definition(let index):
            let key = Key(definition: index, isWanted: wanted)
            if let terms = known[key] { return terms }
            let terms = terms(of: definitions[index], as: wanted)
            known[key] = terms
            return terms
        case .not(let part): return terms(of: part, as: !wanted)
        case .all(let parts): return atLeast(wanted ? parts.count : 1, of: parts, as: wanted)
        case .any(let parts): return atLeast(wanted ? 1 : parts.count, of: parts, as: wanted)
        case .atLeast(let count, let parts):
            return atLeast(wanted ? count : parts.count - count + 1, of: parts, as: wanted)
        case .number(let number, let range):
            let ranges = wanted ? [range] : range.complement
            return ranges.map { Term(bounds: [Term.Bound(number: Int(number.index), range: $0)]) }
        case .doubtful where holdsDoubts: return [Term()]
        case .score, .doubtful: return wanted ? [] : [Term()]
        }
    }

    private mutating func atLeast(_ count: Int, of parts: [Condition], as wanted: Bool) -> [Term] {
        // ways[n]: ways in which n of the parts seen so far are as wanted.
        var ways: [[Term]] = Array(repeating: [], count: count + 1)
        ways[0] = [Term()]
        for part in parts {
            let terms = terms(of: part, as: wanted)
            for reached in stride(from: count - 1, through: 0, by: -1) where !ways[reached].isEmpty {
                var more = ways[reached + 1]
                for way in ways[reached] {
                    for term in terms {
                        if let merged = way.merged(with: term) { more.append(merged) }
                    }
                }
                ways[reached + 1] = absorbed(more)
            }
        }
        return ways[count]
    }

    private mutating func absorbed(_ terms: [Term]) -> [Term] {
        guard terms.count > 1 else { return terms }
        var kept: [Term] = []
        var counts: [Int: Int] = [:]
        for term in terms.enumerated().sorted(by: { ($0.element.size, $0.offset) < ($1.element.size, $1.offset) }) {
            let facts = term.element.facts
            if kept.count >= Self.limit, !facts.contains(where: { counts[$0, default: 0] < Self.waysPerFact }) {
                continue
            }
            if kept.contains(where: { $0.covers(term.element) }) { continue }
            kept.append(term.element)
            for fact in facts { counts[fact, default: 0] += 1 }
        }
        return kept
    }
}

extension Term {
    /// A number for each fact it names.
    fileprivate var facts: [Int] {
        literals.map { $0.finding * 2 + ($0.isPresent ? 1 : 0) } + bounds.map { -1 - $0.number }
    }
}
