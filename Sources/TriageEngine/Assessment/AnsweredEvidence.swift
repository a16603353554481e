import TriageEvents

/// What answers and members say without the narrative, for keeping exceptions that the narrative brought about in
/// bounds.
///
/// Text may raise what answers say and never lower it. Statements of danger keep to that by themselves; an exception is
/// the one way in which something harmless, told in words, could take down a rule that the answers alone make true.
final class AnsweredEvidence {
    private let ruleset: Ruleset
    private let evaluation: Evaluation
    private let resolver: EvidenceResolver
    /// The findings that each exception's condition speaks of.
    private let findings: [[FindingID]]
    /// The most serious category that each exception lifts a rule of; nil: only rules without one.
    private let highestLifted: [TriageEvents.Category?]

    init(ruleset: Ruleset) {
        self.ruleset = ruleset
        evaluation = Evaluation(circuit: ruleset.decisions.circuit, numbers: ruleset.vocabulary.numbers)
        resolver = EvidenceResolver(vocabulary: ruleset.vocabulary)
        let definitions = ruleset.definitions.map(\.condition)
        findings = ruleset.exceptions.map { Circuit.findings(in: $0.condition, definitions: definitions) }
        highestLifted = ruleset.exceptions.indices.map { exception in
            ruleset.decisions.entries.filter { $0.liftedBy.contains(exception) }.compactMap(\.category).max()
        }
    }

    /// Makes what only the narrative says for an exception what the answers say of it, mostly unknown, where it lifts a
    /// rule that the answers alone make true, would not lift by themselves, and that is more serious than what was
    /// decided. Signs of danger stay, so nothing is lowered.
    ///
    /// - Returns: Whether anything was; gates are then to be evaluated anew.
    func withdrawExceptions(
        of decision: borrowing Decision, told ledger: borrowing EvidenceLedger, from told: Evaluation
    ) -> Bool {
        guard !decision.appliedExceptions.isEmpty else { return false }
        let decided = decision.category ?? .cramp
        guard decision.appliedExceptions.contains(where: { highestLifted[$0].map { $0 > decided } ?? false }),
            ledger.hasNarrative
        else { return false }
        resolver.settle(ledger, into: evaluation, withNarrative: false)
        evaluation.evaluateGates()
        var isChanged = false
        for exception in decision.appliedExceptions where lowersAnAnswer(exception, to: decided) {
            for finding in findings[exception] {
                let index = Int(finding.index)
                guard told.state(index) != evaluation.state(index), !isDanger(told.state(index), finding) else {
                    continue
                }
                told.set(index, evaluation.state(index))
                isChanged = true
            }
        }
        return isChanged
    }

    private func lowersAnAnswer(_ exception: Int, to decided: TriageEvents.Category) -> Bool {
        guard let signal = ruleset.decisions.exceptions[exception], evaluation.truth(signal) != true else {
            return false
        }
        return ruleset.decisions.entries.contains { entry in
            entry.liftedBy.contains(exception) && entry.category.map { $0 > decided } ?? false
                && evaluation.truth(entry.signal) == true
        }
    }

    /// Whether it speaks for an emergency or a clot.
    private func isDanger(_ state: FindingState, _ finding: FindingID) -> Bool {
        let fact = ruleset.vocabulary[finding]
        switch fact.group {
        case .emergency, .limb, .dvt, .risk:
            return state == .present && fact.danger == .present || state == .absent && fact.danger == .absent
        case .vein, .cramp, .context: return false
        }
    }
}
