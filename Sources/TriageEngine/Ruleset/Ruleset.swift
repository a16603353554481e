import TriageEvents
package import YAML

/// All that is known about legs: findings, rules, questions, forms, lexicon. Immutable; one serves all threads.
package final class Ruleset: Sendable {
    package let id: String
    package let version: String
    package let title: String
    /// SHA-256 in hexadecimal over the canonical form of all that can change a routing event's body.
    package let digest: String
    /// Whether reasons quote the narrative; off unless the ruleset asks for it.
    package let quotesEvidence: Bool
    /// Language tags that narratives are read in; empty: any.
    package let languages: [String]
    package let vocabulary: Vocabulary
    /// In the order of the file; conditions name them by index.
    package let definitions: [Definition]
    package let dispositions: [Disposition]
    /// In the order of the files; `RuleID.index` counts them. Disabled ones are kept, and take no part.
    package let rules: [Rule]
    package let exceptions: [RuleException]
    package let scores: [Score]
    /// In the order of the file; `QuestionID.index` counts them.
    package let questions: [Question]
    package let forms: [FormMap]
    package let members: MemberMeaning
    package let outOfScope: UndeterminedOutcome
    package let insufficient: UndeterminedOutcome
    package let retracted: UndeterminedOutcome
    package let assessmentFailed: UndeterminedOutcome
    package let conflict: ConflictFloor
    package let lexicon: Lexicon
    /// Worked examples; no part of the digest.
    package let cases: [RulesetCase]
    /// The tree of `trace.yaml`, if there is one.
    package let trace: YAMLNode?
    /// What somebody should look at, though the ruleset can be used.
    package let warnings: [RulesetProblem]
    let defaultForm: Int?
    let notExcludedReason: String
    let decisions: DecisionTable
    let answers: AnswerBook
    let openQuestions: OpenQuestionTable
    let texts: RulesetTexts
    let answerTexts: AnswerTexts
    /// What it was made of, so that a variant can be made without reading anything again.
    let parts: Parts

    /// - Parameters:
    ///   - parts: What a reader has put together.
    ///   - asks: Whether open questions are looked for; compiling what they need takes longer than all the rest.
    init(_ parts: Parts, asks: Bool = true) {
        self.parts = parts
        id = parts.identity.name
        version = parts.identity.version
        title = parts.identity.title
        digest = parts.digest
        quotesEvidence = parts.identity.quotesEvidence
        languages = parts.identity.languages
        vocabulary = parts.vocabulary
        definitions = parts.definitions
        dispositions = parts.dispositions
        rules = parts.rules
        exceptions = parts.exceptions
        scores = parts.scores
        questions = parts.questions
        forms = parts.forms
        members = parts.identity.members
        outOfScope = parts.identity.outOfScope
        insufficient = parts.identity.insufficient
        retracted = parts.identity.retracted
        assessmentFailed = parts.identity.assessmentFailed
        conflict = parts.identity.conflict
        lexicon = parts.lexicon
        cases = parts.cases
        trace = parts.trace
        warnings = parts.warnings
        defaultForm = parts.identity.defaultForm.flatMap { name in parts.forms.firstIndex { $0.name == name } }
        notExcludedReason = parts.identity.notExcludedReason
        decisions = DecisionTable(parts)
        var asking = parts
        if !asks { (asking.rules, asking.exceptions) = ([], []) }
        openQuestions = OpenQuestionTable(asking, asks ? decisions : DecisionTable(asking))
        answers = AnswerBook(
            questions: parts.questions, forms: parts.forms, members: parts.identity.members,
            vocabulary: parts.vocabulary)
        texts = RulesetTexts(parts)
        answerTexts = AnswerTexts(answers, texts)
    }

    /// What a reader has put together, before it is compiled.
    struct Parts {
        var identity: RulesetReader.Identity
        var digest: String
        var vocabulary: Vocabulary
        var definitions: [Definition]
        var dispositions: [Disposition]
        var rules: [Rule]
        var exceptions: [RuleException]
        var scores: [Score]
        var questions: [Question]
        var forms: [FormMap]
        var lexicon: Lexicon
        var cases: [RulesetCase]
        var trace: YAMLNode?
        var warnings: [RulesetProblem]
    }
}

extension Ruleset {
    package func name(of finding: FindingID) -> String { vocabulary[finding].name }
    package func name(of number: NumberID) -> String { vocabulary[number].name }
    package func name(of question: QuestionID) -> String { questions[Int(question.index)].name }
    package func name(of rule: RuleID) -> String { rules[Int(rule.index)].name }

    package func finding(named name: String) -> FindingID? { vocabulary.finding(named: name) }
    package func number(named name: String) -> NumberID? { vocabulary.number(named: name) }

    /// Linear in the number of questions.
    package func question(named name: String) -> QuestionID? {
        questions.firstIndex { $0.name == name }.map { QuestionID($0) }
    }

    /// Linear in the number of rules.
    package func rule(named name: String) -> RuleID? {
        rules.firstIndex { $0.name == name }.map { RuleID($0) }
    }
}
