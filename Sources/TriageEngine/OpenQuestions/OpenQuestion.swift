import TriageEvents

/// A question whose answer could still change category or priority.
struct OpenQuestion {
    let question: QuestionID
    /// The most serious category, and the highest priority, that an answer to it alone could lead to.
    var category: TriageEvents.Category?
    var priority: Priority
}
