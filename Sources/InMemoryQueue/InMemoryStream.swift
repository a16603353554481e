import MessageQueue

/// A group member and its turns inside the process.
final class InMemoryStream: MessageStream {
    struct Turn {
        let id: String
        var epoch: Int
    }

    let broker: Broker
    let monitor: Monitor
    let configuration: StreamConfiguration
    let group: ConsumerGroup
    let member: ConsumerGroup.Member
    let interruption: InMemoryWaker

    var turns: [Turn]
    /// Whose turn it is.
    var turn = 0
    var topics: [String] = []
    var cursor = Cursor()
    var lent = DeliveredRecords()
    /// What is committed, or would be committed again unchanged, with its note.
    var acknowledged: [TopicPartition: ConsumerGroup.Position] = [:]
    var unit = Unit()
    /// What the caller has to do before anything else.
    var duty = StreamDuty.none
    /// Set by `.revoked`: the next receive lets go.
    var hasAnnouncedRevocation = false
    private(set) var refusedOutputs: [RefusedOutput] = []
    private var isClosed = false

    struct Unit {
        /// The first and the next offset of each partition of which something was received.
        var spans: [TopicPartition: (first: Int64, next: Int64)] = [:]
        var outputCount = 0
        var refused: [RefusedOutput] = []
        /// Its partitions went elsewhere.
        var isLost = false
        /// The broker has committed it, and the answer got lost.
        var isCommitted = false

        var isOpen: Bool { !spans.isEmpty || outputCount > 0 || isLost }
    }

    var waker: any QueueWaker { interruption }
    let revocationBudget = Duration.seconds(1)
    let longestUnit = Duration.seconds(60)

    init(configuration: StreamConfiguration, broker: Broker, monitor: Monitor) {
        self.configuration = configuration
        self.broker = broker
        self.monitor = monitor
        interruption = InMemoryWaker(monitor: monitor)
        turns = configuration.transactionalIDs.map { Turn(id: $0, epoch: broker.initialise($0)) }
        for id in configuration.retiredTransactionalIDs { _ = broker.initialise(id) }
        group = broker.group(configuration.group)
        member = ConsumerGroup.Member(topics: configuration.topics)
        group.add(member)
        monitor.notify()
    }

    func output(topic: String) throws(QueueError) -> OutputTopic {
        try monitor.locked { () throws(QueueError) in
            try checkOpen()
            guard broker.topics[topic] != nil else {
                throw QueueError(.unknownTopic, "topic \(topic) does not exist")
            }
            topics.append(topic)
            return OutputTopic(index: topics.count - 1)
        }
    }

    func publish(_ record: OutgoingRecord) throws(QueueError) -> Int {
        try monitor.locked { () throws(QueueError) in
            try checkOpen()
            try checkDuty("publish")
            let fault = meet(.publish)
            if case .fail(let error) = fault { throw failing(error) }
            try checkEpoch()
            if broker.transactionalIDs[turns[turn].id]?.isTimedOut == true {
                throw failing(
                    QueueError(.transactionFailed, "the transaction was open for too long", requiresAbort: true))
            }
            guard topics.indices.contains(record.topic.index) else {
                throw QueueError(.misuse, "publish: the topic was not looked up on this stream")
            }
            let name = topics[record.topic.index]
            let log = try broker.place(record, topic: name)
            let stored = StoredRecord(record)
            if unit.outputCount == 0 { refusedOutputs = [] }
            let place = unit.outputCount
            unit.outputCount += 1
            if stored.size > broker.topics[name]?.largestMessage ?? 0 {
                unit.refused.append(RefusedOutput(output: place, code: .messageTooLarge))
            } else {
                log.append(stored, transaction: openTransaction())
            }
            if case .completeThenFail(let error) = fault { throw failing(error) }
            return place
        }
    }

    /// A publication that requires an abort leaves nothing else to do.
    private func failing(_ error: QueueError) -> QueueError {
        if error.requiresAbort { duty = .abort }
        return error
    }

    func commit(notes: [PartitionNote], within: Duration) -> UnitOutcome {
        monitor.locked { commitLocked(notes) }
    }

    func abort(within: Duration) -> UnitOutcome {
        monitor.locked { abortLocked() }
    }

    func recover(within: Duration) throws(QueueError) -> [AssignedPartition] {
        try monitor.locked { () throws(QueueError) in
            try checkOpen()
            duty = .recover
            if case .fail(let error) = meet(.recover) { throw error }
            try checkEpoch()
            for index in turns.indices { turns[index].epoch = broker.initialise(turns[index].id) }
            finishUnit()
            monitor.notify()
            guard !member.isExpelled else { return [] }
            return try startReading(member.owned)
        }
    }

    func knownWatermarks(of partition: TopicPartition) -> Watermarks? {
        monitor.locked {
            guard cursor.index(of: partition) != nil, let log = try? broker.log(of: partition) else { return nil }
            return Watermarks(low: log.low, high: log.high)
        }
    }

    func close(within: Duration) {
        monitor.locked {
            guard !isClosed else { return }
            if (try? checkEpoch()) != nil { endTransaction(as: .aborted) }
            isClosed = true
            group.remove(member)
            lent.takeBack()
            monitor.notify()
        }
    }

    func checkOpen() throws(QueueError) {
        guard !isClosed else { throw QueueError(.closed, "the stream is closed", isFatal: true) }
    }

    func checkDuty(_ call: String) throws(QueueError) {
        guard duty == .none else {
            throw QueueError(.misuse, "\(call): the open unit first needs \(duty)", requiresAbort: duty == .abort)
        }
    }

    /// Positions for partitions that are this stream's now.
    func startReading(_ partitions: [TopicPartition]) throws(QueueError) -> [AssignedPartition] {
        var assigned: [AssignedPartition] = []
        for partition in partitions {
            assigned.append(
                try broker.start(
                    of: partition, group: group, start: configuration.start, dataLoss: configuration.dataLoss))
        }
        for one in assigned {
            cursor.set(one.partition, to: one.position)
            acknowledged[one.partition] = .init(offset: one.position, note: one.note)
        }
        return assigned
    }

    /// Forgets the unit; its bytes go.
    func finishUnit() {
        if !unit.refused.isEmpty { refusedOutputs = unit.refused }
        unit = Unit()
        duty = .none
        lent.takeBack()
        turn = (turn + 1) % turns.count
    }

    /// A commit found outputs refused: tell, and wait for the abort.
    func tellRefused() { refusedOutputs = unit.refused }
}
