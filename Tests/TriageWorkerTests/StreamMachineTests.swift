import MessageQueue
import Testing

@testable import TriageWorker

struct StreamMachineTests {
    private let place = TopicPartition(topic: "in", partition: 0)
    private let refused = QueueError(.other, "refused", requiresAbort: true)
    private let busy = QueueError(.timedOut, "busy", isRetriable: true)
    private let unknown = QueueError(.transactionFailed, "unknown")

    private func batch(_ records: Int, stat: Bool = false, bytes: Int = 0, upTo offset: Int64 = 0) -> PublishedBatch {
        PublishedBatch(
            records: records, bytes: bytes, holdsStat: stat, reached: [.init(partition: place, offset: offset)])
    }

    /// A machine that has published `records` and awaits what `receive` brings.
    private func filled(_ records: Int = 10, retry: RetryPolicy = RetryPolicy()) -> Transcript {
        var step = Transcript(retry: retry)
        _ = step(.opened)
        _ = step(.arrived(records: records))
        _ = step(.published(batch(records, upTo: 9)))
        return step
    }

    /// The same, with the commit called.
    private func committing(_ records: Int = 10) -> Transcript {
        var step = filled(records)
        _ = step(.nothingCame)
        return step
    }

    @Test func waitsForNothingByDefault() {
        var step = Transcript(batch: BatchPolicy())
        _ = step(.opened)
        _ = step(.arrived(records: 3))
        #expect(step(.published(batch(3))) == ["receive 50 0"])
        #expect(step(.nothingCame) == ["commit 10000"])
    }

    @Test func commitsOnceNothingMoreIsAtHand() {
        var step = Transcript()
        #expect(step(.opened) == ["receive 50 1000"])
        #expect(step(.nothingCame) == ["receive 50 1000"])
        #expect(step(.arrived(records: 3)) == ["publish"])
        #expect(step(.published(batch(3))) == ["receive 50 5"])
        #expect(step(.nothingCame) == ["commit 10000"])
        #expect(step(.outcome(.finished, refused: [])) == ["committed 3", "receive 50 1000"])
    }

    @Test func somethingStatClosesTheUnitAtOnce() {
        var step = Transcript()
        _ = step(.opened)
        _ = step(.arrived(records: 3))
        #expect(step(.published(batch(3, stat: true))) == ["commit 10000"])
    }

    @Test func eachLimitClosesTheUnit() {
        var policy = Transcript.waiting
        policy.maximumRecords = 600
        policy.maximumBytes = 1000
        var step = Transcript(batch: policy)
        _ = step(.opened)
        _ = step(.arrived(records: 500))
        #expect(step(.published(batch(500))) == ["receive 100 5"])
        _ = step(.arrived(records: 100))
        #expect(step(.published(batch(100))) == ["commit 10000"])
        _ = step(.outcome(.finished, refused: []))
        _ = step(.arrived(records: 1))
        #expect(step(.published(batch(1, bytes: 1000))) == ["commit 10000"])
        _ = step(.outcome(.finished, refused: []))
        _ = step(.arrived(records: 1))
        step.pass(.milliseconds(98))
        #expect(step(.published(batch(1))) == ["receive 2 2"])
        _ = step(.arrived(records: 1))
        step.pass(.milliseconds(2))
        #expect(step(.published(batch(1))) == ["commit 10000"])
    }

    @Test func takesAsManyAtOnceAsAMachineThatIsStarvedDecidesOnInAFifthOfASecond() {
        var step = Transcript()
        _ = step(.opened)
        _ = step(.arrived(records: 50))
        step.pass(.seconds(2))
        #expect(step(.published(batch(50))) == ["commit 10000"])
        #expect(step(.outcome(.finished, refused: [])) == ["committed 50", "receive 5 1000"])
        // One that fails for its age tells as much: it comes again in smaller parts.
        _ = step(.arrived(records: 5))
        step.pass(.seconds(6))
        _ = step(.publishFailed(unknown, partitions: [place]))
        _ = step(.outcome(.finished, refused: []))
        #expect(step(.waited) == ["receive 1 1000"])
        _ = step(.arrived(records: 1))
        step.pass(.microseconds(400))
        #expect(step(.published(batch(1))) == ["receive 50 5"])
    }

    @Test func takesMoreAtOnceInStepsHoweverQuickOneRecordWas() {
        var step = Transcript()
        _ = step(.opened)
        _ = step(.arrived(records: 1))
        step.pass(.microseconds(3))
        #expect(step(.published(batch(1))) == ["receive 50 5"])
        _ = step(.arrived(records: 50))
        step.pass(.milliseconds(1))
        #expect(step(.published(batch(50))) == ["receive 400 5"])
    }

    @Test func takesNoMoreAtOnceForAFailureThatCameSoon() {
        var step = Transcript()
        _ = step(.opened)
        _ = step(.arrived(records: 50))
        step.pass(.seconds(2))
        _ = step(.published(batch(50)))
        _ = step(.outcome(.finished, refused: []))
        _ = step(.arrived(records: 5))
        step.pass(.milliseconds(1))
        _ = step(.publishFailed(unknown, partitions: [place]))
        _ = step(.outcome(.finished, refused: []))
        #expect(step(.waited) == ["receive 5 1000"])
    }

