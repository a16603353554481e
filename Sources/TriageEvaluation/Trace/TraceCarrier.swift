package import YAML

/// A part of a ruleset that names its sources, or a case that says what it covers.
package struct TraceCarrier: Sendable {
    /// What part it is, in the order of reports.
    package enum Kind: UInt8, Sendable, CaseIterable {
        case finding, number, definition, rule, exception, score, question
        case workedCase

        /// The word for several of it, in reports.
        package var plural: StaticString {
            switch self {
            case .finding: "findings"
            case .number: "numbers"
            case .definition: "definitions"
            case .rule: "rules"
            case .exception: "exceptions"
            case .score: "scores"
            case .question: "questions"
            case .workedCase: "cases"
            }
        }

        /// Whether it decides something by itself; the others only name facts or show what is decided.
        package var decides: Bool {
            switch self {
            case .rule, .exception, .score: true
            case .finding, .number, .definition, .question, .workedCase: false
            }
        }
    }

    package let kind: Kind
    package let name: String
    /// As written; statements are among them, and guidelines.
    package let sources: [String]
    package let location: YAMLLocation

    package init(_ kind: Kind, _ name: String, sources: [String], location: YAMLLocation) {
        self.kind = kind
        self.name = name
        self.sources = sources
        self.location = location
    }
}
