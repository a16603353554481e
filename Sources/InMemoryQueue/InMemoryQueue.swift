package import MessageQueue

/// The transport contract inside the process: for tests, simulation, and running without a broker.
///
/// It models partitions with offsets and control records (every end of a transaction takes an offset in each partition
/// it wrote to), read-committed visibility, aborts, positions and notes that belong to the transaction, groups with
/// rounds of rebalancing, expired sessions, fencing by transactional id, refusal of oversize records when the unit is
/// committed, retention, and one scripted fault per call. Lent bytes are overwritten when the unit is finished.
///
/// It does not model: time (no session or transaction times out by itself; `expireSession` and `fenceFirst` do it on
/// demand; a member that never calls `receive` holds a round up for ever), several brokers, replication, batching and
/// lingering, compaction, timestamps set by the broker, quotas, authorisation, and limits on how much is underway. The
/// time to wait in `receive` is real time.
///
/// `@unchecked Sendable`: the broker's state is touched only under the monitor.
package final class InMemoryQueue: @unchecked Sendable {
    let broker = Broker()
    let monitor = Monitor()

    package init() {}

    /// Lets the `number`-th call of this kind, counted from 1 and from now, meet the fault. Faults for the same kind
    /// count side by side; one call meets at most one.
    package func script(_ fault: ScriptedFault, on call: ScriptedFault.Call, number: Int = 1) {
        monitor.locked { broker.faults.append((call, number, fault)) }
    }

    /// Puts a record into a partition, outside of transactions.
    package func append(_ record: StoredRecord, to partition: TopicPartition) throws(QueueError) {
        try monitor.locked { () throws(QueueError) in
            try broker.log(of: partition).append(record)
            monitor.notify()
        }
    }

    /// All that a read-committed reader would get from this partition, with offsets.
    package func records(
        in partition: TopicPartition
    ) throws(QueueError) -> [(offset: Int64, record: StoredRecord)] {
        try monitor.locked { () throws(QueueError) in
            let log = try broker.log(of: partition)
            var position = log.low
            let end = log.stableEnd
            var records: [(offset: Int64, record: StoredRecord)] = []
            while let next = log.next(from: &position, before: end) { records.append(next) }
            return records
        }
    }

    /// Drops what is older than `offset`, as retention does.
    package func deleteRecords(in partition: TopicPartition, before offset: Int64) throws(QueueError) {
        try monitor.locked { () throws(QueueError) in try broker.log(of: partition).delete(before: offset) }
    }

    /// Lets the group go on without all its present members, as when their sessions time out. Living ones are told
    /// `.lost` by their next `receive`, and join again; those of a stream that was dropped are gone for good.
    package func expireSessions(group: String) {
        monitor.locked {
            let group = broker.group(group)
            for member in group.members { group.expel(member) }
            monitor.notify()
        }
    }

    /// Aborts what is open under a transactional id, as the broker does when the transaction is open for too long: its
    /// owner has to `recover`.
    package func expireTransaction(id: String) {
        monitor.locked {
            guard let transaction = broker.transactionalIDs[id]?.transaction else { return }
            transaction.end(as: .aborted)
            broker.transactionalIDs[id]?.isTimedOut = true
            monitor.notify()
        }
    }
}
