import MessageQueue

/// Reads partitions of the queue inside the process, without a group.
final class InMemoryReader: MessageReader {
    private let broker: Broker
    private let monitor: Monitor
    private let interruption: InMemoryWaker
    private var cursor = Cursor()
    private var lent = DeliveredRecords()
    private var isClosed = false

    var waker: any QueueWaker { interruption }

    init(
        _ starts: [(partition: TopicPartition, start: StartPosition)], broker: Broker, monitor: Monitor
    ) throws(QueueError) {
        self.broker = broker
        self.monitor = monitor
        interruption = InMemoryWaker(monitor: monitor)
        try place(starts)
    }

    func receive(limit: Int, wait: Duration, gather: Duration) throws(QueueError) -> ReaderEvent {
        try monitor.locked { () throws(QueueError) in
            try checkOpen()
            lent.takeBack()
            let fault = broker.nextFault(.read)
            if case .fail(let error) = fault { throw error }
            let deadline = ContinuousClock.now.advanced(by: wait)
            while true {
                if interruption.take() { return .woken }
                let messages = try cursor.collect(max(limit, 1), broker: broker, into: &lent)
                if !messages.isEmpty {
                    return .batch(MessageBatch(messages: lent.lend(messages), partitions: cursor.partitions))
                }
                if let (partition, offset) = try cursor.end(broker: broker) {
                    return .endOfPartition(partition, offset: offset)
                }
                let rest = ContinuousClock.now.duration(to: deadline)
                guard rest > .zero else { return .idle }
                monitor.wait(rest)
            }
        }
    }

    func seek(_ starts: [(partition: TopicPartition, start: StartPosition)]) throws(QueueError) {
        try monitor.locked { () throws(QueueError) in
            try checkOpen()
            lent.takeBack()
            try place(starts)
        }
    }

    func release(_ partitions: [TopicPartition]) throws(QueueError) {
        try monitor.locked { () throws(QueueError) in
            try checkOpen()
            lent.takeBack()
            cursor.places.removeAll { partitions.contains($0.partition) }
        }
    }

    func close() {
        monitor.locked {
            isClosed = true
            lent.takeBack()
        }
    }

    private func checkOpen() throws(QueueError) {
        guard !isClosed else { throw QueueError(.closed, "the reader is closed", isFatal: true) }
    }

    private func place(_ starts: [(partition: TopicPartition, start: StartPosition)]) throws(QueueError) {
        for (partition, start) in starts {
            let log = try broker.log(of: partition)
            switch start {
            case .beginning: cursor.set(partition, to: log.low)
            case .end: cursor.set(partition, to: log.stableEnd)
            case .offset(let offset): cursor.set(partition, to: offset)
            }
        }
    }
}
