/// Everything that keeps a ruleset from being used: what is wrong with files as such, then the rest, each in the order
/// of file and line.
package struct RulesetErrors: Error, Sendable, CustomStringConvertible {
    /// Errors and warnings together; at least one error.
    package let problems: [RulesetProblem]

    /// Files and folders that could not be read; what uses their names was not checked.
    package let unread: [String]

    package init(problems: [RulesetProblem], unread: [String]) {
        self.problems = problems
        self.unread = unread
    }

    package var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
