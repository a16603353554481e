import TriageEvents

/// The figures of the cases with one label.
package struct LabelFigures: Sendable, Equatable {
    package let label: CaseLabel
    package let strict: Proportion
    package let lenient: Proportion
    /// Of all cases with the label, those that were missed.
    package let underTriaged: Proportion
    /// Of all cases with the label, those that an accepted label allows no miss of: the others cannot be missed.
    package let canBeMissed: Int
    package let overTriaged: Proportion
    /// Nil for labels that no false alarm can be about.
    package let falseAlarms: Proportion?

    /// - Parameters:
    ///   - label: The label.
    ///   - outcomes: Cases with any label.
    package init(_ label: CaseLabel, of outcomes: [CaseOutcome]) {
        let outcomes = outcomes.filter { $0.labelled.label == label }
        self.label = label
        strict = outcomes.share(where: \.isStrictlyRight)
        lenient = outcomes.share(where: \.isLenientlyRight)
        underTriaged = outcomes.share(where: \.isUnderTriaged)
        canBeMissed = outcomes.count { $0.labelled.lowestPriority > .routine }
        overTriaged = outcomes.share(where: \.isOverTriaged)
        falseAlarms = label.isHarmless ? outcomes.share(where: \.isFalseAlarm) : nil
    }
}
