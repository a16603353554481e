import MessageQueue
import Testing

@testable import KafkaQueue

@Suite(.timeLimit(.minutes(1)))
struct RDKafkaConsumerTests {
    /// The group waits for the answer to a rebalance that was announced beside a batch; so did close, for ever.
    @Test func closesWithRebalanceThatNobodyAnswered() async throws {
        let broker = try EmbeddedBroker()
        try broker.createTopic("in", partitionCount: 1)
        try await onThread {
            let consumer = try member(of: broker)
            let deadline = ContinuousClock.now.advanced(by: .seconds(20))
            while !consumer.hasRebalance, ContinuousClock.now < deadline {
                _ = consumer.drain(limit: 1, wait: .milliseconds(100), gather: .zero)
            }
            #expect(consumer.hasRebalance)
            consumer.close()
        }
    }

    private func member(of broker: EmbeddedBroker) throws -> RDKafkaConsumer {
        let consumer = try RDKafkaConsumer(
            .member(group: "g", reportsEnd: false, share: 1), settings: broker.settings())
        try consumer.subscribe(["in"])
        return consumer
    }
}
