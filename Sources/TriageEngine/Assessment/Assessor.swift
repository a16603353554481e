import JSON
import TriageEvents

/// Finds what one submission says, and decides. Pure: the same submission gives the same result, whatever came before.
///
/// One assessor serves a thread for all its submissions; results are valid until the next one.
final class Assessor {
    let ruleset: Ruleset
    let evaluation: Evaluation
    let resolver: EvidenceResolver
    let answers: AnswerReader
    private let narrative: NarrativeReader
    private let answered: AnsweredEvidence
    private(set) var ledger: EvidenceLedger
    private(set) var decision: Decision
    private(set) var context = Decision.Context()
    private(set) var review: ReviewFlags = []

    init(ruleset: Ruleset) {
        self.ruleset = ruleset
        ledger = EvidenceLedger(findingCount: ruleset.vocabulary.findings.count)
        evaluation = Evaluation(circuit: ruleset.decisions.circuit, numbers: ruleset.vocabulary.numbers)
        resolver = EvidenceResolver(vocabulary: ruleset.vocabulary)
        answers = AnswerReader(ruleset: ruleset)
        narrative = NarrativeReader(lexicon: ruleset.lexicon)
        answered = AnsweredEvidence(ruleset: ruleset)
        decision = Decision(
            entryCount: ruleset.decisions.entries.count, exceptionCount: ruleset.decisions.exceptions.count)
    }

    /// Assesses a submission.
    func assess(_ submission: borrowing Submission) {
        find(submission)
        decide()
    }

    /// Scans text of which nothing else is known: true when a rule asks for an emergency or for `stat`.
    func hasRedFlag(_ text: JSONText) -> Bool {
        guard !text.isEmpty else { return false }
        ledger.reset()
        _ = narrative.read(text.bytes, submittedAtMilliseconds: nil, into: &ledger)
        resolver.settle(ledger, into: evaluation)
        evaluation.evaluateGates()
        ruleset.decide(evaluation, Decision.Context(), into: &decision)
        return hasRedFlag
    }

    /// Whether a rule that is true asks for an emergency or for `stat`.
    var hasRedFlag: Bool {
        decision.trueEntries.contains { index in
            let entry = ruleset.decisions.entries[index]
            return entry.category == .emergency || entry.priority == .stat
        }
    }

    /// Collects and settles the evidence.
    func find(_ submission: borrowing Submission) {
        ledger.reset()
        review = []
        context = Decision.Context()
        let submittedAt = submission.submittedAt?.millisecondsSince1970
        var summary = NarrativeSummary()
        answers.read(submission, into: &ledger) { text, question, ledger in
            ledger.originOverride = .question(question)
            summary.add(narrative.read(text.bytes, submittedAtMilliseconds: submittedAt, into: &ledger))
            ledger.originOverride = nil
        }
        for (index, text) in submission.narratives.enumerated() {
            if index < submission.narrativeQuestions.count,
                answers.isUnderstood(narrativeQuestion: submission.narrativeQuestions[index], of: submission)
            {
                continue
            }
            ledger.narrative = Int32(index)
            summary.add(narrative.read(text.bytes, submittedAtMilliseconds: submittedAt, into: &ledger))
        }
        resolver.settle(ledger, into: evaluation)
        noteReview(submission, summary)
        let speaksOfComplaint = summary.mentionsLegComplaint || answers.hasAnswers || hasPresentComplaint()
        context.isOutOfScope =
            !summary.isEmpty && !speaksOfComplaint && !review.contains(.unsupportedLanguage)
        context.isRetracted = submission.isRetracted
        context.hasConflict = review.contains(.conflict)
    }

    private func decide() {
        evaluation.evaluateGates()
        ruleset.decide(evaluation, context, into: &decision)
        if answered.withdrawExceptions(of: decision, told: ledger, from: evaluation) {
            evaluation.evaluateGates()
            ruleset.decide(evaluation, context, into: &decision)
        }
        if context.isRetracted {
            // What was entered in error is nobody's complaint; rules that are true still stand among the reasons.
            let outcome = ruleset.retracted
            decision.category = nil
            decision.status = .undetermined
            decision.block = .retracted
            decision.decider = .block
            decision.priority = outcome.priority
            decision.disposition = outcome.disposition
            review.insert(.retracted)
        }
        for index in decision.trueEntries {
            review.formUnion(ruleset.decisions.entries[index].review)
        }
        if !decision.appliedExceptions.isEmpty { review.insert(.exceptionApplied) }
        switch decision.block {
        case .outOfScope: review.insert(.outOfScope)
        case .insufficient: review.insert(.insufficient)
        case .assessmentFailed: review.insert(.assessmentFailed)
        case .retracted, nil: break
        }
    }

    /// Makes of the decision at hand what is routed when something failed: undetermined, and `stat` on a red flag.
    func fail() {
        let outcome = ruleset.assessmentFailed
        let isRedFlag = hasRedFlag
        decision.category = nil
        decision.status = .undetermined
        decision.block = .assessmentFailed
        decision.decider = .block
        decision.priority = isRedFlag ? .stat : max(outcome.priority, .urgent)
        decision.disposition = outcome.disposition
        review.insert(.assessmentFailed)
    }

    private func noteReview(_ submission: borrowing Submission, _ summary: NarrativeSummary) {
        review.formUnion(answers.review)
        if resolver.hasConflict { review.insert(.conflict) }
        if submission.isPartial { review.insert(.partialForm) }
        if submission.isThirdParty { review.insert(.thirdParty) }
        if submission.problemCount > 0 { review.insert(.malformed) }
        if submission.shape == .native, submission.narratives.count > 1,
            !submission.narratives.dropFirst().allSatisfy({ $0 == submission.narratives[0] })
        {
            review.insert(.conflict)
        }
        if !summary.isEmpty, summary.looksUnsupportedLanguage || !isRead(submission.language) {
            review.insert(.unsupportedLanguage)
        }
    }

    /// Whether narratives in the language of a tag are read; no tag: yes.
    private func isRead(_ tag: JSONText?) -> Bool {
        guard let tag, !tag.isEmpty, !ruleset.languages.isEmpty else { return true }
        let primary = tag.bytes.prefix { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") }
        return ruleset.languages.contains { language in
            language.utf8.count == primary.count && zip(language.utf8, primary).allSatisfy { $0 == $1 | 0x20 }
        }
    }

    private func hasPresentComplaint() -> Bool {
        ruleset.decisions.complaintWords.indices.contains { word in
            (evaluation.isTrue[word] | evaluation.doubted[word]) & ruleset.decisions.complaintWords[word] != 0
        }
    }
}

extension NarrativeSummary {
    /// Joins what another text of the same submission was.
    fileprivate mutating func add(_ other: NarrativeSummary) {
        tokenCount += other.tokenCount
        recognisedTokens += other.recognisedTokens
        looksUnsupportedLanguage = looksUnsupportedLanguage || other.looksUnsupportedLanguage
        mentionsLegComplaint = mentionsLegComplaint || other.mentionsLegComplaint
    }
}
