import TriageEvents

/// A labelled case beside what it was decided as.
package struct CaseOutcome: Sendable {
    package let labelled: LabelledCase
    package let decision: Decision

    package init(_ labelled: LabelledCase, _ decision: Decision) {
        self.labelled = labelled
        self.decision = decision
    }

    /// Whether the category is the label's own; no category is right for `out_of_scope` and `insufficient`.
    package var isStrictlyRight: Bool { answers(labelled.label) }

    /// Whether the category is that of any accepted label.
    package var isLenientlyRight: Bool { labelled.accepted.contains(where: answers) }

    /// Whether the priority lies below that of every accepted label. A dead letter reaches no lane, so it is missed
    /// by every label that asks for one above `routine`.
    package var isUnderTriaged: Bool {
        guard let routing = decision.routing else { return labelled.lowestPriority > .routine }
        return routing.priority < labelled.lowestPriority
    }

    /// Whether the priority lies above what every accepted label allows.
    package var isOverTriaged: Bool {
        decision.routing.map { $0.priority > labelled.highestPriority } ?? false
    }

    /// Whether a harmless text raised an alarm, and neither its label nor one of the acceptable ones is as serious:
    /// sent at `asap` or above, or as suspected DVT or emergency.
    package var isFalseAlarm: Bool {
        guard labelled.label.isHarmless, let routing = decision.routing else { return false }
        let alarmsByPriority = routing.priority >= .asap && isOverTriaged
        guard let category = routing.category, category >= .suspectedDVT else { return alarmsByPriority }
        return alarmsByPriority
            || !labelled.accepted.contains { label in label.category.map { $0 >= category } ?? false }
    }

    /// What is wrong with the decision, the worst only; nil when nothing is.
    package var miss: Miss? {
        if isUnderTriaged { return .underTriaged }
        if decision.routing == nil { return .rejected }
        if isFalseAlarm { return .falseAlarm }
        if !isLenientlyRight { return .wrongCategory }
        return nil
    }

    private func answers(_ label: CaseLabel) -> Bool {
        guard let routing = decision.routing else { return false }
        return routing.category == label.category
    }
}
