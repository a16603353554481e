import MessageQueue
import Testing

@testable import KafkaQueue

struct TopicPatienceTests {
    private static let unknown = QueueError(.unknownPartition, "scripted")
    private let begin = ContinuousClock.now

    @Test func aPartitionThatIsUnknownForAMomentMayBeAskedForAgain() {
        var patience = TopicPatience()
        for seconds in [0, 5, 59] {
            #expect(patience.judge(Self.unknown, now: begin.advanced(by: .seconds(seconds))).isRetriable)
        }
    }

    @Test func aPartitionThatStaysUnknownIsGone() {
        var patience = TopicPatience()
        _ = patience.judge(Self.unknown, now: begin)
        let error = patience.judge(Self.unknown, now: begin.advanced(by: TopicPatience.longest))
        #expect(!error.isRetriable)
        #expect(error.code == .unknownPartition)
    }

    @Test func aBrokerThatKnowsThemAgainEndsTheTime() {
        var patience = TopicPatience()
        _ = patience.judge(Self.unknown, now: begin)
        patience.noteProgress()
        #expect(patience.judge(Self.unknown, now: begin.advanced(by: TopicPatience.longest)).isRetriable)
    }

    @Test func aBrokerThatDoesNotAnswerDeniesNothing() {
        var patience = TopicPatience()
        _ = patience.judge(Self.unknown, now: begin)
        let answered = begin.advanced(by: .seconds(300))
        patience.noteSilence(now: answered)
        #expect(patience.judge(Self.unknown, now: answered.advanced(by: .seconds(59))).isRetriable)
        #expect(!patience.judge(Self.unknown, now: answered.advanced(by: TopicPatience.longest)).isRetriable)
    }

    @Test func asksOnlyWhileSomethingIsUnknownAndNotTooOften() {
        var patience = TopicPatience()
        let isEarly = patience.isLookDue(now: begin)
        #expect(!isEarly)
        _ = patience.judge(Self.unknown, now: begin)
        let asked = [0, 1, 2, 3, 4, 5, 9, 10, 11].filter {
            patience.isLookDue(now: begin.advanced(by: .seconds($0)))
        }
        #expect(asked == [2, 4, 9, 11])
        patience.noteProgress()
        let isLate = patience.isLookDue(now: begin.advanced(by: .seconds(60)))
        #expect(!isLate)
    }

    @Test func saysHowLongATopicWasUnknown() {
        var patience = TopicPatience()
        _ = patience.judge(Self.unknown, now: begin)
        let retriable = QueueError(.unknownTopic, "scripted", isRetriable: true)
        let error = patience.judge(retriable, now: begin.advanced(by: .seconds(61)))
        #expect(!error.isRetriable)
        #expect(error.reason.contains("61 s"))
    }

    @Test func otherErrorsStayAsTheyAre() {
        var patience = TopicPatience()
        #expect(!patience.judge(QueueError(.notAuthorized, "scripted"), now: begin).isRetriable)
        #expect(!patience.judge(QueueError(.unknownTopic, "scripted", isFatal: true), now: begin).isRetriable)
    }
}
