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
        #expect(!patience.isLookDue(now: begin))
        _ = patience.judge(Self.unknown, now: begin)
        #expect(looks(patience, lasting: .zero) == [2, 4, 9, 11])
        patience.noteProgress()
        #expect(!patience.isLookDue(now: begin.advanced(by: .seconds(60))))
    }

    /// However long the answer takes, the other partitions have their time between two looks.
    @Test func theTimeToTheNextQuestionBeginsWithTheEndOfTheLast() {
        var patience = TopicPatience()
        _ = patience.judge(Self.unknown, now: begin)
        #expect(looks(patience, lasting: .seconds(1)) == [2, 5, 9])
        #expect(looks(patience, lasting: .seconds(3)) == [2, 9])
    }

    /// The seconds at which a look begins.
    private func looks(_ patience: TopicPatience, lasting time: Duration) -> [Int] {
        var patience = patience
        return [0, 1, 2, 3, 4, 5, 9, 10, 11].filter { second in
            let now = begin.advanced(by: .seconds(second))
            guard patience.isLookDue(now: now) else { return false }
            patience.noteLook(now: now.advanced(by: time))
            return true
        }
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
