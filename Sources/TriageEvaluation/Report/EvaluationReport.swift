import TriageEvents

/// The figures of one file of labelled cases, what went wrong, and whether the gates held.
package struct EvaluationReport: Sendable {
    /// A fixed part of the cases that nobody looks at while working on the ruleset.
    package struct HeldBack: Sendable {
        /// One case in so many is held back.
        package let parts: Int
        /// The part that may be looked at.
        package let open: EvaluationFigures
        /// The part that is held back.
        package let heldBack: EvaluationFigures
    }

    package let ruleset: RulesetIdentity?
    /// Over all cases.
    package let figures: EvaluationFigures
    /// Nil when nothing is held back.
    package let heldBack: HeldBack?
    /// The worst first, then in the order of the file; cases that are held back are not among them.
    package let misses: [CaseOutcome]
    /// In the order they were given; measured over all cases.
    package let gates: [EvaluationGate.Result]

    /// - Parameters:
    ///   - outcomes: In the order of the file.
    ///   - ruleset: Named in the report.
    ///   - parts: Hold one case in so many back; nil: none.
    ///   - gates: Bounds to keep.
    package init(
        _ outcomes: [CaseOutcome], ruleset: RulesetIdentity? = nil, holdingBackOneIn parts: Int? = nil,
        gates: [EvaluationGate] = []
    ) {
        self.ruleset = ruleset
        let figures = EvaluationFigures(outcomes)
        self.figures = figures
        var open = outcomes
        if let parts {
            open = outcomes.filter { !$0.labelled.isHeldBack(oneIn: parts) }
            heldBack = HeldBack(
                parts: parts, open: EvaluationFigures(open),
                heldBack: EvaluationFigures(outcomes.filter { $0.labelled.isHeldBack(oneIn: parts) }))
        } else {
            heldBack = nil
        }
        misses = Self.misses(of: open)
        self.gates = gates.map { $0.result(for: figures) }
    }

    /// Whether every gate held.
    package var passes: Bool { gates.allSatisfy(\.passes) }

    private static func misses(of outcomes: [CaseOutcome]) -> [CaseOutcome] {
        let missed = outcomes.filter { $0.miss != nil }
        return missed.enumerated().sorted { left, right in
            let (a, b) = (badness(left.element), badness(right.element))
            return a == b ? left.offset < right.offset : a < b
        }.map(\.element)
    }

    /// Smaller is worse: the kind of miss, then what was asked for, then how far off the priority is.
    private static func badness(_ outcome: CaseOutcome) -> (UInt8, Int, Int) {
        let asked = Int(outcome.labelled.lowestPriority.rawValue)
        let sent = outcome.decision.routing.map { Int($0.priority.rawValue) } ?? 0
        let miss = outcome.miss ?? .wrongCategory
        return (miss.rawValue, -asked, miss == .underTriaged ? sent - asked : -sent)
    }
}
