import MessageQueue
import Locking

/// Knows when all that stood in the intake topics at the start is committed, by this instance or by other members of
/// the group.
final class EndWatch: Sendable {
    private struct State {
        /// What is not yet done, with the end as it was at the start.
        var open: [TopicPartition: Int64]
        var assigned: Set<TopicPartition> = []
        var hadAssignment = false
    }

    private let state: Lock<State>
    /// The broker keeps no transactional positions: what other members own cannot be known.
    private let ownOnly: Bool

    init(ends: [(partition: TopicPartition, end: Int64)], ownOnly: Bool) {
        state = Lock(State(open: Dictionary(ends.map { ($0.partition, $0.end) }) { first, _ in first }))
        self.ownOnly = ownOnly
    }

    /// Everything below `offset` is committed. Control records make offsets jump, so it may well lie beyond the end.
    func reached(_ partition: TopicPartition, offset: Int64) {
        state.withLock { state in
            if let end = state.open[partition], offset >= end { state.open[partition] = nil }
        }
    }

    func assigned(_ partitions: [TopicPartition]) {
        state.withLock { state in
            state.assigned.formUnion(partitions)
            state.hadAssignment = true
        }
    }

    func unassigned(_ partitions: [TopicPartition]) {
        state.withLock { $0.assigned.subtract(partitions) }
    }

    var isDone: Bool {
        state.withLock { state in
            if state.open.isEmpty { return true }
            return ownOnly && state.hadAssignment && state.assigned.allSatisfy { state.open[$0] == nil }
        }
    }

    /// What is open and not read by this instance, in order: to be asked of the broker.
    var elsewhere: [TopicPartition] {
        guard !ownOnly else { return [] }
        return state.withLock { state in state.open.keys.filter { !state.assigned.contains($0) } }.sorted()
    }
}
