import KafkaQueue
import MessageQueue
import Testing

@Suite(.timeLimit(.minutes(1)))
struct KafkaReaderTests {
    /// What is prefetched waits in the queue that errors come through as well: looking for these must not meet that.
    @Test func seekWhileTheBrokerIsAwayFailsAndSucceedsLater() async throws {
        let broker = try EmbeddedBroker()
        try broker.createTopic("in", partitionCount: 1)
        try await onThread {
            let queue = KafkaQueue(broker.settings(), features: EmbeddedBroker.features)
            let producer = try queue.openProducer()
            let output = try producer.output(topic: "in")
            for _ in 0..<100 { try producer.publish(OutgoingRecord(topic: output, partition: 0, key: nil, value: nil)) }
            try producer.flush(within: .seconds(10))
            producer.close(within: .zero)
            let partition = TopicPartition(topic: "in", partition: 0)
            let reader = try queue.openReader([(partition, .beginning)], streamsInProcess: 1)
            defer { reader.close() }
            #expect(try firstOffset(of: reader) == 0)
            broker.setBroker(1, isUp: false)
            let error = #expect(throws: QueueError.self) { try reader.seek([(partition, .offset(50))]) }
            #expect(error?.isRetriable == true)
            broker.setBroker(1, isUp: true)
            try reader.seek([(partition, .offset(50))])
            #expect(try firstOffset(of: reader) == 50)
        }
    }

    private func firstOffset(of reader: any MessageReader) throws -> Int64? {
        let deadline = ContinuousClock.now.advanced(by: .seconds(20))
        while ContinuousClock.now < deadline {
            if case .batch(let batch) = try reader.receive(limit: 1, wait: .milliseconds(200)) {
                return batch.messages.first?.offset
            }
        }
        return nil
    }
}
