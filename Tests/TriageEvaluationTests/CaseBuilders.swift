import TriageEngine
import TriageEvents

@testable import TriageEvaluation

/// A labelled text beside a decision, written as briefly as a table wants it.
func outcome(
    _ label: CaseLabel, _ acceptable: [CaseLabel] = [], minimum: Priority? = nil, id: String = "a", line: Int = 1,
    text: String = "", labelled: [LabelledCase.LabelledFinding] = [], is category: TriageEvents.Category?,
    at priority: Priority, found: [LabelledCase.LabelledFinding] = [], reasons: [Decision.Reason] = [],
    review: [String] = []
) -> CaseOutcome {
    CaseOutcome(
        LabelledCase(
            line: line, id: id, input: .text(Array(text.utf8)), label: label, acceptable: acceptable,
            minimumPriority: minimum, findings: labelled),
        Decision(
            Decision.Routing(
                category: category, status: category == nil ? .undetermined : .provisional, priority: priority),
            reasons: reasons, review: review, findings: found))
}

/// A labelled text that became a dead letter.
func deadLetter(_ label: CaseLabel, id: String = "a") -> CaseOutcome {
    CaseOutcome(
        LabelledCase(line: 1, id: id, input: .text([]), label: label), Decision(rejection: "invalid_json"))
}

func present(_ name: String) -> LabelledCase.LabelledFinding { .init(name: name, state: .present) }
func absent(_ name: String) -> LabelledCase.LabelledFinding { .init(name: name, state: .absent) }
func unknown(_ name: String) -> LabelledCase.LabelledFinding { .init(name: name, state: .unknown) }
