/// What findings imply of each other, in an order in which one pass settles all.
struct Implications: Sendable {
    struct Edge: Sendable {
        let from: Int
        let to: Int
    }

    /// Present there follows from present here; sources before targets.
    let present: [Edge]
    /// Absent there follows from absent here; sources before targets.
    let absent: [Edge]

    init(_ vocabulary: Vocabulary) {
        present = Self.edges(vocabulary, \.implies)
        absent = Self.edges(vocabulary, \.absentImplies)
    }

    private static func edges(_ vocabulary: Vocabulary, _ key: KeyPath<Finding, [FindingID]>) -> [Edge] {
        let findings = vocabulary.findings
        let targetsFirst = CycleSearch.dependenciesFirst(count: findings.count) { index in
            findings[index][keyPath: key].map { Int($0.index) }
        }
        return targetsFirst.reversed().flatMap { from in
            findings[from][keyPath: key].map { Edge(from: from, to: Int($0.index)) }
        }
    }
}
