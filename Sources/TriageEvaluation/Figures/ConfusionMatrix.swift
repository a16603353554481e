/// How many cases of each label were decided as what.
package struct ConfusionMatrix: Sendable, Equatable {
    private var counts: [Int]

    package init(_ outcomes: [CaseOutcome]) {
        counts = Array(repeating: 0, count: CaseLabel.allCases.count * Verdict.allCases.count)
        for outcome in outcomes {
            counts[Self.place(outcome.labelled.label, outcome.decision.verdict)] += 1
        }
    }

    /// The number of cases with that label that were decided so.
    package subscript(label: CaseLabel, verdict: Verdict) -> Int {
        counts[Self.place(label, verdict)]
    }

    private static func place(_ label: CaseLabel, _ verdict: Verdict) -> Int {
        Int(label.rawValue) * Verdict.allCases.count + Int(verdict.rawValue)
    }
}
