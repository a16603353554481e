/// Everything that is wrong with a file of labelled cases or sentences, in the order of its lines.
package struct LabelledFileErrors: Error, Sendable, CustomStringConvertible {
    /// At least one.
    package let problems: [LabelledFileProblem]

    package init(problems: [LabelledFileProblem]) {
        self.problems = problems
    }

    package var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
