import MessageQueue

/// Publishes outside of transactions: idempotent, in order.
final class KafkaProducer: MessageProducer {
    private let producer: RDKafkaProducer
    private var topicCount = 0
    private var published = 0
    private var isClosed = false

    init(settings: KafkaSettings) throws(QueueError) { producer = try RDKafkaProducer(.plain, settings: settings) }

    func output(topic: String) throws(QueueError) -> OutputTopic {
        try checkOpen()
        try producer.warmUp(topic: topic, within: .seconds(10))
        try producer.add(topic: topic)
        topicCount += 1
        return OutputTopic(index: topicCount - 1)
    }

    func publish(_ record: OutgoingRecord) throws(QueueError) {
        try checkOpen()
        guard record.topic.index < topicCount else {
            throw QueueError(.misuse, "publish: the topic was not looked up on this producer")
        }
        while let error = producer.publish(record, topic: record.topic.index, output: published) {
            guard error.code == .queueFull else { throw error }
            producer.handle.serve(.milliseconds(10))
            if let error = producer.handle.takeError(), error.isFatal { throw error }
        }
        published += 1
    }

    func flush(within: Duration) throws(QueueError) {
        try checkOpen()
        guard producer.flush(within: within) else {
            if let error = producer.handle.takeError(), error.isFatal { throw error }
            throw QueueError(.timedOut, "flush: \(producer.underway) records are still underway", isRetriable: true)
        }
    }

    var counts: DeliveryCounts {
        let failures = producer.failures
        return DeliveryCounts(
            published: published, delivered: max(0, published - failures.count - producer.underway),
            failed: failures.count, firstError: failures.first)
    }

    func close(within: Duration) {
        guard !isClosed else { return }
        _ = producer.flush(within: within)
        isClosed = true
    }

    private func checkOpen() throws(QueueError) {
        guard !isClosed else { throw QueueError(.closed, "the producer is closed", isFatal: true) }
    }
}
