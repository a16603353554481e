import MessageQueue

/// Publishes outside of transactions, inside the process.
final class InMemoryProducer: MessageProducer {
    private let broker: Broker
    private let monitor: Monitor
    private var topics: [String] = []
    private var isClosed = false
    private(set) var counts = DeliveryCounts()

    init(broker: Broker, monitor: Monitor) {
        self.broker = broker
        self.monitor = monitor
    }

    func output(topic: String) throws(QueueError) -> OutputTopic {
        try monitor.locked { () throws(QueueError) in
            guard broker.topics[topic] != nil else {
                throw QueueError(.unknownTopic, "topic \(topic) does not exist")
            }
            topics.append(topic)
            return OutputTopic(index: topics.count - 1)
        }
    }

    func publish(_ record: OutgoingRecord) throws(QueueError) {
        try monitor.locked { () throws(QueueError) in
            guard !isClosed else { throw QueueError(.closed, "the producer is closed", isFatal: true) }
            guard topics.indices.contains(record.topic.index) else {
                throw QueueError(.misuse, "publish: the topic was not looked up on this producer")
            }
            if case .fail(let error) = broker.nextFault(.publish) { throw error }
            let name = topics[record.topic.index]
            let log = try broker.place(record, topic: name)
            let stored = StoredRecord(record)
            counts.published += 1
            guard stored.size <= broker.topics[name]?.largestMessage ?? 0 else {
                counts.failed += 1
                counts.firstError = counts.firstError ?? .messageTooLarge
                return
            }
            log.append(stored)
            counts.delivered += 1
            monitor.notify()
        }
    }

    /// Everything is delivered at once: nothing to wait for.
    func flush(within: Duration) throws(QueueError) {}

    func close(within: Duration) { monitor.locked { isClosed = true } }
}
