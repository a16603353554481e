import JSON
import TriageEvents

/// Puts an assessment into the words of a routing event: reasons, scores, open questions.
///
/// One composer serves a thread; the event borrows from the submission and the ruleset.
final class EventComposer {
    /// Evidence listed for one fact; a text that says the same thing a hundred times needs no hundred spans.
    private static let evidenceLimit = 4
    /// Unknown facts named in one sentence, the doubted ones first.
    private static let unknownLimit = 5

    private let ruleset: Ruleset
    private let assessor: Assessor
    private var support: Support
    private var text = ByteWriter(capacity: 4096)
    private(set) var event = RoutingEvent()

    init(assessor: Assessor) {
        self.assessor = assessor
        ruleset = assessor.ruleset
        support = Support(definitions: assessor.ruleset.definitions, evaluation: assessor.evaluation)
        event.rulesetID = ruleset.texts.rulesetID
        event.rulesetVersion = ruleset.texts.rulesetVersion
        event.rulesetSHA256 = ruleset.texts.rulesetDigest
        event.engine = TriageChain.engine
    }

    /// Composes the event of the assessment at hand.
    func compose(_ submission: borrowing Submission, eventID: EventID, openQuestions: [OpenQuestion]) {
        let decision = assessor.decision
        event.removeAll()
        event.eventID = eventID
        event.submissionID = submission.submissionID
        event.patientRef = submission.patientRef
        event.submittedAt = submission.submittedAt
        event.submittedAtText = submission.submittedAtText
        event.category = decision.category
        event.status = decision.status
        event.priority = decision.priority
        event.review = assessor.review
        event.respondWithinSeconds = ruleset.dispositions[decision.disposition].respondWithinSeconds
        event.dispositionCode = ruleset.texts.dispositionCodes[decision.disposition]
        event.dispositionText = ruleset.texts.dispositionTexts[decision.disposition]
        composeReasons(decision, submission)
        composeScores()
        for question in openQuestions {
            event.openQuestions.append(
                RoutingEvent.OpenQuestion(
                    id: ruleset.texts.questionNames[Int(question.question.index)],
                    text: ruleset.texts.questionTexts[Int(question.question.index)],
                    couldRaiseToCategory: question.category, couldRaiseToPriority: question.priority))
        }
    }

    /// Leaves out everything whose size the submission decides.
    func dropDetails() {
        event.removeAll()
        event.review = assessor.review
        composeBlock(.assessmentFailed)
    }

    private func composeReasons(_ decision: Decision, _ submission: borrowing Submission) {
        if let block = decision.block { composeBlock(block) }
        for index in decision.trueEntries {
            let rule = Int(ruleset.decisions.entries[index].rule.index)
            support.removeAll()
            support.explain(ruleset.rules[rule].condition, as: true)
            composeReason(ruleset.texts.rules[rule], ruleset.texts.rules[rule].reason, submission)
        }
        for exception in decision.appliedExceptions {
            support.removeAll()
            support.explain(ruleset.exceptions[exception].condition, as: true)
            composeReason(ruleset.texts.exceptions[exception], ruleset.texts.exceptions[exception].reason, submission)
        }
        if decision.block != .retracted { composeFloors(decision, submission) }
        if assessor.resolver.hasConflict { composeConflict(submission) }
    }

    /// Says what is not ruled out: of the floor that asked for the priority, and of the most serious rule that leaves
    /// the category open.
    private func composeFloors(_ decision: Decision, _ submission: borrowing Submission) {
        var named: [Int] = []
        if case .floor(let index) = decision.decider { named.append(index) }
        if decision.status != .established {
            let serious = decision.openEntries.first { index in
                let entry = ruleset.decisions.entries[index]
                guard !entry.floors.isEmpty, let category = entry.category else { return false }
                return decision.category.map { category > $0 } ?? true
            }
            let other = decision.openEntries.first { index in
                let entry = ruleset.decisions.entries[index]
                return entry.category.map { category in decision.category.map { category > $0 } ?? true } ?? false
            }
            if let index = serious ?? other, !named.contains(index) { named.append(index) }
        }
        for index in named {
            let rule = Int(ruleset.decisions.entries[index].rule.index)
            support.removeAll()
            support.explainUnknown(ruleset.rules[rule].condition)
            composeReason(
                ruleset.texts.rules[rule], ruleset.texts.rules[rule].floorReason, submission, areUnknown: true)
        }
    }

