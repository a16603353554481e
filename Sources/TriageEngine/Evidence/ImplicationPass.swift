/// Fills in what findings imply of others that nothing stated; two implications that disagree are settled by `danger`.
final class ImplicationPass {
    private let present: PlainList<Implications.Edge>
    private let absent: PlainList<Implications.Edge>
    private let dangers: PlainList<Finding.Danger>
    /// Findings that are dangerous when present, and when absent, a bit each.
    private let dangerousPresent: PlainList<UInt64>
    private let dangerousAbsent: PlainList<UInt64>
    private let wordCount: Int
    private let impliedPresent: UnsafeMutablePointer<UInt64>

    init(_ vocabulary: Vocabulary) {
        let implications = Implications(vocabulary)
        present = PlainList(implications.present)
        absent = PlainList(implications.absent)
        dangers = PlainList(vocabulary.findings.map(\.danger))
        wordCount = (vocabulary.findings.count + 63) / 64
        dangerousPresent = PlainList(Self.words(vocabulary, .present))
        dangerousAbsent = PlainList(Self.words(vocabulary, .absent))
        impliedPresent = .filled(wordCount, with: 0)
    }

    deinit {
        present.deallocate()
        absent.deallocate()
        dangers.deallocate()
        dangerousPresent.deallocate()
        dangerousAbsent.deallocate()
        impliedPresent.deallocate()
    }

    private static func words(_ vocabulary: Vocabulary, _ danger: Finding.Danger) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: (vocabulary.findings.count + 63) / 64)
        for (index, finding) in vocabulary.findings.enumerated() where finding.danger == danger {
            words[index / 64] |= UInt64(1) << UInt64(index % 64)
        }
        return words
    }

    /// Lets what answers imply win over the narrative where it is the more dangerous: text may raise what answers say, never
    /// lower it. Goes before `apply`, which then finds these settled.
    func overrule(_ statements: Statements, in evaluation: Evaluation, note: (_ finding: Int, _ impliedBy: Int) -> Void)
    {
        if isAny(evaluation.isFalse, unsaidIn: statements, of: dangerousPresent) {
            impliedPresent.update(from: statements.saidPresent, count: wordCount)
            for edge in present.all where isSet(edge.from) {
                let (word, bit) = (edge.to >> 6, UInt64(1) << UInt64(edge.to & 63))
                guard (statements.saidPresent[word] | statements.saidAbsent[word]) & bit == 0 else { continue }
                impliedPresent[word] |= bit
                guard dangers[edge.to] == .present, evaluation.state(edge.to) == .absent else { continue }
                evaluation.set(edge.to, .present)
                note(edge.to, edge.from)
            }
        }
        guard isAny(evaluation.isTrue, unsaidIn: statements, of: dangerousAbsent) else { return }
        impliedPresent.update(from: statements.saidAbsent, count: wordCount)
        for edge in absent.all where isSet(edge.from) {
            let (word, bit) = (edge.to >> 6, UInt64(1) << UInt64(edge.to & 63))
            guard (statements.saidPresent[word] | statements.saidAbsent[word]) & bit == 0 else { continue }
            impliedPresent[word] |= bit
            guard dangers[edge.to] == .absent, evaluation.state(edge.to) == .present else { continue }
            evaluation.set(edge.to, .absent)
            note(edge.to, edge.from)
        }
    }

    /// Whether the narrative alone put one of the findings where answers may imply the more dangerous opposite.
    private func isAny(
        _ settled: UnsafeMutablePointer<UInt64>, unsaidIn statements: Statements, of dangerous: PlainList<UInt64>
    ) -> Bool {
        for word in 0..<wordCount {
            let unsaid = ~(statements.saidPresent[word] | statements.saidAbsent[word])
            if settled[word] & unsaid & dangerous[word] != 0 { return true }
        }
        return false
    }

    @inline(__always)
    private func isSet(_ finding: Int) -> Bool {
        impliedPresent[finding &>> 6] &>> UInt64(truncatingIfNeeded: finding) & 1 != 0
    }

    /// What answers and members say, a bit a finding; borrowed.
    struct Statements {
        let saidPresent: UnsafePointer<UInt64>
        let saidAbsent: UnsafePointer<UInt64>
    }

    /// Fills in what follows from present and absent findings where nobody stated it; `stated` has a bit a finding. `note` is
    /// told each finding that was filled in, and by which.
    func apply(
        to evaluation: Evaluation, stated: UnsafeMutablePointer<UInt64>,
        note: (_ finding: Int, _ impliedBy: Int) -> Void
    ) {
        impliedPresent.update(repeating: 0, count: wordCount)
        let (isTrue, isFalse) = (evaluation.isTrue, evaluation.isFalse)
        for edge in present.all where isTrue[edge.from &>> 6] &>> UInt64(truncatingIfNeeded: edge.from) & 1 != 0 {
            let (word, bit) = (edge.to >> 6, UInt64(1) << UInt64(edge.to & 63))
            guard stated[word] & bit == 0 else { continue }
            impliedPresent[word] |= bit
            evaluation.set(edge.to, .present)
            note(edge.to, edge.from)
        }
        for edge in absent.all where isFalse[edge.from &>> 6] &>> UInt64(truncatingIfNeeded: edge.from) & 1 != 0 {
            let (word, bit) = (edge.to >> 6, UInt64(1) << UInt64(edge.to & 63))
            guard stated[word] & bit == 0 else { continue }
            let isBoth = impliedPresent[word] & bit != 0
            switch dangers[edge.to] {
            case .present where isBoth: evaluation.set(edge.to, .present)
            case .neither where isBoth: evaluation.set(edge.to, .unknown)
            default: evaluation.set(edge.to, .absent)
            }
            if !isBoth { note(edge.to, edge.from) }
        }
    }
}
