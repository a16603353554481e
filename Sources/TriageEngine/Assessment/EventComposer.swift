import JSON
import TriageEvents

/// Puts an assessment into the words of a routing event: reasons, scores, open questions.
///
/// One composer serves a thread; the event borrows from the submission and the ruleset. A value, so that its many small
/// steps need no access checks of a class.
struct EventComposer: ~Copyable {
    /// Evidence listed for one fact; a text that says the same thing a hundred times needs no hundred spans.
    private static let evidenceLimit = 4
    /// Unknown facts named in one sentence, the doubted ones first.
    private static let unknownLimit = 5

    private let ruleset: Ruleset
    private let texts: RulesetTexts
    private let plan: ConditionPlan
    private let assessor: Assessor
    private let evaluation: Evaluation
    private var support: Support
    private var statements: EvidenceIndex
    /// The number of the reason that last listed the evidence of a fact.
    private var listedIn: [UInt64]
    private var reasonNumber: UInt64 = 0
    private(set) var event = RoutingEvent()

    init(assessor: Assessor) {
        self.assessor = assessor
        evaluation = assessor.evaluation
        ruleset = assessor.ruleset
        texts = ruleset.texts
        plan = ruleset.plan
        support = Support(plan: plan, evaluation: evaluation)
        let vocabulary = ruleset.vocabulary
        statements = EvidenceIndex(findingCount: vocabulary.findings.count, numberCount: vocabulary.numbers.count)
        listedIn = Array(repeating: 0, count: vocabulary.findings.count + vocabulary.numbers.count)
        event.rulesetID = texts.rulesetID
        event.rulesetVersion = texts.rulesetVersion
        event.rulesetSHA256 = texts.rulesetDigest
        event.engine = TriageChain.engine
    }

    /// Composes the event of the assessment at hand.
    mutating func compose(_ submission: borrowing Submission, eventID: EventID, openQuestions: [OpenQuestion]) {
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
        event.dispositionCode = texts.dispositionCodes[decision.disposition]
        event.dispositionText = texts.dispositionTexts[decision.disposition]
        statements.fill(from: assessor.ledger)
        support.begin()
        composeReasons(decision, submission)
        composeScores()
        for question in openQuestions {
            event.openQuestions.append(
                RoutingEvent.OpenQuestion(
                    id: texts.questionNames[Int(question.question.index)],
                    text: texts.questionTexts[Int(question.question.index)],
                    couldRaiseToCategory: question.category, couldRaiseToPriority: question.priority))
        }
    }

    /// Leaves out everything whose size the submission decides.
    mutating func dropDetails() {
        event.removeAll()
        event.review = assessor.review
        composeBlock(.assessmentFailed)
    }

    private mutating func composeReasons(_ decision: Decision, _ submission: borrowing Submission) {
        if let block = decision.block { composeBlock(block) }
        for index in decision.trueEntries {
            let rule = Int(ruleset.decisions.entries[index].rule.index)
            support.removeAll()
            support.explain(plan.rules[rule], as: true)
            composeReason(texts.rules[rule], texts.rules[rule].reason, submission)
        }
        for exception in decision.appliedExceptions {
            support.removeAll()
            support.explain(plan.exceptions[exception], as: true)
            composeReason(texts.exceptions[exception], texts.exceptions[exception].reason, submission)
        }
        if decision.block != .retracted { composeFloors(decision, submission) }
        if assessor.resolver.hasConflict { composeConflict(submission) }
    }

    /// Says what is not ruled out: of the floor that asked for the priority, and of the most serious rule that leaves
    /// the category open.
    private mutating func composeFloors(_ decision: Decision, _ submission: borrowing Submission) {
        var floor = -1
        if case .floor(let index) = decision.decider {
            floor = index
            composeFloor(index, submission)
        }
        guard decision.status != .established else { return }
        let entries = ruleset.decisions.entries
        let isMoreSerious = { (index: Int) in
            entries[index].category.map { category in decision.category.map { category > $0 } ?? true } ?? false
        }
        let serious = decision.openEntries.first { !entries[$0].floors.isEmpty && isMoreSerious($0) }
        if let index = serious ?? decision.openEntries.first(where: isMoreSerious), index != floor {
            composeFloor(index, submission)
        }
    }

    private mutating func composeFloor(_ entry: Int, _ submission: borrowing Submission) {
        let rule = Int(ruleset.decisions.entries[entry].rule.index)
        support.removeAll()
        support.explainUnknown(plan.rules[rule])
        support.putDoubtedFirst()
        composeReason(texts.rules[rule], texts.rules[rule].floorReason, submission, areUnknown: true)
    }

