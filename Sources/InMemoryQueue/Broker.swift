import MessageQueue

/// The state of the queue: topics, groups, transactional ids. Touched only under the queue's monitor.
final class Broker {
    struct Topic {
        var partitions: [PartitionLog]
        var configuration: [(name: String, value: String)]
        /// Where a record without a key goes next.
        var nextPartition = 0

        var largestMessage: Int {
            configuration.last { $0.name == "max.message.bytes" }.flatMap { Int($0.value) } ?? 1_048_588
        }
    }

    struct TransactionalID {
        var epoch = 0
        var transaction: Transaction?
        /// The broker aborted the transaction because it was open for too long; its owner must start anew.
        var isTimedOut = false
    }

    var topics: [String: Topic] = [:]
    var groups: [String: ConsumerGroup] = [:]
    var transactionalIDs: [String: TransactionalID] = [:]
    var faults: [(call: ScriptedFault.Call, remaining: Int, fault: ScriptedFault)] = []

    deinit {
        // What is still open would keep its logs, which keep it.
        for id in transactionalIDs.values { id.transaction?.touched = [] }
    }

    func log(of partition: TopicPartition) throws(QueueError) -> PartitionLog {
        guard let topic = topics[partition.topic] else {
            throw QueueError(.unknownTopic, "topic \(partition.topic) does not exist")
        }
        guard topic.partitions.indices.contains(Int(partition.partition)) else {
            throw QueueError(.unknownPartition, "there is no partition \(partition)")
        }
        return topic.partitions[Int(partition.partition)]
    }

    func group(_ name: String) -> ConsumerGroup {
        if let group = groups[name] { return group }
        let group = ConsumerGroup()
        groups[name] = group
        return group
    }

    /// Takes the id over: aborts what is open, fences whoever used it. Returns the new epoch.
    func initialise(_ id: String) -> Int {
        var state = transactionalIDs[id] ?? TransactionalID()
        state.transaction?.end(as: .aborted)
        state.transaction = nil
        state.isTimedOut = false
        state.epoch += 1
        transactionalIDs[id] = state
        return state.epoch
    }

    /// Where the record goes: as asked, by its key, or to each partition in turn.
    func place(_ record: OutgoingRecord, topic name: String) throws(QueueError) -> PartitionLog {
        guard var topic = topics[name] else { throw QueueError(.unknownTopic, "topic \(name) does not exist") }
        if let partition = record.partition {
            return try log(of: TopicPartition(topic: name, partition: partition))
        }
        if let key = record.key {
            return topic.partitions[Int(Murmur2.hash(key) & 0x7fff_ffff) % topic.partitions.count]
        }
        defer { topics[name] = topic }
        topic.nextPartition += 1
        return topic.partitions[topic.nextPartition % topic.partitions.count]
    }

    /// The scripted fault that this call meets, if any; counts the call.
    func nextFault(_ call: ScriptedFault.Call) -> ScriptedFault? {
        for index in faults.indices where faults[index].call == call { faults[index].remaining -= 1 }
        guard let index = faults.firstIndex(where: { $0.call == call && $0.remaining <= 0 }) else { return nil }
        return faults.remove(at: index).fault
    }

    /// Where a member that gets this partition begins.
    func start(
        of partition: TopicPartition, group: ConsumerGroup, start: StartPosition, dataLoss: DataLossPolicy
    ) throws(QueueError) -> AssignedPartition {
        let log = try log(of: partition)
        guard let position = group.positions[partition] else {
            let offset =
                switch start {
                case .beginning: log.low
                case .end: log.high
                case .offset(let offset): min(max(offset, log.low), log.high)
                }
            return AssignedPartition(partition: partition, position: offset, isCommitted: false)
        }
        var assigned = AssignedPartition(
            partition: partition, position: position.offset, isCommitted: true, note: position.note)
        guard position.offset < log.low || position.offset > log.high else { return assigned }
        let lost = max(0, log.low - position.offset)
        guard dataLoss == .continue else {
            throw QueueError(
                .positionLost,
                "the group's position \(position.offset) of \(partition) is outside of what is kept, "
                    + "\(log.low) to \(log.high): \(lost) records are gone",
                isFatal: true, lostRecords: lost)
        }
        assigned.position = log.low
        assigned.lostRecords = lost
        return assigned
    }
}
