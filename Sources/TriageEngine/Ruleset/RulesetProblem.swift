package import YAML

/// One thing that is wrong with a ruleset, where, and what to do about it.
package struct RulesetProblem: Sendable, CustomStringConvertible {
    package enum Severity: Sendable {
        /// The ruleset cannot be used.
        case error
        /// The ruleset can be used; somebody should look.
        case warning
    }

    package let severity: Severity
    package let location: YAMLLocation
    package let message: String

    package init(_ severity: Severity = .error, at location: YAMLLocation, _ message: String) {
        self.severity = severity
        self.location = location
        self.message = message
    }

    /// Path below the ruleset's folder.
    package var file: String { location.file }
    /// Counted from 1; 0 when it concerns the whole file.
    package var line: Int { location.line }
    /// Counted from 1; 0 when it concerns the whole line or file.
    package var column: Int { location.column }

    package var description: String {
        "\(file):\(line):\(column): \(severity == .error ? "error" : "warning"): \(message)"
    }
}
