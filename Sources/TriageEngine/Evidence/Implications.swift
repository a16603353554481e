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
        present = Self.edges(vocabulary.findings.map(\.implies))
        absent = Self.edges(vocabulary.findings.map(\.absentImplies))
    }

    /// The edges from what each finding implies, which is given in the order of the vocabulary.
    private static func edges(_ implied: [[FindingID]]) -> [Edge] {
        let targetsFirst = CycleSearch.dependenciesFirst(count: implied.count) { from in
            implied[from].map { Int($0.index) }
        }
        return targetsFirst.reversed().flatMap { from in
            implied[from].map { Edge(from: from, to: Int($0.index)) }
        }
    }
}
