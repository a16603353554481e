/// Fills in what findings imply of others that nothing stated; two implications that disagree are settled by `danger`.
final class ImplicationPass {
    private let implications: Implications
    private let dangers: [Finding.Danger]
    private var stated: [UInt64]
    private var impliedPresent: [UInt64]

    init(_ vocabulary: Vocabulary) {
        implications = Implications(vocabulary)
        dangers = vocabulary.findings.map(\.danger)
        stated = Array(repeating: 0, count: (vocabulary.findings.count + 63) / 64)
        impliedPresent = stated
    }

    /// Takes what is known in the evaluation for stated. `note` is told each finding that was filled in, and by which.
    func apply(to evaluation: Evaluation, note: (_ finding: Int, _ impliedBy: Int) -> Void = { _, _ in }) {
        for word in stated.indices {
            stated[word] = evaluation.isTrue[word] | evaluation.isFalse[word]
            impliedPresent[word] = 0
        }
        apply(to: evaluation, stated: stated, note: note)
    }

    /// The same with an own notion of what was stated, a bit a finding.
    func apply(to evaluation: Evaluation, stated: [UInt64], note: (_ finding: Int, _ impliedBy: Int) -> Void) {
        for word in impliedPresent.indices { impliedPresent[word] = 0 }
        for edge in implications.present where evaluation.state(edge.from) == .present {
            let (word, bit) = (edge.to >> 6, UInt64(1) << UInt64(edge.to & 63))
            guard stated[word] & bit == 0 else { continue }
            impliedPresent[word] |= bit
            evaluation.set(edge.to, .present)
            note(edge.to, edge.from)
        }
        for edge in implications.absent where evaluation.state(edge.from) == .absent {
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