    @Test func repeatsARetriableCommitAndNeverAbortsIt() {
        var step = committing()
        for _ in 0..<5 {
            #expect(step(.outcome(.retry(busy), refused: [])) == ["tell commitUnfinished", "commit 10000"])
        }
        #expect(step(.outcome(.finished, refused: [])) == ["committed 10", "receive 80 1000"])
    }

    @Test func abortsThenStartsAgainAfterAWait() {
        var step = committing()
        #expect(step(.outcome(.abort(unknown), refused: [])) == ["abort 10000"])
        #expect(step(.outcome(.finished, refused: [])) == ["tell unitAborted", "dropped", "wait 100"])
        #expect(step(.waited) == ["receive 80 1000"])
    }

    @Test func anAbortThatFailsIsToldAsThatAndRepeated() {
        var step = committing()
        _ = step(.outcome(.abort(unknown), refused: []))
        #expect(step(.outcome(.retry(busy), refused: [])) == ["tell abortUnfinished", "abort 10000"])
        #expect(step(.outcome(.abort(unknown), refused: [])) == ["tell abortUnfinished", "abort 10000"])
        #expect(step(.outcome(.finished, refused: [])) == ["tell unitAborted", "dropped", "wait 100"])
    }

    @Test func waitsLongerWithEachFailureUpToALimit() {
        var step = committing()
        var waits: [String] = []
        for _ in 0..<8 {
            _ = step(.outcome(.abort(unknown), refused: []))
            waits.append(step(.outcome(.finished, refused: [])).last ?? "")
            _ = step(.waited)
            _ = step(.arrived(records: 1))
            _ = step(.published(batch(1)))
            _ = step(.nothingCame)
        }
        #expect(
            waits == ["wait 100", "wait 200", "wait 400", "wait 800", "wait 1600"]
                + Array(repeating: "wait 2000", count: 3))
    }

    @Test func quarantinesRefusedOutputs() {
        var step = committing()
        let refusals = [RefusedOutput(output: 4, code: .messageTooLarge)]
        #expect(step(.outcome(.abort(refused), refused: refusals)) == ["quarantine 4", "abort 10000"])
    }

    @Test func stopsWhenALaneRefusesEverything() {
        var step = committing()
        let error = QueueError(.notAuthorized, "no", requiresAbort: true)
        let refusals = [RefusedOutput(output: 0, code: .notAuthorized)]
        #expect(step(.outcome(.abort(error), refused: refusals)) == ["abort 10000"])
        #expect(
            step(.outcome(.finished, refused: [])) == ["tell unitAborted", "dropped", "finish not_authorized"])
    }

    @Test func halvesUnitsUntilTheRecordToBlameStandsAlone() {
        var step = Transcript()
        _ = step(.opened)
        var limits: [Int] = []
        var quarantined = 0
        // Of each unit the first record is to blame, for a reason that nobody can name.
        for _ in 0..<20 where quarantined == 0 {
            let limit = min(step.machine.recordLimit, 8)
            limits.append(limit)
            _ = step(.arrived(records: limit))
            _ = step(.published(batch(limit)))
            if step.machine.isCommitting == false { _ = step(.nothingCame) }
            _ = step(.outcome(.abort(refused), refused: []))
            if step(.outcome(.finished, refused: [])).contains("quarantine unit") { quarantined += 1 }
            _ = step(.waited)
        }
        #expect(limits == [8, 8, 4, 2, 1, 1, 1])
        #expect(quarantined == 1)
    }

    @Test func neverBlamesARecordForTheBrokersState() {
        var step = Transcript()
        _ = step(.opened)
        for _ in 0..<50 {
            _ = step(.arrived(records: 1))
            _ = step(.published(batch(1)))
            if step.machine.isCommitting == false { _ = step(.nothingCame) }
            _ = step(.outcome(.abort(unknown), refused: []))
            #expect(!step(.outcome(.finished, refused: [])).contains("quarantine unit"))
            _ = step(.waited)
        }
    }

    @Test func unitsGrowAgainAfterSuccess() {
        var step = committing(1000)
        for _ in 0..<3 {
            _ = step(.outcome(.abort(unknown), refused: []))
            _ = step(.outcome(.finished, refused: []))
            _ = step(.waited)
            _ = step(.arrived(records: 1000))
            _ = step(.published(batch(1000)))
            _ = step(.nothingCame)
        }
        let narrow = step.machine.recordLimit
        #expect(narrow < 1000)
        _ = step(.outcome(.finished, refused: []))
        #expect(step.machine.recordLimit == narrow * 2)
    }

    @Test func asksTheBrokerWhenTheOutcomeIsUnknown() {
        var step = committing()
        #expect(step(.outcome(.recover(unknown), refused: [])) == ["tell recovering", "recover"])
        #expect(step(.recoverFailed(busy)) == ["tell recoverFailed", "wait 100"])
        #expect(step(.waited) == ["recover"])
        let before = AssignedPartition(partition: place, position: 0, isCommitted: true)
        #expect(step(.recovered([before])) == ["tell recovered dropped", "dropped", "wait 100"])
    }

    @Test func countsAUnitThatTurnsOutToBeCommitted() {
        var step = committing()
        _ = step(.outcome(.recover(unknown), refused: []))
        let behind = AssignedPartition(partition: place, position: 10, isCommitted: true)
        #expect(step(.recovered([behind])) == ["tell recovered committed", "committed 10", "receive 80 1000"])
    }

    @Test func finishesWhenASuccessorHasTakenOver() {
        var step = committing()
        let fenced = QueueError(.fenced, "taken over", isFatal: true)
        #expect(step(.outcome(.stop(fenced), refused: [])) == ["dropped", "finish fenced"])
    }

    @Test func commitsWhatIsRevokedWithinItsBudget() {
        var step = filled()
        #expect(step(.revoked([place], budget: .seconds(2))) == ["tell revoked", "commit 2000"])
        step.pass(.seconds(1))
        #expect(step(.outcome(.retry(busy), refused: [])) == ["tell commitUnfinished", "commit 1000"])
        step.pass(.seconds(1))
        #expect(step(.outcome(.retry(busy), refused: [])) == ["tell recovering", "recover"])
    }

    @Test func abortsWhatIsLost() {
        var step = filled()
        #expect(step(.lost([place])) == ["tell lost", "abort 10000"])
        _ = step(.outcome(.finished, refused: []))
        #expect(step(.waited) == ["receive 80 1000"])
    }

    @Test func stopCommitsTheUnitInHandThenFinishes() {
        var step = filled()
        #expect(step(.stop) == [])
        #expect(step(.nothingCame) == ["commit 4000"])
        #expect(step(.outcome(.finished, refused: [])) == ["committed 10", "finish stopped"])
    }

    @Test func stopPublishesTheBatchThatArrivedFirst() {
        var step = Transcript()
        _ = step(.opened)
        _ = step(.stop)
        #expect(step(.arrived(records: 2)) == ["publish"])
        #expect(step(.published(batch(2))) == ["commit 4000"])
    }

    @Test func stopLeavesAnOpenCommitToTheNextStartOnceItsTimeIsOver() {
        var step = committing()
        _ = step(.stop)
        step.pass(.seconds(3))
        #expect(step(.outcome(.retry(busy), refused: [])) == ["tell commitUnfinished", "commit 1000"])
        step.pass(.seconds(1))
        #expect(step(.outcome(.retry(busy), refused: [])) == ["tell leftOpen", "dropped", "finish stopped"])
    }

    @Test func stopEndsAWait() {
        var step = committing()
        _ = step(.outcome(.abort(unknown), refused: []))
        _ = step(.outcome(.finished, refused: []))
        _ = step(.stop)
        #expect(step(.waited) == ["finish stopped"])
    }

    @Test func waitsWhileTheBrokerIsOutOfReach() {
        var step = Transcript()
        _ = step(.opened)
        #expect(step(.receiveFailed(busy)) == ["tell receiveFailed", "wait 100"])
        #expect(step(.waited) == ["receive 50 1000"])
    }

    @Test func finishesWhenTheCommittedPositionIsGone() {
        var step = Transcript()
        _ = step(.opened)
        let gone = QueueError(.positionLost, "gone", isFatal: true, lostRecords: 7)
        #expect(step(.receiveFailed(gone)) == ["tell receiveFailed", "finish position_lost"])
    }

    @Test func dropsTheUnitWhenPublishingFails() {
        var step = Transcript()
        _ = step(.opened)
        _ = step(.arrived(records: 2))
        #expect(step(.publishFailed(unknown, partitions: [place])) == ["tell publishFailed", "abort 10000"])
    }

    @Test func tellsAnEndOnlyOnceItIsCommitted() {
        var step = filled()
        #expect(step(.endOfPartition(place, offset: 12)) == ["receive 80 5"])
        #expect(step(.nothingCame) == ["commit 10000"])
        #expect(step(.outcome(.finished, refused: [])) == ["committed 10", "end in/0 12", "receive 80 1000"])
        #expect(step(.endOfPartition(place, offset: 12)) == ["end in/0 12", "receive 80 1000"])
    }

    @Test func forgetsAnEndWhenTheUnitBeforeItIsDropped() {
        var step = filled()
        _ = step(.endOfPartition(place, offset: 12))
        _ = step(.nothingCame)
        _ = step(.outcome(.abort(unknown), refused: []))
        #expect(!step(.outcome(.finished, refused: [])).contains("end in/0 12"))
    }

    @Test func keepsAnEndThatTheDroppedUnitHoldsNothingOf() {
        var step = filled()
        _ = step(.endOfPartition(TopicPartition(topic: "in", partition: 1), offset: 7))
        _ = step(.nothingCame)
        _ = step(.outcome(.abort(unknown), refused: []))
        _ = step(.outcome(.finished, refused: []))
        _ = step(.waited)
        _ = step(.arrived(records: 1))
        _ = step(.published(batch(1)))
        _ = step(.nothingCame)
        #expect(step(.outcome(.finished, refused: [])).contains("end in/1 7"))
    }
}
