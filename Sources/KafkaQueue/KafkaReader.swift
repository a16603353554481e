import MessageQueue

/// Reads assigned partitions, without a group.
final class KafkaReader: MessageReader {
    private let consumer: RDKafkaConsumer
    /// In order of their first assignment. librdkafka takes the whole assignment at once, so it is kept here: the next
    /// offset of each.
    private var places: [(partition: TopicPartition, next: Int64)] = []
    private var pendingInterruption: RDKafkaConsumer.Interruption?
    private var isClosed = false

    var waker: any QueueWaker { consumer.waker }

    init(
        _ starts: [(partition: TopicPartition, start: StartPosition)], settings: KafkaSettings, share: Int
    ) throws(QueueError) {
        consumer = try RDKafkaConsumer(.reader(share: share), settings: settings)
        try seek(starts)
    }

    func receive(limit: Int, wait: Duration, gather: Duration) throws(QueueError) -> ReaderEvent {
        try checkOpen()
        consumer.giveBack()
        let deadline = ContinuousClock.now.advanced(by: wait)
        while true {
            if let interruption = pendingInterruption {
                pendingInterruption = nil
                switch interruption {
                case .end(let partition, let offset): return .endOfPartition(partition, offset: offset)
                case .failure(let error): throw error
                case .outOfRange(let partition):
                    throw QueueError(
                        .positionOutOfRange, "the position of \(partition) is outside of what is kept")
                }
            }
            if consumer.takeWoken() { return .woken }
            let rest = max(.zero, ContinuousClock.now.duration(to: deadline))
            let batch = consumer.drain(limit: max(1, limit), wait: rest, gather: gather)
            pendingInterruption = consumer.interruption
            if let batch {
                for (partition, _, next) in consumer.spans {
                    guard let index = places.firstIndex(where: { $0.partition == partition }) else { continue }
                    places[index].next = next
                }
                return .batch(batch)
            }
            if let error = consumer.handle.takeError(), error.isFatal { throw error }
            guard rest > .zero || pendingInterruption != nil else { return .idle }
        }
    }

    func seek(_ starts: [(partition: TopicPartition, start: StartPosition)]) throws(QueueError) {
        try checkOpen()
        consumer.giveBack()
        for (partition, start) in starts {
            try consumer.handle.requirePartitions([partition], of: partition.topic, within: .seconds(10))
            let next: Int64
            switch start {
            case .offset(let offset): next = offset
            case .beginning: next = try consumer.handle.queryWatermarks(of: partition, within: .seconds(10)).low
            case .end: next = try consumer.handle.queryWatermarks(of: partition, within: .seconds(10)).high
            }
            if let index = places.firstIndex(where: { $0.partition == partition }) {
                places[index].next = next
            } else {
                places.append((partition, next))
            }
        }
        try assign()
    }

    func release(_ partitions: [TopicPartition]) throws(QueueError) {
        try checkOpen()
        consumer.giveBack()
        places.removeAll { partitions.contains($0.partition) }
        try assign()
    }

    func close() {
        guard !isClosed else { return }
        isClosed = true
        consumer.close()
    }

    /// A new assignment is a barrier for all partitions: nothing from before is delivered after it.
    private func assign() throws(QueueError) {
        pendingInterruption = nil
        try consumer.unassign()
        try consumer.assign(places.map { ($0.partition, $0.next) })
    }

    private func checkOpen() throws(QueueError) {
        guard !isClosed else { throw QueueError(.closed, "the reader is closed", isFatal: true) }
    }
}
