import JSON
package import TriageEvents

/// The last assessment of a chain, by name: for cases, evaluation and explanation, not for the flow.
package struct AssessmentView: Sendable {
    /// Nil when undetermined.
    package let category: TriageEvents.Category?
    package let status: Status
    package let priority: Priority
    /// Code of the disposition.
    package let disposition: String
    package let review: ReviewFlags
    /// Rules that are true, the most serious first.
    package let trueRules: [String]
    /// Rules that are neither true nor false, the most serious first.
    package let notExcludedRules: [String]
    /// Exceptions that lifted a rule.
    package let appliedExceptions: [String]
    /// Names that reasons carry, in their order: true rules, applied exceptions, floors, review words.
    package let reasons: [String]
    /// Reported scores.
    package let scores: [(name: String, low: Double, high: Double)]
    /// Names of the open questions, the most decisive first.
    package let openQuestions: [String]
    /// All that is not unknown, in the order of the vocabulary.
    package let findings: [(name: String, state: FindingState)]
    /// All that is not unknown, in the order of the vocabulary.
    package let numbers: [(name: String, low: Double, high: Double)]
    private let vocabulary: Vocabulary

    init(_ ruleset: Ruleset, _ assessor: Assessor, _ contents: EventContents) {
        let entries = ruleset.decisions.entries
        category = assessor.decision.category
        status = assessor.decision.status
        priority = assessor.decision.priority
        disposition = ruleset.dispositions[assessor.decision.disposition].code
        review = assessor.review
        trueRules = assessor.decision.trueEntries.map { ruleset.name(of: entries[$0].rule) }
        notExcludedRules = assessor.decision.openEntries.map { ruleset.name(of: entries[$0].rule) }
        appliedExceptions = assessor.decision.appliedExceptions.map { ruleset.exceptions[$0].name }
        reasons = contents.reasons.map(\.string)
        scores = ruleset.scores.indices.filter { ruleset.isReported(score: $0, assessor.evaluation) }.map { score in
            let bounds = assessor.evaluation.bounds(ofScore: score)
            return (ruleset.scores[score].name, bounds.low, bounds.high)
        }
        openQuestions = contents.openQuestions.map { ruleset.name(of: $0.question) }
        vocabulary = ruleset.vocabulary
        let evaluation = assessor.evaluation
        findings = vocabulary.findings.enumerated().compactMap { index, finding in
            let state = evaluation.state(index)
            return state == .unknown ? nil : (finding.name, state)
        }
        numbers = vocabulary.numbers.enumerated().compactMap { index, number in
            evaluation.isNumberUnknown(index)
                ? nil : (number.name, evaluation.lows[index], evaluation.highs[index])
        }
    }

    /// The settled state of a finding; nil for a name the ruleset does not have.
    package func state(ofFinding name: String) -> FindingState? {
        guard vocabulary.finding(named: name) != nil else { return nil }
        return findings.first { $0.name == name }?.state ?? .unknown
    }

    /// The settled interval of a number; nil while it is unknown.
    package func interval(ofNumber name: String) -> (low: Double, high: Double)? {
        numbers.first { $0.name == name }.map { ($0.low, $0.high) }
    }

    /// The bounds of a score; nil when it is not reported.
    package func bounds(ofScore name: String) -> (low: Double, high: Double)? {
        scores.first { $0.name == name }.map { ($0.low, $0.high) }
    }
}
