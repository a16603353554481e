/// What a set of labelled cases says about the ruleset.
package struct EvaluationFigures: Sendable {
    package let cases: Int
    /// Category as labelled, over all cases.
    package let strict: Proportion
    /// Category of any accepted label, over all cases.
    package let lenient: Proportion
    /// As `strict`, over the cases labelled with one of the four categories.
    package let strictInCategory: Proportion
    /// As `lenient`, over the cases labelled with one of the four categories.
    package let lenientInCategory: Proportion
    package let underTriaged: Proportion
    package let overTriaged: Proportion
    /// Over the cramp, vein and out-of-scope cases.
    package let falseAlarms: Proportion
    /// One for each label, in the order of the labels, also where there is no case.
    package let labels: [LabelFigures]
    package let confusion: ConfusionMatrix
    package let findings: FindingFigures

    package init(_ outcomes: [CaseOutcome]) {
        let inCategory = outcomes.filter { $0.labelled.label.category != nil }
        cases = outcomes.count
        strict = outcomes.share(where: \.isStrictlyRight)
        lenient = outcomes.share(where: \.isLenientlyRight)
        strictInCategory = inCategory.share(where: \.isStrictlyRight)
        lenientInCategory = inCategory.share(where: \.isLenientlyRight)
        underTriaged = outcomes.share(where: \.isUnderTriaged)
        overTriaged = outcomes.share(where: \.isOverTriaged)
        falseAlarms = outcomes.filter(\.labelled.label.isHarmless).share(where: \.isFalseAlarm)
        labels = CaseLabel.allCases.map { LabelFigures($0, of: outcomes) }
        confusion = ConfusionMatrix(outcomes)
        findings = FindingFigures(outcomes)
    }

    /// The figures of one label.
    package subscript(label: CaseLabel) -> LabelFigures {
        labels[Int(label.rawValue)]
    }
}

extension [CaseOutcome] {
    /// The share of the cases of which something holds.
    func share(where holds: (CaseOutcome) -> Bool) -> Proportion {
        Proportion(count(where: holds), of: count)
    }
}
