import KafkaQueue
import MessageQueue
import Testing

extension RealBrokerTests {
    struct Recovery {
        /// The broker aborts it and fences the producer; librdkafka cannot tell that from a successor, its age can.
        @Test func transactionThatTimedOutIsRecovered() async throws {
            let bootstrap = RealBroker.bootstrap
            try await onThread {
                let name = "recovery.\(UInt32.random(in: .min ... .max))"
                let queue = KafkaQueue(KafkaSettings(bootstrap: bootstrap, transactionTimeout: .seconds(1)))
                try queue.create([NewTopic(name: name, partitionCount: 1)], within: .seconds(20))
                let partition = TopicPartition(topic: name, partition: 0)
                let stream = try queue.openStream(
                    StreamConfiguration(group: name, topics: [name], transactionalIDs: [name]), within: .seconds(20))
                defer { stream.close(within: .seconds(2)) }
                let output = try stream.output(topic: name)
                let deadline = ContinuousClock.now.advanced(by: .seconds(40))
                var isAssigned = false
                while !isAssigned, ContinuousClock.now < deadline {
                    if case .assigned = try stream.receive(limit: 1, wait: .milliseconds(200)) { isAssigned = true }
                }
                try stream.publish(OutgoingRecord(topic: output, partition: 0, key: nil, value: nil))
                // What is sent now is aborted by the broker: wait for its end marker, which takes an offset.
                var high: Int64 = 0
                while high < 2, ContinuousClock.now < deadline {
                    _ = try stream.receive(limit: 1, wait: .milliseconds(200))
                    high = try queue.watermarks(of: partition, within: .seconds(5)).high
                    if stream.knownWatermarks(of: partition)?.high == 2 { high = 2 }
                }
                var outcome = stream.commit(within: .seconds(10))
                while case .abort = outcome { outcome = stream.abort(within: .seconds(10)) }
                guard case .recover = outcome else {
                    Issue.record("the outcome was \(outcome)")
                    return
                }
                #expect(try stream.recover(within: .seconds(20)).map(\.partition) == [partition])
                try stream.publish(OutgoingRecord(topic: output, partition: 0, key: nil, value: nil))
                guard case .finished = stream.commit(within: .seconds(10)) else {
                    Issue.record("the commit after the recovery passes")
                    return
                }
            }
        }
    }
}
