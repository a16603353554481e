import TestSupport
import TriageEngine

/// What can be answered to the questions that offer something to choose.
struct AnswerOptions {
    /// One option of one question, and what it says.
    struct Choice {
        let question: Question
        let option: Question.Option
        /// The answer that chooses it alone, as JSON.
        let value: String
        /// The findings it sets, each with its state.
        let settings: [(finding: Finding, state: FindingState)]

        var answer: Draft.Answer { Draft.Answer(question: question.name, value: value) }
        var setsNumbers: Bool { !option.effect.intervals.isEmpty }
        /// It says something, and nothing but that findings of these groups are in this state.
        func says(_ state: FindingState, of groups: Set<Finding.Group>) -> Bool {
            !setsNumbers && !settings.isEmpty
                && settings.allSatisfy { $0.state == state && groups.contains($0.finding.group) }
        }
    }

    let choices: [Choice]
    private let byQuestion: [String: [Choice]]

    init(_ ruleset: Ruleset) {
        choices = ruleset.questions.flatMap { question in
            question.options.map { option in
                let name = question.kind == .boolean ? option.name : "\"\(option.name)\""
                return Choice(
                    question: question, option: option, value: question.kind == .choices ? "[\(name)]" : name,
                    settings: option.effect.settings.map { (ruleset.vocabulary[$0.finding], $0.state) })
            }
        }
        byQuestion = Dictionary(grouping: choices) { $0.question.name }
    }

    /// Any answer to any question; of a question with ticks sometimes two.
    func any(using random: inout SeededGenerator) -> Draft.Answer? {
        guard let choice = choices.randomElement(using: &random) else { return nil }
        guard choice.question.kind == .choices, Bool.random(using: &random) else { return choice.answer }
        let others = byQuestion[choice.question.name] ?? []
        guard let other = others.randomElement(using: &random), other.option.name != choice.option.name else {
            return choice.answer
        }
        return Draft.Answer(
            question: choice.question.name, value: "[\"\(choice.option.name)\",\"\(other.option.name)\"]")
    }

    /// The options that an answer of a draft chooses.
    func chosen(in answer: Draft.Answer) -> [Choice] {
        (byQuestion[answer.question] ?? []).filter { choice in
            answer.value == choice.value || answer.value.contains("\"\(choice.option.name)\"")
        }
    }
}
