package import TriageEvents
package import YAML

/// A worked example: a submission, and what must come out.
package struct RulesetCase: Sendable {
    /// What the example is about.
    package enum Subject: Sendable {
        /// A rule or exception, and whether it fires, nearly fires or is negated here.
        case rule(String, kind: Kind)
        case pitfall(String)
        case statement(String)
    }

    package enum Kind: String, Sendable, CaseIterable {
        case fires, nearly, negated
    }

    /// What must come out; nil and empty: not looked at.
    package struct Expectation: Sendable {
        /// The outer nil: not looked at; the inner: undetermined.
        package var category: TriageEvents.Category??
        package var status: Status?
        package var priority: Priority?
        package var disposition: String?
        package var rules: [String] = []
        package var notRules: [String] = []
        package var notExcluded: [String] = []
        package var findings: [(name: String, state: FindingState)] = []
        package var numbers: [(name: String, low: Double, high: Double)] = []
        package var review: [ReviewFlag] = []
        package var notReview: [ReviewFlag] = []
        package var scores: [(name: String, low: Double, high: Double)] = []
        package var openQuestions: [String] = []
        package var notOpenQuestions: [String] = []
    }

    package let name: String
    package let proves: String
    package let subject: Subject?
    /// The submission as native JSON.
    package let submission: [UInt8]
    package let expectation: Expectation
    /// The statements it carries: S001, X1, ….
    package let covers: [String]
    package let location: YAMLLocation

    /// File and line, as compilers write them.
    package var place: String { "\(location.file):\(location.line)" }
}