    private mutating func composeBlock(_ block: Decision.Block) {
        let (rule, reason): (StaticString, JSONText) =
            switch block {
            case .outOfScope: (ReviewFlag.outOfScope.word, texts.outOfScope)
            case .insufficient: (ReviewFlag.insufficient.word, texts.insufficient)
            case .retracted: (ReviewFlag.retracted.word, texts.retracted)
            case .assessmentFailed: (ReviewFlag.assessmentFailed.word, texts.assessmentFailed)
            }
        let start = event.composedText.count
        write(reason)
        append(rule: JSONText(rule), sources: PlainRun(), textStart: start, evidenceStart: event.evidence.count)
    }

    private mutating func composeConflict(_ submission: borrowing Submission) {
        support.removeAll()
        for finding in assessor.resolver.conflictingFindings { support.add(.finding(Int(finding.index))) }
        for number in assessor.resolver.conflictingNumbers { support.add(.number(Int(number.index))) }
        let evidenceStart = event.evidence.count
        let textStart = event.composedText.count
        appendEvidence(submission, isDisputed: true)
        fill(texts.conflict, areUnknown: false)
        append(
            rule: JSONText(ReviewFlag.conflict.word), sources: PlainRun(), textStart: textStart,
            evidenceStart: evidenceStart)
    }

    private mutating func composeReason(
        _ texts: RulesetTexts.RuleTexts, _ template: PlainRun, _ submission: borrowing Submission,
        areUnknown: Bool = false
    ) {
        let evidenceStart = event.evidence.count
        let textStart = event.composedText.count
        appendEvidence(submission, isDisputed: false)
        fill(template, areUnknown: areUnknown)
        append(rule: texts.name, sources: texts.sources, textStart: textStart, evidenceStart: evidenceStart)
    }

    private mutating func append(rule: JSONText, sources: PlainRun, textStart: Int, evidenceStart: Int) {
        let sourcesStart = event.sources.count
        event.sources.append(contentsOf: texts.sources[sources])
        event.reasons.append(
            RoutingEvent.Reason(
                rule: rule, text: textStart..<event.composedText.count, sources: sourcesStart..<event.sources.count,
                evidence: evidenceStart..<event.evidence.count))
    }

    // Sentences

    private mutating func write(_ text: JSONText) { event.composedText.append(contentsOf: text.bytes) }

    private mutating func write(_ constant: StaticString) { write(JSONText(constant)) }

    private mutating func write(_ number: Int) {
        if number >= 10 { write(number / 10) }
        event.composedText.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
    }

    /// Writes a template with the facts of `support` put in.
    private mutating func fill(_ template: PlainRun, areUnknown: Bool) {
        for part in texts.parts[template] {
            if part.isPlaceholder { writePhrases(areUnknown: areUnknown) } else { write(part.text) }
        }
    }

    private mutating func writePhrases(areUnknown: Bool) {
        // What is there makes the sentence; what is absent only where nothing else made the rule true.
        let facts = support.facts
        var positive = 0
        if !areUnknown { for fact in facts where isPositive(fact) { positive += 1 } }
        let count = positive > 0 ? positive : facts.count
        let shown = areUnknown ? min(count, Self.unknownLimit) : count
        var written = 0
        for fact in facts where written < shown && (positive == 0 || isPositive(fact)) {
            if written > 0 { write(written == shown - 1 && shown == count ? " and " : ", ") }
            write(fact, isUnknown: areUnknown)
            written += 1
        }
        if shown < count {
            write(" and ")
            write(count - shown)
            write(" more")
        }
    }

    private func isPositive(_ fact: Support.Fact) -> Bool {
        if case .finding(let finding) = fact { evaluation.state(finding) == .present } else { true }
    }

    private mutating func write(_ fact: Support.Fact, isUnknown: Bool) {
        switch fact {
        case .finding(let finding):
            let isAbsent = !isUnknown && evaluation.state(finding) == .absent
            write(isAbsent ? texts.findingAbsentTexts[finding] : texts.findingTexts[finding])
        case .number(let number):
            write(texts.numberTexts[number])
            guard !isUnknown, !evaluation.isNumberUnknown(number) else { return }
            writeInterval(number)
        }
    }

    private mutating func writeInterval(_ number: Int) {
        let low = evaluation.lows[number]
        let high = evaluation.highs[number]
        let fact = ruleset.vocabulary.numbers[number]
        if low == high {
            write(" (")
            write(low)
        } else if high >= fact.maximum {
            write(" (at least ")
            write(low)
        } else if low <= fact.minimum {
            write(" (at most ")
            write(high)
        } else {
            write(" (")
            write(low)
            write(" to ")
            write(high)
        }
        let unit = texts.numberUnits[number]
        if !unit.isEmpty {
            write(" ")
            write(unit)
        }
        write(")")
    }

