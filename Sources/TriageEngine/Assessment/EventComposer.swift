import JSON
import TriageEvents

/// Puts an assessment into a routing event's words: reasons, scores, open questions.
///
/// What a ruleset says is ready as JSON, so this says only which part comes where. One composer serves a thread. A
/// value, so that its many small steps need no access checks of a class.
struct EventComposer: ~Copyable {
    let ruleset: Ruleset
    let texts: RulesetTexts
    let assessor: Assessor
    let evaluation: Evaluation
    let places: FactPlaces
    var support: Support
    private var evidence: EvidenceList
    /// The facts that a sentence at hand names.
    let named: UnsafeMutablePointer<Int>
    /// What the last event holds.
    private(set) var contents = EventContents()

    init(assessor: Assessor) {
        self.assessor = assessor
        evaluation = assessor.evaluation
        ruleset = assessor.ruleset
        texts = ruleset.texts
        places = FactPlaces(ruleset.vocabulary)
        support = Support(
            ruleset.decisions.circuit, evaluation: evaluation, places: places, ruleset.vocabulary)
        evidence = EvidenceList(assessor: assessor, places: places)
        named = .filled(places.count, with: 0)
    }

    deinit { named.deallocate() }

    /// Appends the event of the assessment at hand.
    mutating func compose(
        _ submission: borrowing Submission, eventID: EventID, openQuestions: UnsafeBufferPointer<OpenQuestion>,
        into out: inout ByteWriter
    ) {
        let assessor = assessor
        contents.removeAll()
        evidence.begin()
        writeHead(submission, eventID, assessor.decision, into: &out)
        writeReasons(assessor.decision, submission, into: &out)
        RoutingEventWriter.beginScores(into: &out)
        writeScores(into: &out)
        RoutingEventWriter.beginOpenQuestions(into: &out)
        for question in openQuestions {
            RoutingEventWriter.openQuestion(
                texts.openQuestions[Int(question.question.index)],
                texts.raise(to: question.category, question.priority), into: &out)
        }
        contents.openQuestions = openQuestions
        RoutingEventWriter.end(review: assessor.review, texts.end, into: &out)
    }

    /// Appends the event of an assessment that failed, without everything whose size the submission decides.
    mutating func composeFailure(
        _ submission: borrowing Submission, eventID: EventID, into out: inout ByteWriter
    ) {
        contents.removeAll()
        writeHead(submission, eventID, assessor.decision, into: &out)
        writeBlock(.assessmentFailed, into: &out)
        RoutingEventWriter.beginScores(into: &out)
        RoutingEventWriter.beginOpenQuestions(into: &out)
        RoutingEventWriter.end(review: assessor.review, texts.end, into: &out)
    }

    private func writeHead(
        _ submission: borrowing Submission, _ eventID: EventID, _ decision: borrowing Decision,
        into out: inout ByteWriter
    ) {
        var head = RoutingEventHead(
            eventID: eventID, submissionID: submission.submissionID,
            disposition: texts.dispositions[decision.disposition])
        head.patientRef = submission.patientRef
        head.submittedAt = submission.submittedAt
        head.submittedAtText = submission.submittedAtText
        head.category = decision.category
        head.status = decision.status
        head.priority = decision.priority
        RoutingEventWriter.begin(head, into: &out)
    }

    private mutating func writeReasons(
        _ decision: borrowing Decision, _ submission: borrowing Submission, into out: inout ByteWriter
    ) {
        // Where a rule asked for the priority, it is told before why there is no category.
        var blockIsFirst = true
        if case .rule = decision.decider { blockIsFirst = false }
        if blockIsFirst, let block = decision.block { writeBlock(block, into: &out) }
        let entries = ruleset.decisions.entries
        for index in decision.trueEntries {
            let entry = entries[index]
            // What decided is always told.
            let isDecider = decision.decider == .rule(index)
            if !isDecider, entry.yields || !entry.saidBy.isEmpty && isSaid(entry, decision) { continue }
            support.removeAll()
            support.explain(entry.signal, as: true)
            let reason = texts.rules[Int(entry.rule.index)]
            write(reason, reason.reason, submission, into: &out)
        }
        if !blockIsFirst, let block = decision.block { writeBlock(block, into: &out) }
        for exception in decision.appliedExceptions {
            guard let signal = ruleset.decisions.exceptions[exception] else { continue }
            support.removeAll()
            support.explain(signal, as: true)
            let reason = texts.exceptions[exception]
            write(reason, reason.reason, submission, into: &out)
        }
        if decision.block != .retracted { writeFloors(decision, submission, into: &out) }
        if assessor.resolver.hasConflict { writeConflict(submission, into: &out) }
    }

