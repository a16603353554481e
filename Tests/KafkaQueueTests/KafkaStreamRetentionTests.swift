import KafkaQueue
import MessageQueue
import Testing

/// The embedded broker keeps 5 MiB of a partition: what a stream did not fetch in time is gone.
@Suite(.timeLimit(.minutes(1)))
struct KafkaStreamRetentionTests {
    @Test func goesOnAtTheOldestRecordThatIsKept() async throws {
        let broker = try EmbeddedBroker()
        try broker.createTopic("in", partitionCount: 1)
        try await onThread {
            let settings = broker.settings(properties: [
                ("consumer.queued.max.messages.kbytes", "64"), ("consumer.fetch.message.max.bytes", "16384"),
                ("producer.compression.codec", "none"),
            ])
            let queue = KafkaQueue(settings, features: EmbeddedBroker.features)
            let stream = try queue.openStream(
                StreamConfiguration(group: "g", topics: ["in"], transactionalIDs: ["g.0"], dataLoss: .continue),
                within: .seconds(10))
            defer { stream.close(within: .seconds(1)) }
            let deadline = ContinuousClock.now.advanced(by: .seconds(40))
            var isAssigned = false
            while !isAssigned, ContinuousClock.now < deadline {
                if case .assigned = try stream.receive(limit: 1, wait: .milliseconds(100)) { isAssigned = true }
            }
            let count: Int64 = 15_000
            try fill(queue, count: Int(count))
            var lost: Int64 = 0
            var next: Int64 = 0
            while next < count, ContinuousClock.now < deadline {
                switch try stream.receive(limit: 1000, wait: .milliseconds(100)) {
                case .assigned(let partitions):
                    lost += partitions.reduce(0) { $0 + $1.lostRecords }
                    next = partitions.first?.position ?? next
                case .batch(let batch):
                    #expect(batch.messages.first?.offset == next)
                    next = (batch.messages.last?.offset ?? 0) + 1
                    guard case .finished = stream.commit(within: .seconds(5)) else {
                        Issue.record("the commit passes")
                        return
                    }
                default: break
                }
            }
            #expect(next == count)
            #expect(lost > 0)
        }
    }

    private func fill(_ queue: KafkaQueue, count: Int) throws {
        let producer = try queue.openProducer()
        let output = try producer.output(topic: "in")
        let kilobyte = [UInt8](repeating: 1, count: 1024)
        for _ in 0..<count {
            try kilobyte.withUnsafeBytes {
                try producer.publish(OutgoingRecord(topic: output, partition: 0, key: nil, value: $0))
            }
        }
        try producer.flush(within: .seconds(20))
        producer.close(within: .zero)
    }
}
