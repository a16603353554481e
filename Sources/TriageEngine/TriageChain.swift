package import JSON
package import TriageEvents

/// The pure chain, from a record's bytes to its output's bytes: decode, find, assess, encode.
///
/// No clock, no randomness, no I/O and no state from one submission to the next: the same bytes, shape headers, ruleset
/// and engine give the same output on any machine. One chain serves one thread; its buffers are kept.
package final class TriageChain {
    /// The number for the meaning of the code; raised by hand when the same input may give another body.
    package static let engine = 6

    package let ruleset: Ruleset
    private let decoder = IntakeDecoder()
    private let assessor: Assessor
    private var composer: EventComposer
    private let questions: OpenQuestionFinder
    private var ids: EventIDHash

    package init(ruleset: Ruleset) {
        self.ruleset = ruleset
        assessor = Assessor(ruleset: ruleset)
        composer = EventComposer(assessor: assessor)
        questions = OpenQuestionFinder(assessor)
        ids = EventIDHash(rulesetDigest: ruleset.texts.rulesetDigest, engine: Self.engine)
    }

    /// Decides one record. A routed one's body is appended to the writer; a dead letter writes nothing.
    package func process(
        value: UnsafeRawBufferPointer?, headers: RecordHeaders, into writer: inout ByteWriter
    ) -> ChainOutcome {
        let submission: Submission
        switch decoder.decode(value: value, headers: headers) {
        case .success(let decoded): submission = decoded
        case .failure(let rejection):
            let isRedFlag = assessor.hasRedFlag(decoder.readableText(of: value))
            return .deadLetter(ChainOutcome.DeadLetter(rejection: rejection, hasRedFlag: isRedFlag))
        }
        assessor.assess(submission)
        let eventID = ids.id(
            submissionID: submission.submissionID, value: value ?? UnsafeRawBufferPointer(start: nil, count: 0))
        encode(submission, eventID, into: &writer)
        return .routed(
            ChainOutcome.Routed(
                eventID: eventID, submissionID: submission.submissionID, submittedAt: submission.submittedAt,
                eventTime: submission.eventTime, category: assessor.decision.category,
                status: assessor.decision.status, priority: assessor.decision.priority, review: assessor.review,
                problems: submission.problemKinds, skipped: skipped(submission)))
    }

    private func skipped(_ submission: borrowing Submission) -> ChainOutcome.Skipped {
        var skipped = ChainOutcome.Skipped()
        skipped.unknownMembers = submission.unknownMemberCount
        skipped.unknownQuestions = assessor.answers.unknownQuestionCount
        skipped.byteOrderMarks = submission.hadByteOrderMark ? 1 : 0
        skipped.schemaRegistryPrefixes = submission.hadSchemaRegistryPrefix ? 1 : 0
        return skipped
    }

    /// Decides one record without writing anything and without open questions and reasons: for those who try many
    /// variants of one submission. Nil: it would be a dead letter.
    package func decide(value: UnsafeRawBufferPointer?, headers: RecordHeaders) -> AssessmentView? {
        guard case .success(let submission) = decoder.decode(value: value, headers: headers) else { return nil }
        assessor.assess(submission)
        return AssessmentView(ruleset, assessor, EventContents())
    }

    /// The assessment of the last record that was routed, by name; allocates.
    package var view: AssessmentView { AssessmentView(ruleset, assessor, composer.contents) }

    /// Writes the event; one that no lane would take is written again without what makes it large.
    private func encode(_ submission: borrowing Submission, _ eventID: EventID, into writer: inout ByteWriter) {
        let start = writer.count
        composer.compose(submission, eventID: eventID, openQuestions: questions.find(), into: &writer)
        guard writer.count - start > Self.bodyLimit else { return }
        writer.truncate(to: start)
        assessor.fail()
        composer.composeFailure(submission, eventID: eventID, into: &writer)
    }

    /// Bytes of a body; below what the lanes take, with room for headers.
    private static let bodyLimit = 4 << 20
}
