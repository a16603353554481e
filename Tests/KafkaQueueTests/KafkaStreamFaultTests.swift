import Foundation
import KafkaQueue
import MessageQueue
import Testing

/// Failures that the embedded broker can be told to answer with. A cluster for each test: what is scripted meets any
/// client.
@Suite(.timeLimit(.minutes(1)))
struct KafkaStreamFaultTests {
    private enum Ending: Equatable { case finished, retry, abort, recover, stop }

    /// Publishes one record and commits it on a thread of its own, after `script`.
    private func commit(_ script: @escaping @Sendable (EmbeddedBroker) -> Void) async throws -> (Ending, Ending?) {
        let broker = try EmbeddedBroker()
        try broker.createTopic("in", partitionCount: 1)
        try broker.createTopic("lane", partitionCount: 1)
        return try await onThread {
            let queue = KafkaQueue(broker.settings(), features: EmbeddedBroker.features)
            let stream = try queue.openStream(
                StreamConfiguration(group: "g", topics: ["in"], transactionalIDs: ["g.0"]), within: .seconds(10))
            defer { stream.close(within: .seconds(1)) }
            let output = try stream.output(topic: "lane")
            try Self.assignment(of: stream)
            script(broker)
            try stream.publish(OutgoingRecord(topic: output, key: nil, value: nil))
            let first = Self.ending(stream.commit(within: .seconds(5)))
            switch first {
            case .abort: return (first, Self.ending(stream.abort(within: .seconds(5))))
            case .recover:
                _ = try stream.recover(within: .seconds(5))
                try stream.publish(OutgoingRecord(topic: output, key: nil, value: nil))
                return (first, Self.ending(stream.commit(within: .seconds(5))))
            default: return (first, nil)
            }
        }
    }

    private static func ending(_ outcome: UnitOutcome) -> Ending {
        switch outcome {
        case .finished: .finished
        case .retry: .retry
        case .abort: .abort
        case .recover: .recover
        case .stop: .stop
        }
    }

    @Test func loadingCoordinatorIsWaitedFor() async throws {
        let endings = try await commit { $0.fail(.endTransaction, with: [.coordinatorLoading, .coordinatorLoading]) }
        #expect(endings == (.finished, nil))
    }

    @Test func youngTransactionThatIsFencedStops() async throws {
        let endings = try await commit { $0.fail(.endTransaction, with: [.producerFenced]) }
        #expect(endings == (.stop, nil))
    }

    @Test func fatalStateIsRecovered() async throws {
        let endings = try await commit { $0.fail(.endTransaction, with: [.invalidTransactionState]) }
        #expect(endings == (.recover, .finished))
    }

    @Test func groupThatMovedOnRequiresAbort() async throws {
        let endings = try await commit { $0.fail(.commitTransactionOffsets, with: [.unknownMember]) }
        #expect(endings == (.abort, .finished))
    }

    @Test func refusedRecordRequiresAbort() async throws {
        let endings = try await commit { $0.fail(.produce, with: [.messageTooLarge]) }
        #expect(endings == (.abort, .finished))
    }

    /// The broker's answer to a record of a transaction that it has timed out: only the abort can tell what that means.
    @Test func oldTransactionThatIsFencedWhilePublishingIsRecovered() async throws {
        let broker = try EmbeddedBroker()
        try broker.createTopic("in", partitionCount: 1)
        try broker.createTopic("lane", partitionCount: 1)
        try await onThread {
            var settings = broker.settings()
            settings.transactionTimeout = .seconds(1)
            let queue = KafkaQueue(settings, features: EmbeddedBroker.features)
            let stream = try queue.openStream(
                StreamConfiguration(group: "g", topics: ["in"], transactionalIDs: ["g.0"]), within: .seconds(10))
            defer { stream.close(within: .seconds(1)) }
            let output = try stream.output(topic: "lane")
            try Self.assignment(of: stream)
            try stream.publish(OutgoingRecord(topic: output, key: nil, value: nil))
            let old = ContinuousClock.now.advanced(by: .seconds(1))
            while ContinuousClock.now < old { _ = try stream.receive(limit: 1, wait: .milliseconds(100)) }
            broker.fail(.produce, with: [.staleProducerEpoch])
            let deadline = ContinuousClock.now.advanced(by: .seconds(10))
            let error = #expect(throws: QueueError.self) {
                while ContinuousClock.now < deadline {
                    try stream.publish(OutgoingRecord(topic: output, key: nil, value: nil))
                    _ = try stream.receive(limit: 1, wait: .milliseconds(20))
                }
            }
            #expect(error?.requiresAbort == true)
            #expect(error?.isFatal == false)
            #expect(Self.ending(stream.abort(within: .seconds(5))) == .recover)
            _ = try stream.recover(within: .seconds(5))
            try stream.publish(OutgoingRecord(topic: output, key: nil, value: nil))
            #expect(Self.ending(stream.commit(within: .seconds(5))) == .finished)
        }
    }

    @Test func unitOfStreamWithoutPartitionsIsNotCommitted() async throws {
        let broker = try EmbeddedBroker()
        try broker.createTopic("in", partitionCount: 1)
        try await onThread {
            let queue = KafkaQueue(broker.settings(), features: EmbeddedBroker.features)
            let stream = try queue.openStream(
                StreamConfiguration(group: "g", topics: ["in"], transactionalIDs: ["g.0"]), within: .seconds(10))
            defer { stream.close(within: .seconds(1)) }
            let output = try stream.output(topic: "in")
            try stream.publish(OutgoingRecord(topic: output, key: nil, value: nil))
            #expect(Self.ending(stream.commit(within: .seconds(5))) == .abort)
            #expect(Self.ending(stream.abort(within: .seconds(5))) == .finished)
        }
    }

    private static func assignment(of stream: any MessageStream) throws {
        let deadline = ContinuousClock.now.advanced(by: .seconds(20))
        var isAssigned = false
        while !isAssigned, ContinuousClock.now < deadline {
            if case .assigned = try stream.receive(limit: 1, wait: .milliseconds(100)) { isAssigned = true }
        }
        #expect(isAssigned)
    }

    @Test func unknownPropertyIsRefusedWithItsName() async throws {
        let error = await #expect(throws: QueueError.self) {
            try await onThread {
                let settings = KafkaSettings(bootstrap: "127.0.0.1:1", properties: [("no.such.property", "1")])
                _ = try KafkaQueue(settings).openProducer()
            }
        }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.reason.contains("no.such.property") == true)
    }

    @Test func unreachableClusterIsRetriable() async throws {
        let error = await #expect(throws: QueueError.self) {
            try await onThread {
                let queue = KafkaQueue(KafkaSettings(bootstrap: "127.0.0.1:1"))
                _ = try queue.metadata(of: ["in"], within: .milliseconds(300))
            }
        }
        #expect(error?.isRetriable == true)
    }
}

/// Runs blocking work off the cooperative pool.
func onThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Swift.Result { try body() }) }
    }
}
