import MessageQueue
import Testing

@testable import KafkaQueue

/// What the group gives while the broker denies a part of it.
@Suite(.timeLimit(.minutes(1)))
struct KafkaStreamAssignmentTests {
    private static let kept = TopicPartition(topic: "kept", partition: 0)
    private static let back = TopicPartition(topic: "other", partition: 0)
    private static let missing = TopicPartition(topic: "other", partition: 7)

    @Test func partitionThatIsGoneHoldsUpNoOther() async throws {
        let (assigned, spent) = try await onThread { () throws -> ([TopicPartition], Duration) in
            try Self.withStream { stream throws -> ([TopicPartition], Duration) in
                stream.pendingAssignment = [Self.missing, Self.kept]
                let begin = ContinuousClock.now
                return (try Self.assignment(of: stream), begin.duration(to: .now))
            }
        }
        #expect(assigned == [Self.kept])
        #expect(spent < .seconds(5), "none of the waits for what is unknown is waited out")
    }

    /// The embedded broker cannot make a partition later: another one takes the place of the one that was missing.
    @Test func partitionThatIsKnownAgainIsTakenUp() async throws {
        let (assigned, record) = try await onThread { () throws -> ([TopicPartition], TopicPartition?) in
            try Self.withStream { stream throws -> ([TopicPartition], TopicPartition?) in
                stream.pendingAssignment = [Self.missing, Self.kept]
                _ = try Self.assignment(of: stream)
                stream.unknownPartitions = [Self.back]
                let assigned = try Self.assignment(of: stream)
                let output = try stream.output(topic: Self.back.topic)
                _ = try stream.publish(OutgoingRecord(topic: output, partition: 0, key: nil, value: nil))
                guard case .finished = stream.commit(within: .seconds(10)) else { return (assigned, nil) }
                return (assigned, try Self.record(of: stream))
            }
        }
        #expect(assigned == [Self.back])
        #expect(record == Self.back)
    }

    private static func withStream<Result>(
        _ body: (KafkaStream) throws -> Result
    ) throws -> Result {
        let broker = try EmbeddedBroker()
        try broker.createTopic("kept", partitionCount: 1)
        try broker.createTopic("other", partitionCount: 1)
        let stream = try KafkaStream(
            StreamConfiguration(group: "g", topics: ["kept", "other"], transactionalIDs: ["g.0"]),
            settings: broker.settings(), within: .seconds(10))
        defer { stream.close(within: .seconds(1)) }
        _ = try assignment(of: stream)
        return try body(stream)
    }

    private static func assignment(of stream: KafkaStream) throws -> [TopicPartition] {
        let deadline = ContinuousClock.now.advanced(by: .seconds(20))
        while ContinuousClock.now < deadline {
            do throws(QueueError) {
                if case .assigned(let found) = try stream.receive(limit: 1, wait: .milliseconds(100), gather: .zero) {
                    return found.map(\.partition)
                }
            } catch {
                guard error.isRetriable else { throw error }
            }
        }
        return []
    }

    private static func record(of stream: KafkaStream) throws -> TopicPartition? {
        let deadline = ContinuousClock.now.advanced(by: .seconds(10))
        while ContinuousClock.now < deadline {
            if case .batch(let batch) = try stream.receive(limit: 1, wait: .milliseconds(100), gather: .zero),
                let message = batch.messages.first
            {
                return batch.partition(of: message)
            }
        }
        return nil
    }
}
