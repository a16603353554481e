/// Fills in what findings imply of others that nothing stated; two implications that disagree are settled by `danger`.
final class ImplicationPass {
    private let present: PlainList<Implications.Edge>
    private let absent: PlainList<Implications.Edge>
    private let dangers: PlainList<Finding.Danger>
    /// Findings that are dangerous when present, and when absent, a bit each.
    private let dangerousPresent: PlainList<UInt64>
    private let dangerousAbsent: PlainList<UInt64>
    private let wordCount: Int
    /// What is there and what follows from it, of the state at hand.
    private let implied: UnsafeMutablePointer<UInt64>

    init(_ vocabulary: Vocabulary) {
        let implications = Implications(vocabulary)
        present = PlainList(implications.present)
        absent = PlainList(implications.absent)
        dangers = PlainList(vocabulary.findings.map(\.danger))
        wordCount = (vocabulary.findings.count + 63) / 64
        dangerousPresent = PlainList(Self.words(vocabulary, .present))
        dangerousAbsent = PlainList(Self.words(vocabulary, .absent))
        implied = .filled(wordCount, with: 0)
    }

    deinit {
        present.deallocate()
        absent.deallocate()
        dangers.deallocate()
        dangerousPresent.deallocate()
        dangerousAbsent.deallocate()
        implied.deallocate()
    }

    private static func words(_ vocabulary: Vocabulary, _ danger: Finding.Danger) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: (vocabulary.findings.count + 63) / 64)
        for (index, finding) in vocabulary.findings.enumerated() where finding.danger == danger {
            words[index / 64] |= UInt64(1) << UInt64(index % 64)
        }
        return words
    }

    /// Lets what answers imply win over the narrative where it is the more dangerous: text may raise what answers say,
    /// never lower it. Goes before `apply`, which then finds these settled.
    func overrule(
        _ statements: Statements, in evaluation: Evaluation, note: (_ finding: Int, _ impliedBy: Int) -> Void
    ) {
        overrule(.present, present, statements.saidPresent, evaluation.isFalse, dangerousPresent)
        overrule(.absent, absent, statements.saidAbsent, evaluation.isTrue, dangerousAbsent)

        /// What follows from findings in a state that answers say, where the narrative alone says the harmless
        /// opposite.
        func overrule(
            _ state: FindingState, _ edges: PlainList<Implications.Edge>, _ said: UnsafePointer<UInt64>,
            _ opposite: UnsafeMutablePointer<UInt64>, _ dangerous: PlainList<UInt64>
        ) {
            func isUnsaid(_ word: Int) -> UInt64 { ~(statements.saidPresent[word] | statements.saidAbsent[word]) }
            guard (0..<wordCount).contains(where: { opposite[$0] & isUnsaid($0) & dangerous[$0] != 0 }) else { return }
            implied.update(from: said, count: wordCount)
            for edge in edges.all where implied.contains(edge.from) {
                let (word, bit) = (edge.to >> 6, UInt64(1) << UInt64(edge.to & 63))
                guard isUnsaid(word) & bit != 0 else { continue }
                implied[word] |= bit
                guard dangerous[word] & opposite[word] & bit != 0 else { continue }
                evaluation.set(edge.to, state)
                note(edge.to, edge.from)
            }
        }
    }

    /// What answers and members say, a bit a finding; borrowed.
    struct Statements {
        let saidPresent: UnsafePointer<UInt64>
        let saidAbsent: UnsafePointer<UInt64>
    }

    /// Fills in what follows from present and absent findings where nobody stated it; `stated` has a bit a finding.
    /// `note` is told each finding that was filled in, and by which.
    func apply(
        to evaluation: Evaluation, stated: UnsafeMutablePointer<UInt64>,
        note: (_ finding: Int, _ impliedBy: Int) -> Void
    ) {
        implied.update(repeating: 0, count: wordCount)
        let (isTrue, isFalse) = (evaluation.isTrue, evaluation.isFalse)
        for edge in present.all where isTrue.contains(edge.from) {
            let (word, bit) = (edge.to >> 6, UInt64(1) << UInt64(edge.to & 63))
            guard stated[word] & bit == 0 else { continue }
            implied[word] |= bit
            evaluation.set(edge.to, .present)
            note(edge.to, edge.from)
        }
        for edge in absent.all where isFalse.contains(edge.from) {
            let (word, bit) = (edge.to >> 6, UInt64(1) << UInt64(edge.to & 63))
            guard stated[word] & bit == 0 else { continue }
            let isBoth = implied[word] & bit != 0
            switch dangers[edge.to] {
            case .present where isBoth: evaluation.set(edge.to, .present)
            case .neither where isBoth: evaluation.set(edge.to, .unknown)
            default: evaluation.set(edge.to, .absent)
            }
            if !isBoth { note(edge.to, edge.from) }
        }
    }
}
