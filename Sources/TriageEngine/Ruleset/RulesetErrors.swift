/// Everything that keeps a ruleset from being used, in the order of file and line.
package struct RulesetErrors: Error, Sendable, CustomStringConvertible {
    /// Errors and warnings together; at least one error.
    package let problems: [RulesetProblem]

    package init(problems: [RulesetProblem]) {
        self.problems = problems
    }

    package var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
