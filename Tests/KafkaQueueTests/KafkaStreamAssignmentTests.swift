import Locking
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

    @Test func whatIsLeftOutAndTakenUpIsSaid() async throws {
        let lines = try await onThread { () throws -> [String] in
            let lines = Lock<[String]>([])
            try Self.withStream(log: lines) { stream, _ throws in
                stream.pendingAssignment = [Self.missing, Self.kept]
                _ = try Self.assignment(of: stream)
                stream.unknownPartitions = [Self.back]
                _ = try Self.assignment(of: stream)
            }
            return lines.withLock { $0 }
        }
        #expect(
            lines == [
                "left out until the broker knows them: other/7", "taken up, the broker knows them again: other/0",
            ])
    }

    /// The broker knows the partition again, but a transaction of the group hangs in its position.
    @Test func partitionWhosePositionStaysUnstableIsSaidAndHoldsUpNoOther() async throws {
        let lines = Lock<[String]>([])
        let (longest, assigned) = try await onThread { () throws -> (Duration, [TopicPartition]) in
            try Self.withStream(log: lines) { stream, broker throws -> (Duration, [TopicPartition]) in
                stream.pendingAssignment = [Self.missing, Self.kept]
                _ = try Self.assignment(of: stream)
                stream.unknownPartitions = [Self.back]
                broker.fail(.groupPositions, with: Array(repeating: .unstablePositions, count: 15))
                var longest = Duration.zero
                let deadline = ContinuousClock.now.advanced(by: .seconds(20))
                while ContinuousClock.now < deadline, !Self.isRefused(lines) {
                    let begin = ContinuousClock.now
                    _ = try stream.receive(limit: 1, wait: .milliseconds(100), gather: .zero)
                    longest = max(longest, begin.duration(to: .now))
                }
                return (longest, try Self.assignment(of: stream))
            }
        }
        #expect(Self.isRefused(lines), "\(lines.withLock { $0 })")
        #expect(longest < .seconds(4), "the others wait for it no longer than a look may take")
        #expect(assigned == [Self.back])
    }

    private static func isRefused(_ lines: Lock<[String]>) -> Bool {
        lines.withLock { lines in
            lines.contains { $0.hasPrefix("asked again for what the broker did not know: committed position") }
        }
    }

    /// The broker waits for the answer to the revocation; an assignment instead would read what goes elsewhere.
    @Test func nothingIsTakenUpWhileARevocationWaits() async throws {
        let revoked = try await onThread { () throws -> [TopicPartition] in
            try Self.withStream { stream, broker throws -> [TopicPartition] in
                stream.pendingAssignment = [Self.missing, Self.kept]
                _ = try Self.assignment(of: stream)
                stream.unknownPartitions = [Self.back]
                let other = try KafkaStream(
                    StreamConfiguration(group: "g", topics: ["kept"], transactionalIDs: ["g.1"]),
                    settings: broker.settings(), within: .seconds(10))
                defer { other.close(within: .seconds(1)) }
                let deadline = ContinuousClock.now.advanced(by: .seconds(20))
                while !stream.consumer.hasRebalance, ContinuousClock.now < deadline {
                    _ = stream.consumer.drain(limit: 1, wait: .milliseconds(100), gather: .zero)
                }
                // A look is due.
                stream.patience.noteProgress()
                _ = stream.patience.judge(
                    QueueError(.unknownPartition, "scripted"), now: .now.advanced(by: .seconds(-10)))
                let event = try stream.receive(limit: 1, wait: .milliseconds(100), gather: .zero)
                guard case .revoked(let partitions) = event else { return [] }
                return partitions
            }
        }
        #expect(revoked == [Self.kept])
    }

    private static func withStream<Result>(
        _ body: (KafkaStream) throws -> Result
    ) throws -> Result {
        try withStream { stream, _ in try body(stream) }
    }

    /// The log gets what the stream itself says.
    private static func withStream<Result>(
        log: Lock<[String]> = Lock([]), _ body: (KafkaStream, EmbeddedBroker) throws -> Result
    ) throws -> Result {
        let broker = try EmbeddedBroker()
        try broker.createTopic("kept", partitionCount: 1)
        try broker.createTopic("other", partitionCount: 1)
        var settings = broker.settings()
        settings.log = { line in
            guard line.facility == "LEFTOUT", line.level == 3 else { return }
            log.withLock { $0.append(line.text) }
        }
        let stream = try KafkaStream(
            StreamConfiguration(group: "g", topics: ["kept", "other"], transactionalIDs: ["g.0"]),
            settings: settings, within: .seconds(10))
        defer { stream.close(within: .seconds(1)) }
        _ = try assignment(of: stream)
        return try body(stream, broker)
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
