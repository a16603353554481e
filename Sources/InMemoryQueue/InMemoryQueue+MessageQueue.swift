package import MessageQueue

extension InMemoryQueue: MessageQueue {
    package var features: QueueFeatures {
        QueueFeatures(
            isolatesReaders: true, keepsPositions: true, keepsNotes: true, fencesByTransactionalID: true,
            createsTopics: true, refusesUnknownTopics: true, refusesOversizeRecords: true, rebalanceTime: .zero)
    }

    package func openStream(
        _ configuration: StreamConfiguration, within: Duration
    ) throws(QueueError) -> any MessageStream {
        try monitor.locked { () throws(QueueError) in
            if case .fail(let error) = broker.nextFault(.openStream) { throw error }
            guard !configuration.transactionalIDs.isEmpty, !configuration.group.isEmpty else {
                throw QueueError(.invalidConfiguration, "a stream needs a group and a transactional id", isFatal: true)
            }
            for topic in configuration.topics where broker.topics[topic] == nil {
                throw QueueError(.unknownTopic, "topic \(topic) does not exist")
            }
            return InMemoryStream(configuration: configuration, broker: broker, monitor: monitor)
        }
    }

    package func openReader(
        _ starts: [(partition: TopicPartition, start: StartPosition)], streamsInProcess: Int
    ) throws(QueueError) -> any MessageReader {
        try monitor.locked { () throws(QueueError) in
            if case .fail(let error) = broker.nextFault(.openReader) { throw error }
            return try InMemoryReader(starts, broker: broker, monitor: monitor)
        }
    }

    package func openProducer() throws(QueueError) -> any MessageProducer {
        try monitor.locked { () throws(QueueError) in
            if case .fail(let error) = broker.nextFault(.openProducer) { throw error }
            return InMemoryProducer(broker: broker, monitor: monitor)
        }
    }

    package func metadata(of topics: [String], within: Duration) throws(QueueError) -> [TopicMetadata] {
        try monitor.locked { () throws(QueueError) in
            if case .fail(let error) = broker.nextFault(.metadata) { throw error }
            return topics.compactMap { name in
                broker.topics[name].map {
                    TopicMetadata(name: name, partitionCount: $0.partitions.count, replicationFactor: 1)
                }
            }
        }
    }

    package func configuration(
        of topic: String, names: [String], within: Duration
    ) throws(QueueError) -> [(name: String, value: String)] {
        try monitor.locked { () throws(QueueError) in
            guard let known = broker.topics[topic] else {
                throw QueueError(.unknownTopic, "topic \(topic) does not exist")
            }
            return names.compactMap { name in known.configuration.last { $0.name == name } }
        }
    }

    /// There is one copy of everything, and no broker that could have settings.
    package func brokerConfiguration(
        names: [String], within: Duration
    ) throws(QueueError) -> [(name: String, value: String)] { [] }

    package func create(_ topics: [NewTopic], within: Duration) throws(QueueError) {
        try monitor.locked { () throws(QueueError) in
            if case .fail(let error) = broker.nextFault(.create) { throw error }
            var existing: [String] = []
            for topic in topics {
                guard topic.partitionCount > 0 else {
                    throw QueueError(.invalidConfiguration, "topic \(topic.name) needs at least one partition")
                }
                guard broker.topics[topic.name] == nil else {
                    existing.append(topic.name)
                    continue
                }
                broker.topics[topic.name] = Broker.Topic(
                    partitions: (0..<topic.partitionCount).map { _ in PartitionLog() },
                    configuration: topic.configuration)
            }
            guard existing.isEmpty else {
                throw QueueError(.topicExists, "these topics exist already: \(existing.joined(separator: ", "))")
            }
        }
    }

    package func watermarks(of partition: TopicPartition, within: Duration) throws(QueueError) -> Watermarks {
        try monitor.locked { () throws(QueueError) in
            let log = try broker.log(of: partition)
            return Watermarks(low: log.low, high: log.high)
        }
    }

    package func committedPositions(
        group: String, of partitions: [TopicPartition], within: Duration
    ) throws(QueueError) -> [AssignedPartition] {
        monitor.locked {
            let positions = broker.group(group).positions
            return partitions.compactMap { partition in
                positions[partition].map {
                    AssignedPartition(
                        partition: partition, position: $0.offset, isCommitted: true, note: $0.note)
                }
            }
        }
    }
}
