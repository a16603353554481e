import MessageQueue
import Locking
import Telemetry

/// How far the streams of this instance are behind the ends of their partitions.
///
/// The client's own figure does not move with transactional commits, so it is computed from what was committed and what
/// the client knows of the range. On topics written by transactions it does not become zero: their control records
/// count.
final class LagTracker: Sendable {
    private struct Place {
        var thread: Int
        var next: Int64
        var lag: Int64 = 0
    }

    private let places = Lock<[TopicPartition: Place]>([:])

    func assigned(thread: Int, _ partitions: [AssignedPartition]) {
        places.withLock { places in
            for one in partitions { places[one.partition] = Place(thread: thread, next: one.position) }
        }
    }

    func unassigned(thread: Int, _ partitions: [TopicPartition]) {
        places.withLock { places in
            for partition in partitions where places[partition]?.thread == thread { places[partition] = nil }
        }
    }

    /// A unit that was committed reaches so far.
    func reached(thread: Int, _ reached: [PublishedBatch.Reach]) {
        places.withLock { places in
            for one in reached where places[one.partition]?.thread == thread {
                places[one.partition]?.next = one.offset + 1
            }
        }
    }

    /// Takes the ends that this stream knows, and sets the gauge to the sum over all streams.
    func update(thread: Int, stream: any MessageStream, gauge: Gauge) {
        places.withLock { places in
            var sum: Int64 = 0
            for (partition, place) in places {
                var lag = place.lag
                if place.thread == thread, let known = stream.knownWatermarks(of: partition) {
                    lag = max(0, known.high - place.next)
                    places[partition]?.lag = lag
                }
                sum += lag
            }
            gauge.set(Double(sum))
        }
    }
}
