import Foundation
import KafkaQueue
import MessageQueueConformance
import Testing

extension RealBrokerTests {
    struct Conformance {
        @Test(arguments: QueueConformance.Check.allCases)
        func keepsTheContract(_ check: QueueConformance.Check) async throws {
            let queue = KafkaQueue(KafkaSettings(bootstrap: RealBroker.bootstrap))
            // Runs on a cluster that stays must not meet each other's topics.
            let run = "conformance.\(UInt32.random(in: .min ... .max))"
            await QueueConformance(queue, prefix: run).run(check)
        }
    }
}
