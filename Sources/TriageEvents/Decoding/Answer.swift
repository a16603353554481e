package import JSON

/// The value given to one question of the form.
package struct Answer {
    /// The question's id as the form names it.
    package let question: JSONText
    package let value: AnswerValue
    /// Whether part of a list could not be read. What was read counts; what is not in it is unknown, so an
    /// option like "none of these" proves nothing.
    package let isIncomplete: Bool

    package init(question: JSONText, value: AnswerValue, isIncomplete: Bool = false) {
        self.question = question
        self.value = value
        self.isIncomplete = isIncomplete
    }
}