    private func composeBlock(_ block: Decision.Block) {
        let texts = ruleset.texts
        let (rule, reason): (StaticString, JSONText) =
            switch block {
            case .outOfScope: (ReviewFlag.outOfScope.word, texts.outOfScope)
            case .insufficient: (ReviewFlag.insufficient.word, texts.insufficient)
            case .retracted: (ReviewFlag.retracted.word, texts.retracted)
            case .assessmentFailed: (ReviewFlag.assessmentFailed.word, texts.assessmentFailed)
            }
        text.removeAll()
        text.append(reason)
        append(rule: JSONText(rule), sources: [], evidenceStart: event.evidence.count)
    }

    private func composeConflict(_ submission: borrowing Submission) {
        support = Support(definitions: ruleset.definitions, evaluation: assessor.evaluation)
        var facts = assessor.resolver.conflictingFindings.map { Support.Fact.finding(Int($0.index)) }
        facts += assessor.resolver.conflictingNumbers.map { .number(Int($0.index)) }
        let evidenceStart = event.evidence.count
        for fact in facts { appendEvidence(of: fact, submission, isDisputed: true) }
        fill(ruleset.texts.conflict, facts: facts, areUnknown: false)
        append(rule: JSONText(ReviewFlag.conflict.word), sources: [], evidenceStart: evidenceStart)
    }

    private func composeReason(
        _ texts: RulesetTexts.RuleTexts, _ template: RulesetTexts.Template, _ submission: borrowing Submission,
        areUnknown: Bool = false
    ) {
        var facts = support.facts
        if areUnknown {
            let isDoubted = { (fact: Support.Fact) in
                if case .finding(let finding) = fact { self.assessor.evaluation.isDoubted(finding) } else { false }
            }
            facts = facts.filter(isDoubted) + facts.filter { !isDoubted($0) }
        }
        let evidenceStart = event.evidence.count
        for fact in facts { appendEvidence(of: fact, submission, isDisputed: false) }
        fill(template, facts: facts, areUnknown: areUnknown)
        append(rule: texts.name, sources: texts.sources, evidenceStart: evidenceStart)
    }

    private func append(rule: JSONText, sources: [JSONText], evidenceStart: Int) {
        let start = event.composedText.count
        event.composedText.append(contentsOf: text.bytes)
        let sourcesStart = event.sources.count
        event.sources += sources
        event.reasons.append(
            RoutingEvent.Reason(
                rule: rule, text: start..<event.composedText.count, sources: sourcesStart..<event.sources.count,
                evidence: evidenceStart..<event.evidence.count))
    }

    // Sentences

    private func fill(_ template: RulesetTexts.Template, facts: [Support.Fact], areUnknown: Bool) {
        text.removeAll()
        for part in template.parts {
            switch part {
            case .literal(let literal): text.append(literal)
            case .placeholder: appendPhrases(facts, areUnknown: areUnknown)
            }
        }
    }

    private func appendPhrases(_ facts: [Support.Fact], areUnknown: Bool) {
        var phrases = facts
        if !areUnknown {
            // What is there makes the sentence; what is absent only where nothing else made the rule true.
            let positive = facts.filter { fact in
                if case .finding(let finding) = fact { assessor.evaluation.state(finding) == .present } else { true }
            }
            if !positive.isEmpty { phrases = positive }
        }
        let shown = areUnknown ? min(phrases.count, Self.unknownLimit) : phrases.count
        for (index, fact) in phrases.prefix(shown).enumerated() {
            if index > 0 { text.append(index == shown - 1 && shown == phrases.count ? " and " : ", ") }
            append(fact, isUnknown: areUnknown)
        }
        if shown < phrases.count {
            text.append(" and ")
            text.appendDecimal(phrases.count - shown)
            text.append(" more")
        }
    }

    private func append(_ fact: Support.Fact, isUnknown: Bool) {
        let texts = ruleset.texts
        switch fact {
        case .finding(let finding):
            let isAbsent = !isUnknown && assessor.evaluation.state(finding) == .absent
            text.append(isAbsent ? texts.findingAbsentTexts[finding] : texts.findingTexts[finding])
        case .number(let number):
            text.append(texts.numberTexts[number])
            guard !isUnknown, !assessor.evaluation.isNumberUnknown(number) else { return }
            appendInterval(number)
        }
    }

    private func appendInterval(_ number: Int) {
        let fact = ruleset.vocabulary.numbers[number]
        let low = assessor.evaluation.lows[number]
        let high = assessor.evaluation.highs[number]
        if low == high {
            text.append(" (")
            appendNumber(low)
        } else if high >= fact.maximum {
            text.append(" (at least ")
            appendNumber(low)
        } else if low <= fact.minimum {
            text.append(" (at most ")
            appendNumber(high)
        } else {
            text.append(" (")
            appendNumber(low)
            text.append(" to ")
            appendNumber(high)
        }
        if !fact.unit.isEmpty {
            text.append(" ")
            text.append(ruleset.texts.numberUnits[number])
        }
        text.append(")")
    }

