/// One option of a command: `--name`, or `--name VALUE` when it takes a value.
package struct Option: Sendable, Equatable {
    /// What the shell can offer as a value.
    package enum Completion: Sendable, Equatable {
        /// Nothing can be offered.
        case none
        /// A file's path.
        case file
        /// A folder's path.
        case folder
        /// One of these words; any other is refused while parsing.
        case words([String])
    }

    /// Without the dashes: `output`.
    package let name: String
    /// One letter for `-o`.
    package let short: Character?
    /// The name of the value in help (`FILE`); nil for a flag, which takes none.
    package let placeholder: String?
    /// Whether it may be given several times; otherwise the last one counts, so that scripts can override.
    package let repeats: Bool
    /// One line of help, without a full stop.
    package let summary: String
    /// What the shell can offer as a value.
    package let completion: Completion

    /// - Parameters:
    ///   - name: without the dashes.
    ///   - short: one letter, unique among the options of a command.
    ///   - placeholder: name of the value in help; nil for a flag.
    ///   - repeats: whether it may be given several times.
    ///   - completion: what the shell can offer as a value.
    ///   - summary: one line of help.
    package init(
        _ name: String, short: Character? = nil, placeholder: String? = nil, repeats: Bool = false,
        completion: Completion = .none, summary: String
    ) {
        self.name = name
        self.short = short
        self.placeholder = placeholder
        self.repeats = repeats
        self.summary = summary
        self.completion = completion
    }

    /// The option as help shows it: `-o, --output FILE`.
    package var synopsis: String {
        let long = "--" + name + (placeholder.map { " " + $0 } ?? "")
        return short.map { "-\($0), \(long)" } ?? "    \(long)"
    }
}