    /// At most one decimal: sentences are for people, the exact value stands in the evidence.
    private mutating func write(_ value: Double) {
        let tenths = (abs(value) * 10).rounded()
        guard tenths < 1e15 else { return write("very many") }
        if value < 0, tenths > 0 { write("-") }
        write(Int(tenths) / 10)
        if Int(tenths) % 10 != 0 {
            write(".")
            write(Int(tenths) % 10)
        }
    }

    // Evidence

    /// Lists the evidence of the facts of `support` for one reason, each statement once.
    private mutating func appendEvidence(_ submission: borrowing Submission, isDisputed: Bool) {
        reasonNumber += 1
        for fact in support.facts { appendEvidence(of: fact, submission, isDisputed: isDisputed) }
    }

    private mutating func appendEvidence(of fact: Support.Fact, _ submission: borrowing Submission, isDisputed: Bool) {
        let place = statements.place(of: fact)
        // One finding may stand for itself and for what it implies.
        guard listedIn[place] != reasonNumber else { return }
        listedIn[place] = reasonNumber
        let start = event.evidence.count
        var index = statements.first(of: fact)
        while index >= 0, event.evidence.count - start < Self.evidenceLimit {
            let entry = statements[index]
            if let evidence = evidence(of: fact, entry, isDisputed: isDisputed),
                !event.evidence[start...].contains(where: { $0.isSame(as: evidence) })
            {
                append(evidence, entry, submission)
            }
            index = statements.next(after: index)
        }
        // A finding that was only implied rests on the one that implied it.
        if event.evidence.count == start, case .finding(let finding) = fact,
            assessor.resolver.impliedBy[finding] >= 0
        {
            appendEvidence(of: .finding(assessor.resolver.impliedBy[finding]), submission, isDisputed: isDisputed)
        }
    }

    /// What a statement about a fact says for it; nil for one that did not count.
    private func evidence(
        of fact: Support.Fact, _ entry: EvidenceEntry, isDisputed: Bool
    ) -> RoutingEvent.Evidence? {
        switch (fact, entry.statement) {
        case (.finding(let finding), .finding(_, let state)):
            guard isDisputed || state == evaluation.state(finding) else { return nil }
            return RoutingEvent.Evidence(
                finding: texts.findingNames[finding], state: state == .present ? .present : .absent,
                origin: origin(of: entry))
        case (.finding(let finding), .doubt):
            guard !isDisputed, evaluation.state(finding) == .unknown else { return nil }
            return RoutingEvent.Evidence(
                finding: texts.findingNames[finding], state: .unknown, origin: origin(of: entry))
        case (.number(let number), .number(_, let low, let high)):
            return RoutingEvent.Evidence(
                finding: texts.numberNames[number], state: .between(low: low, high: high), origin: origin(of: entry))
        default: return nil
        }
    }

    private mutating func append(
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
        case .question(let question): .question(texts.questionNames[Int(question.index)])
        case .member(let path): .member(JSONText(path))
        case .span(let start, let end): .span(start: Int(start), end: Int(end), narrative: Int(entry.narrative))
        }
    }

    // Scores

    private mutating func composeScores() {
        for (index, signals) in ruleset.decisions.scores.enumerated() {
            if let signal = signals.reportedWhen, evaluation.truth(signal) != true { continue }
            let bounds = evaluation.bounds(ofScore: index)
            let start = event.unknownItems.count
            for (place, item) in evaluation.circuit.scoreItems[index].enumerated()
            where evaluation.truth(item.signal) == nil {
                event.unknownItems.append(texts.scoreItems[index][place])
            }
            var band = RoutingEvent.Band.undetermined
            if let signal = signals.notApplicableWhen, evaluation.truth(signal) == true {
                band = .notApplicable
            } else if let name = ruleset.scores[index].band(low: bounds.low, high: bounds.high) {
                band = name == "likely" ? .likely : name == "unlikely" ? .unlikely : .undetermined
            }
            event.scores.append(
                RoutingEvent.Score(
                    id: texts.scoreNames[index], low: bounds.low, high: bounds.high, band: band,
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

extension RoutingEvent.Evidence {
    /// Whether both say the same of the same finding, at the same place.
    fileprivate func isSame(as other: RoutingEvent.Evidence) -> Bool {
        guard finding.bytes.baseAddress == other.finding.bytes.baseAddress, finding.count == other.finding.count else {
            return false
        }
        switch (state, other.state) {
        case (.present, .present), (.absent, .absent), (.unknown, .unknown): break
        case (.between(let low, let high), .between(let otherLow, let otherHigh)):
            guard low == otherLow, high == otherHigh else { return false }
        default: return false
        }
        switch (origin, other.origin) {
        case (.question(let path), .question(let otherPath)), (.member(let path), .member(let otherPath)):
            return path == otherPath
        case (.span(let start, let end, let narrative), .span(let otherStart, let otherEnd, let otherNarrative)):
            return start == otherStart && end == otherEnd && narrative == otherNarrative
        default: return false
        }
    }
}
