import KafkaQueue
import MessageQueue
import Testing

extension RealBrokerTests {
    struct Administration {
        @Test func brokersTellWhatTheyDoWhereATopicSaysNothing() async throws {
            let queue = KafkaQueue(KafkaSettings(bootstrap: RealBroker.bootstrap))
            try await onThread {
                let found = try queue.brokerConfiguration(
                    names: ["default.replication.factor", "min.insync.replicas", "no.such.setting"],
                    within: .seconds(20))
                #expect(found.map(\.name) == ["default.replication.factor", "min.insync.replicas"])
                #expect(found.allSatisfy { Int($0.value) != nil })
            }
        }
    }
}
