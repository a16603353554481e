/// One command: the words that name it, and what it takes.
package struct Command: Sendable, Equatable {
    /// One or two words: `["rules", "check"]`.
    package let path: [String]
    /// One line for the list of commands, without a full stop.
    package let summary: String
    /// Paragraphs for the command's own help.
    package let details: [String]
    /// A few complete command lines, each with what it does.
    package let examples: [Example]
    /// In the order of help.
    package let options: [Option]
    /// The words that are no options; nil when there may be none.
    package let operand: Operand?

    /// A complete command line and what it does.
    package struct Example: Sendable, Equatable {
        /// As typed.
        package let line: String
        /// What it does, in a few words.
        package let does: String

        /// - Parameters:
        ///   - line: as typed.
        ///   - does: what it does.
        package init(_ line: String, _ does: String) {
            self.line = line
            self.does = does
        }
    }

    /// - Parameters:
    ///   - path: the words that name it, separated by spaces.
    ///   - summary: one line for the list of commands.
    ///   - details: paragraphs for the command's own help.
    ///   - examples: complete command lines.
    ///   - options: in the order of help.
    ///   - operand: the words that are no options.
    package init(
        _ path: String, summary: String, details: [String] = [], examples: [Example] = [], options: [Option] = [],
        operand: Operand? = nil
    ) {
        self.path = path.split(separator: " ").map(String.init)
        self.summary = summary
        self.details = details
        self.examples = examples
        self.options = options
        self.operand = operand
    }

    /// The words that name it, as typed.
    package var name: String { path.joined(separator: " ") }
}
