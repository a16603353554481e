import MessageQueue

/// Reading positions of a stream or a reader, and the search for what comes next.
struct Cursor {
    struct Place {
        let partition: TopicPartition
        var next: Int64
        /// Whether the end at `next` was told already.
        var hasToldEnd = false
    }

    /// In order of assignment.
    var places: [Place] = []

    /// What the indices in messages collected now mean.
    var partitions: [TopicPartition] { places.map(\.partition) }

    func index(of partition: TopicPartition) -> Int? { places.firstIndex { $0.partition == partition } }

    mutating func set(_ partition: TopicPartition, to offset: Int64) {
        let place = Place(partition: partition, next: offset)
        if let index = index(of: partition) { places[index] = place } else { places.append(place) }
    }

    /// Up to `limit` visible records, partition by partition.
    mutating func collect(
        _ limit: Int, broker: Broker, into lent: inout DeliveredRecords
    ) throws(QueueError) -> [Message] {
        // Before anything is taken: what was taken from other partitions would be gone with the error.
        for place in places {
            let log = try broker.log(of: place.partition)
            guard place.next >= log.low, place.next <= log.high else {
                throw QueueError(
                    .positionOutOfRange,
                    "position \(place.next) of \(place.partition) is outside of what is kept, "
                        + "\(log.low) to \(log.high)", lostRecords: max(0, log.low - place.next))
            }
        }
        var messages: [Message] = []
        for index in places.indices {
            let log = try broker.log(of: places[index].partition)
            let end = log.stableEnd
            while messages.count < limit, let (offset, record) = log.next(from: &places[index].next, before: end) {
                messages.append(lent.message(record, partitionIndex: index, offset: offset))
                places[index].hasToldEnd = false
            }
        }
        return messages
    }

    /// The next end of a partition that was reached and not told yet.
    mutating func end(broker: Broker) throws(QueueError) -> (TopicPartition, Int64)? {
        for index in places.indices where !places[index].hasToldEnd {
            guard try places[index].next == broker.log(of: places[index].partition).stableEnd else { continue }
            places[index].hasToldEnd = true
            return (places[index].partition, places[index].next)
        }
        return nil
    }
}
