package import MessageQueue
import Locking

/// The transport contract over librdkafka: a unit is a transaction with the group's positions in it.
package final class KafkaQueue: MessageQueue {
    package let features: QueueFeatures
    private let settings: KafkaSettings
    /// Made with the first question, kept for the next ones.
    private let administrator = Lock<RDKafkaHandle?>(nil)

    /// Nothing is connected before the first call.
    ///
    /// - Parameters:
    ///   - settings: where the cluster is.
    ///   - features: what the cluster keeps; `EmbeddedBroker.features` for that one.
    package init(_ settings: KafkaSettings, features: QueueFeatures = KafkaQueue.clusterFeatures) {
        self.settings = settings
        self.features = features
    }

    /// What a real cluster keeps.
    package static let clusterFeatures = QueueFeatures(
        isolatesReaders: true, keepsPositions: true, keepsNotes: true, fencesByTransactionalID: true,
        createsTopics: true, refusesUnknownTopics: true, refusesOversizeRecords: true, rebalanceTime: .seconds(15))

    package func openStream(
        _ configuration: StreamConfiguration, within: Duration
    ) throws(QueueError) -> any MessageStream {
        try KafkaStream(configuration, settings: settings, within: within)
    }

    package func openReader(
        _ starts: [(partition: TopicPartition, start: StartPosition)], streamsInProcess: Int
    ) throws(QueueError) -> any MessageReader {
        try KafkaReader(starts, settings: settings, share: streamsInProcess)
    }

    package func openProducer() throws(QueueError) -> any MessageProducer { try KafkaProducer(settings: settings) }

    package func metadata(of topics: [String], within: Duration) throws(QueueError) -> [TopicMetadata] {
        let handle = try administratorHandle()
        let begin = ContinuousClock.now
        var found: [TopicMetadata] = []
        for topic in topics {
            do {
                // One time for all, also for those that the broker may not have heard of yet.
                let spent = begin.duration(to: .now)
                let rest = max(.milliseconds(1), within - spent)
                let grace = max(.zero, .seconds(1) - spent)
                found.append(try handle.metadata(of: topic, within: rest, grace: grace))
            } catch {
                guard error.code == .unknownTopic else { throw error }
            }
        }
        return found
    }

    package func configuration(
        of topic: String, names: [String], within: Duration
    ) throws(QueueError) -> [(name: String, value: String)] {
        try administratorHandle().configuration(of: topic, names: names, within: within)
    }

    package func brokerConfiguration(
        names: [String], within: Duration
    ) throws(QueueError) -> [(name: String, value: String)] {
        try administratorHandle().brokerConfiguration(names: names, within: within)
    }

    package func create(_ topics: [NewTopic], within: Duration) throws(QueueError) {
        try administratorHandle().create(topics, within: within)
    }

    package func watermarks(of partition: TopicPartition, within: Duration) throws(QueueError) -> Watermarks {
        let handle = try administratorHandle()
        let deadline = ContinuousClock.now.advanced(by: within)
        try handle.requirePartitions([partition], of: partition.topic, within: within)
        let rest = max(.milliseconds(1), ContinuousClock.now.duration(to: deadline))
        return try handle.queryWatermarks(of: partition, within: rest)
    }

    package func committedPositions(
        group: String, of partitions: [TopicPartition], within: Duration
    ) throws(QueueError) -> [AssignedPartition] {
        try RDKafkaHandle(.administrator(group: group), settings: settings).committed(partitions, within: within)
    }

    private func administratorHandle() throws(QueueError) -> RDKafkaHandle {
        try administrator.withLock { handle throws(QueueError) in
            if let handle { return handle }
            let made = try RDKafkaHandle(.administrator(group: "legtriage-administrator"), settings: settings)
            handle = made
            return made
        }
    }
}
