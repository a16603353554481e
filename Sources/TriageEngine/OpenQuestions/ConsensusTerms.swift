/// Finds what terms that ask for opposite facts have in common: with "a and b" and "not a and c", "b and c" is enough.
/// Where both need "b", neither of them is needed.
struct ConsensusTerms {
    /// Found at most; a ruleset whose rules seldom ask for the absence of something has few.
    static let limit = 256

    struct Found {
        let term: Term
        let level: OpenQuestionTable.Level
        let lifts: UInt64
    }

    private var known: [Found]
    private(set) var found: [Found] = []

    /// Only facts that every answer to the questions settles stand opposite each other; others may stay unknown, and
    /// then neither of two such terms is true.
    init(of terms: [Found], questions: [Question]) {
        known = terms
        let settled = Self.alwaysSettled(by: questions)
        var next = 0
        var withOpposite = Self.indicesByLiteral(terms)
        while next < known.count, found.count < Self.limit {
            let one = known[next]
            for literal in one.term.literals where found.count < Self.limit && settled.contains(literal.finding) {
                for index in withOpposite[-Self.key(literal)] ?? [] where index < next {
                    add(one, known[index], without: literal, &withOpposite)
                }
            }
            next += 1
        }
    }

    /// Findings that some question asks for, and that each such question settles whatever is answered.
    private static func alwaysSettled(by questions: [Question]) -> Set<Int> {
        var settled: Set<Int> = []
        var open: Set<Int> = []
        for question in questions {
            let answers = question.options.filter { !$0.effect.isEmpty }.map { option in
                Set(option.effect.settings.map { Int($0.finding.index) })
            }
            let all = answers.reduce(into: Set<Int>()) { $0.formUnion($1) }
            let isSettling = question.kind == .choices && question.unselected == .absent
            for finding in all {
                if isSettling || answers.allSatisfy({ $0.contains(finding) }) {
                    settled.insert(finding)
                } else {
                    open.insert(finding)
                }
            }
        }
        return settled.subtracting(open)
    }

    /// Never 0; of opposite literals one is the negative of the other.
    private static func key(_ literal: Term.Literal) -> Int {
        literal.isPresent ? literal.finding + 1 : -literal.finding - 1
    }

    private static func indicesByLiteral(_ terms: [Found]) -> [Int: [Int]] {
        var indices: [Int: [Int]] = [:]
        for (index, one) in terms.enumerated() {
            for literal in one.term.literals { indices[key(literal), default: []].append(index) }
        }
        return indices
    }

    private mutating func add(
        _ one: Found, _ other: Found, without literal: Term.Literal, _ indices: inout [Int: [Int]]
    ) {
        var left = one.term
        var right = other.term
        left.literals.removeAll { $0.finding == literal.finding }
        right.literals.removeAll { $0.finding == literal.finding }
        guard let term = left.merged(with: right) else { return }
        let new = Found(
            term: term,
            level: OpenQuestionTable.Level(
                category: min(one.level.category, other.level.category),
                priority: min(one.level.priority, other.level.priority)), lifts: one.lifts | other.lifts)
        let isKnown = known.contains { old in
            old.level.category >= new.level.category && old.level.priority >= new.level.priority
                && old.lifts & ~new.lifts == 0 && old.term.covers(term)
        }
        guard !isKnown else { return }
        for literal in term.literals { indices[Self.key(literal), default: []].append(known.count) }
        known.append(new)
        found.append(new)
    }
}
