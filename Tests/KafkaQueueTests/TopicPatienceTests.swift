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

    @Test func whatComesInBetweenBeginsAnew() {
        var patience = TopicPatience()
        _ = patience.judge(Self.unknown, now: begin)
        patience.noteProgress()
        #expect(patience.judge(Self.unknown, now: begin.advanced(by: TopicPatience.longest)).isRetriable)
    }

    @Test func otherErrorsStayAsTheyAre() {
        var patience = TopicPatience()
        #expect(!patience.judge(QueueError(.notAuthorized, "scripted"), now: begin).isRetriable)
        #expect(!patience.judge(QueueError(.unknownTopic, "scripted", isFatal: true), now: begin).isRetriable)
    }
}
