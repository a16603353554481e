import KafkaQueue
import MessageQueue
import MessageQueueConformance
import Testing

/// One cluster for all checks: the first member of each group waits 3 s, side by side.
@Suite(.timeLimit(.minutes(2)))
struct EmbeddedBrokerConformanceTests {
    private static let broker = Result { try EmbeddedBroker() }

    @Test(arguments: QueueConformance.Check.applying(to: EmbeddedBroker.features))
    func keepsTheContract(_ check: QueueConformance.Check) async throws {
        let broker = try Self.broker.get()
        let queue = KafkaQueue(broker.settings(), features: EmbeddedBroker.features)
        let conformance = QueueConformance(queue, prefix: "c") {
            try broker.createTopic($0.name, partitionCount: $0.partitionCount)
        }
        await conformance.run(check)
    }
}
