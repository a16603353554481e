package import TriageEngine
package import TriageEvents

/// What the program made of one labelled case.
package struct Decision: Sendable, Equatable {
    /// A rule (or the reason for having none) and what it rests on.
    package struct Reason: Sendable, Equatable {
        package let rule: String
        package let evidence: [Evidence]

        package init(rule: String, evidence: [Evidence]) {
            self.rule = rule
            self.evidence = evidence
        }
    }

    /// A finding's state and where it comes from.
    package struct Evidence: Sendable, Equatable {
        package let finding: String
        package let state: String
        /// A question's id, a member's path, or `a..<b` for UTF-8 byte offsets into the narrative; empty when derived.
        package let origin: String

        package init(finding: String, state: String, origin: String) {
            self.finding = finding
            self.state = state
            self.origin = origin
        }
    }

    /// What was published.
    package struct Routing: Sendable, Equatable {
        /// Nil when undetermined.
        package let category: Category?
        package let status: Status
        package let priority: Priority

        package init(category: Category?, status: Status, priority: Priority) {
            self.category = category
            self.status = status
            self.priority = priority
        }
    }

    /// Nil for a dead letter.
    package let routing: Routing?
    /// Why it is a dead letter, as a code; nil otherwise.
    package let rejection: String?
    /// In the order of the routing event.
    package let reasons: [Reason]
    /// The words of the flags, in the order of the routing event.
    package let review: [String]
    /// Every finding that is not unknown, in the order of the ruleset.
    package let findings: [LabelledCase.LabelledFinding]

    /// A routing event.
    package init(
        _ routing: Routing, reasons: [Reason] = [], review: [String] = [],
        findings: [LabelledCase.LabelledFinding] = []
    ) {
        self.routing = routing
        rejection = nil
        self.reasons = reasons
        self.review = review
        self.findings = findings
    }

    /// A dead letter.
    package init(rejection: String) {
        routing = nil
        self.rejection = rejection
        reasons = []
        review = []
        findings = []
    }

    /// The column of the confusion matrix.
    package var verdict: Verdict {
        guard let routing else { return .rejected }
        return Verdict(routing.category)
    }

    /// The state of a finding, `unknown` unless it is among the known ones.
    package func state(of finding: String) -> FindingState {
        findings.first { $0.name == finding }?.state ?? .unknown
    }
}
