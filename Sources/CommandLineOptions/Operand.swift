/// The words of a command line that are no options.
package struct Operand: Sendable, Equatable {
    /// The name in help: `FILE`.
    package let name: String
    /// The smallest number of words.
    package let minimum: Int
    /// The largest number of words; nil for any.
    package let maximum: Int?
    /// One line of help.
    package let summary: String
    /// What the shell can offer.
    package let completion: Option.Completion

    /// - Parameters:
    ///   - name: the name in help.
    ///   - minimum: the smallest number of words.
    ///   - maximum: the largest number of words; nil for any.
    ///   - completion: what the shell can offer.
    ///   - summary: one line of help.
    package init(
        _ name: String, minimum: Int = 1, maximum: Int? = 1, completion: Option.Completion = .none, summary: String
    ) {
        self.name = name
        self.minimum = minimum
        self.maximum = maximum
        self.summary = summary
        self.completion = completion
    }

    /// The operand as help shows it: `[FILE…]`.
    package var synopsis: String {
        let word = maximum == 1 ? name : name + "…"
        return minimum == 0 ? "[\(word)]" : word
    }
}