    /// Whether another rule that is true says all that this one says.
    private func isSaid(_ entry: DecisionTable.Entry, _ decision: borrowing Decision) -> Bool {
        decision.trueEntries.contains { entry.saidBy.contains(Int(ruleset.decisions.entries[$0].rule.index)) }
    }

    /// Says what is not ruled out: of the floor that asked for the priority, and of the most serious rule that leaves
    /// the category open.
    private mutating func writeFloors(
        _ decision: borrowing Decision, _ submission: borrowing Submission, into out: inout ByteWriter
    ) {
        var floor = -1
        if case .floor(let index) = decision.decider {
            floor = index
            writeFloor(index, submission, into: &out)
        }
        guard decision.status != .established else { return }
        var first = -1
        var serious = -1
        for index in decision.openEntries {
            let entry = ruleset.decisions.entries[index]
            guard let category = entry.category else { continue }
            if let decided = decision.category, category <= decided { continue }
            if first < 0 { first = index }
            if !entry.floors.isEmpty {
                serious = index
                break
            }
        }
        let index = serious >= 0 ? serious : first
        if index >= 0, index != floor { writeFloor(index, submission, into: &out) }
    }

    private mutating func writeFloor(_ index: Int, _ submission: borrowing Submission, into out: inout ByteWriter) {
        let entry = ruleset.decisions.entries[index]
        support.removeAll()
        support.explainUnknown(entry.signal)
        support.putDoubtedFirst()
        let reason = texts.rules[Int(entry.rule.index)]
        write(reason, reason.floorReason, submission, areUnknown: true, into: &out)
    }

    private mutating func writeBlock(_ block: Decision.Block, into out: inout ByteWriter) {
        let reason =
            switch block {
            case .outOfScope: texts.outOfScope
            case .insufficient: texts.insufficient
            case .retracted: texts.retracted
            case .assessmentFailed: texts.assessmentFailed
            }
        write(reason, reason.reason, areUnknown: false, into: &out)
        RoutingEventWriter.endReason(into: &out)
    }

    private mutating func writeConflict(_ submission: borrowing Submission, into out: inout ByteWriter) {
        support.removeAll()
        for finding in assessor.resolver.conflictingFindings { support.add(Int(finding.index)) }
        for number in assessor.resolver.conflictingNumbers {
            support.add(places.place(ofNumber: Int(number.index)))
        }
        write(texts.conflict, texts.conflict.reason, submission, isDisputed: true, into: &out)
    }

    /// Writes a reason that rests on the facts of `support`.
    private mutating func write(
        _ reason: RulesetTexts.ReasonTexts, _ template: RulesetTexts.Template, _ submission: borrowing Submission,
        areUnknown: Bool = false, isDisputed: Bool = false, into out: inout ByteWriter
    ) {
        write(reason, template, areUnknown: areUnknown, into: &out)
        evidence.write(support.facts, submission, isDisputed: isDisputed, into: &out)
        RoutingEventWriter.endReason(into: &out)
    }

    /// Writes a reason up to its evidence.
    private mutating func write(
        _ reason: RulesetTexts.ReasonTexts, _ template: RulesetTexts.Template, areUnknown: Bool,
        into out: inout ByteWriter
    ) {
        contents.reasons.append(reason.name)
        RoutingEventWriter.beginReason(template.opening, into: &out)
        for piece in texts.pieces[template.rest] {
            writePhrases(areUnknown: areUnknown, into: &out)
            RoutingEventWriter.endText(piece, into: &out)
        }
    }

    private mutating func writeScores(into out: inout ByteWriter) {
        let scores = ruleset.decisions.scores
        for index in scores.indices {
            guard ruleset.isReported(score: index, evaluation) else { continue }
            let bounds = evaluation.bounds(ofScore: index)
            let isApplicable = scores[index].notApplicableWhen.map { evaluation.truth($0) != true } ?? true
            let band =
                isApplicable ? ruleset.scores[index].band(low: bounds.low, high: bounds.high) : .notApplicable
            RoutingEventWriter.beginScore(
                texts.scores[index], low: bounds.low, high: bounds.high, band: band, into: &out)
            for (place, item) in evaluation.items(ofScore: index).enumerated()
            where evaluation.truth(item.signal) == nil {
                out.value(json: texts.scoreItems[index][place])
            }
            RoutingEventWriter.endScore(into: &out)
        }
    }
}

extension Ruleset {
    /// Whether the score with this index has anything to say of the submission.
    func isReported(score index: Int, _ evaluation: Evaluation) -> Bool {
        decisions.scores[index].reportedWhen.map { evaluation.truth($0) == true } ?? true
    }
}
