package import YAML

/// One question of the forms and what each answer to it means.
package struct Question: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case boolean, choice, choices, number, date, text
    }

    /// What an option that was not ticked means while others were.
    package enum Unselected: String, Sendable, CaseIterable {
        case unknown, absent
    }

    package struct Option: Sendable {
        /// The word that stands in answers; `true` and `false` for a boolean question.
        package let name: String
        package let text: String
        /// Ticked together with others it contradicts them.
        package let isExclusive: Bool
        package let effect: AnswerEffect
    }

    package let name: String
    /// What the form shows, with the options below it.
    package let text: String
    /// What somebody asks who has not the options before them: the text of an open question.
    package let asked: String
    package let kind: Kind
    /// In the order of the file; empty for numbers, dates and texts.
    package let options: [Option]
    package let unselected: Unselected
    /// What a number or date sets; a date sets the time from it to the submission.
    package let number: NumberID?
    /// The unit an answer is in unless it names one; the number's own when nil.
    package let unit: String?
    /// Asked of everybody, whatever the complaint: among open questions it stands behind the others.
    package let isScreening: Bool
    package let sources: [String]
    package let location: YAMLLocation
}
