/// What answers and members say without the narrative, for keeping exceptions that the narrative brought about in bounds.
///
/// Text may raise what answers say and never lower it. Statements of danger keep to that by themselves; an exception is the one
/// way in which something harmless, told in words, could take down a rule that the answers alone make true.
final class AnsweredEvidence {
    private let ruleset: Ruleset
    private let evaluation: Evaluation
    private let resolver: EvidenceResolver

    init(ruleset: Ruleset) {
        self.ruleset = ruleset
        evaluation = Evaluation(circuit: ruleset.decisions.circuit, numbers: ruleset.vocabulary.numbers)
        resolver = EvidenceResolver(vocabulary: ruleset.vocabulary)
    }

    /// Makes what only the narrative says for an exception unknown again, where it lifts a rule that the answers alone make true and
    /// would not lift by themselves. Only what is told in the harmless direction is withdrawn, so nothing is lowered by it.
    ///
    /// - Returns: Whether anything was; gates are then to be evaluated anew.
    func withdrawExceptions(_ applied: [Int], told ledger: borrowing EvidenceLedger, from told: Evaluation) -> Bool {
        guard !applied.isEmpty, ledger.entries.contains(where: { $0.origin.isNarrative }) else { return false }
        resolver.settle(ledger, into: evaluation, withNarrative: false)
        evaluation.evaluateGates()
        var isChanged = false
        for exception in applied where lowersAnAnswer(exception) {
            let condition = ruleset.exceptions[exception].condition
            for finding in Circuit.findings(in: condition, definitions: ruleset.definitions.map(\.condition)) {
                let index = Int(finding.index)
                guard evaluation.state(index) == .unknown, isHarmless(told.state(index), finding) else { continue }
                told.set(index, .unknown)
                isChanged = true
            }
        }
        return isChanged
    }

    private func lowersAnAnswer(_ exception: Int) -> Bool {
        guard let signal = ruleset.decisions.exceptions[exception], evaluation.truth(signal) != true else {
            return false
        }
        return ruleset.decisions.entries.contains { entry in
            entry.liftedBy.contains(exception) && evaluation.truth(entry.signal) == true
        }
    }

    private func isHarmless(_ state: FindingState, _ finding: FindingID) -> Bool {
        switch (state, ruleset.vocabulary[finding].danger) {
        case (.present, .absent), (.absent, .present): true
        default: false
        }
    }
}