    /// At most one decimal: sentences are for people, the exact value stands in the evidence.
    private func appendNumber(_ value: Double) {
        let tenths = (abs(value) * 10).rounded()
        guard tenths < 1e15 else { return text.append("very many") }
        if value < 0, tenths > 0 { text.append("-") }
        text.appendDecimal(Int(tenths) / 10)
        if Int(tenths) % 10 != 0 {
            text.append(".")
            text.appendDecimal(Int(tenths) % 10)
        }
    }

    // Evidence

    private func appendEvidence(of fact: Support.Fact, _ submission: borrowing Submission, isDisputed: Bool) {
        var count = 0
        let evaluation = assessor.evaluation
        for entry in assessor.ledger.entries where count < Self.evidenceLimit {
            let evidence: RoutingEvent.Evidence
            switch (fact, entry.statement) {
            case (.finding(let wanted), .finding(let finding, let state)) where Int(finding.index) == wanted:
                guard isDisputed || state == evaluation.state(wanted) else { continue }
                evidence = RoutingEvent.Evidence(
                    finding: ruleset.texts.findingNames[wanted], state: state == .present ? .present : .absent,
                    origin: origin(of: entry))
            case (.finding(let wanted), .doubt(let finding)) where Int(finding.index) == wanted:
                guard !isDisputed, evaluation.state(wanted) == .unknown else { continue }
                evidence = RoutingEvent.Evidence(
                    finding: ruleset.texts.findingNames[wanted], state: .unknown, origin: origin(of: entry))
            case (.number(let wanted), .number(let number, let low, let high)) where Int(number.index) == wanted:
                evidence = RoutingEvent.Evidence(
                    finding: ruleset.texts.numberNames[wanted], state: .between(low: low, high: high),
                    origin: origin(of: entry))
            default: continue
            }
            append(evidence, entry, submission)
            count += 1
        }
        // A finding that was only implied rests on the one that implied it.
        if count == 0, case .finding(let finding) = fact, assessor.resolver.impliedBy[finding] >= 0 {
            appendEvidence(of: .finding(assessor.resolver.impliedBy[finding]), submission, isDisputed: isDisputed)
        }
    }

    private func append(
        _ evidence: RoutingEvent.Evidence, _ entry: EvidenceEntry, _ submission: borrowing Submission
    ) {
        var evidence = evidence
        let narrative = Int(entry.narrative)
        if ruleset.quotesEvidence, case .span(let start, let end) = entry.origin,
            submission.narratives.indices.contains(narrative), start >= 0, start <= end,
            Int(end) <= submission.narratives[narrative].count
        {
            evidence.quote = submission.narratives[narrative][Int(start)..<Int(end)]
        }
        event.evidence.append(evidence)
    }

    private func origin(of entry: EvidenceEntry) -> RoutingEvent.Origin {
        switch entry.origin {
        case .question(let question): .question(ruleset.texts.questionNames[Int(question.index)])
        case .member(let path): .member(JSONText(path))
        case .span(let start, let end): .span(start: Int(start), end: Int(end), narrative: Int(entry.narrative))
        }
    }

    // Scores

    private func composeScores() {
        let evaluation = assessor.evaluation
        for (index, score) in ruleset.scores.enumerated() {
            let signals = ruleset.decisions.scores[index]
            if let signal = signals.reportedWhen, evaluation.truth(signal) != true { continue }
            let bounds = evaluation.bounds(ofScore: index)
            let start = event.unknownItems.count
            for (place, item) in evaluation.circuit.scoreItems[index].enumerated()
            where evaluation.truth(item.signal) == nil {
                event.unknownItems.append(ruleset.texts.scoreItems[index][place])
            }
            var band = RoutingEvent.Band.undetermined
            if let signal = signals.notApplicableWhen, evaluation.truth(signal) == true {
                band = .notApplicable
            } else if let name = score.band(low: bounds.low, high: bounds.high) {
                band = name == "likely" ? .likely : name == "unlikely" ? .unlikely : .undetermined
            }
            event.scores.append(
                RoutingEvent.Score(
                    id: ruleset.texts.scoreNames[index], low: bounds.low, high: bounds.high, band: band,
                    unknownItems: start..<event.unknownItems.count))
        }
    }
}

extension Score {
    /// The first band that the bounds lie in.
    func band(low: Double, high: Double) -> String? {
        bands.first { band in
            (band.low?.contains(low) ?? true) && (band.high?.contains(high) ?? true)
        }?.name
    }
}
