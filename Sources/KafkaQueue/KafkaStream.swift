import MessageQueue

/// A member of a group with transactional producers that take turns.
///
/// At most one transaction is open or of unknown outcome: nothing of a unit reaches its producer before the commit of
/// the unit before has returned. So two producers need no order between them, and one's markers are written while the
/// other fills.
final class KafkaStream: MessageStream {
    let configuration: StreamConfiguration
    let settings: KafkaSettings
    let consumer: RDKafkaConsumer
    var producers: [RDKafkaProducer]
    var turn = 0
    var topics: [String] = []

    /// The stream's partitions: what is committed, or would be committed again unchanged.
    var acknowledged: [TopicPartition: (offset: Int64, note: [UInt8])] = [:]
    var unit = Unit()
    var duty = StreamDuty.none
    var refusedOutputs: [RefusedOutput] = []
    /// How many outputs from here on travel alone, so that a refusal names its record: see `noteRefusals`.
    var isolatedOutputs = 0
    var recovery = RecoveryHistory()
    var patience = TopicPatience()

    /// The group gave these, and their positions are not known yet.
    var pendingAssignment: [TopicPartition]?
    /// Told `.revoked`: the next receive lets go.
    var hasAnnouncedRevocation = false
    /// What came behind a batch and waits for the next receive.
    var pendingInterruption: RDKafkaConsumer.Interruption?
    private(set) var isClosed = false

    struct Unit {
        var hasMessages = false
        var outputCount = 0
        /// When its transaction began; nil before.
        var began: ContinuousClock.Instant?
        var hasSentOffsets = false
        /// Its partitions went elsewhere.
        var isLost = false

        var isOpen: Bool { hasMessages || began != nil || isLost }
    }

    var producer: RDKafkaProducer { producers[turn] }
    var waker: any QueueWaker { consumer.waker }
    var longestUnit: Duration { settings.transactionTimeout }
    let revocationBudget: Duration

    init(_ configuration: StreamConfiguration, settings: KafkaSettings, within: Duration) throws(QueueError) {
        guard !configuration.transactionalIDs.isEmpty, !configuration.group.isEmpty, !configuration.topics.isEmpty
        else {
            throw QueueError(
                .invalidConfiguration, "a stream needs a group, a topic and a transactional id", isFatal: true)
        }
        let deadline = ContinuousClock.now.advanced(by: within)
        self.configuration = configuration
        self.settings = settings
        let role = ClientRole.member(
            group: configuration.group, reportsEnd: configuration.reportsEndOfPartition,
            share: configuration.streamsInProcess)
        let pollInterval = role.properties(settings).last { $0.name == "max.poll.interval.ms" }.flatMap {
            Int($0.value)
        }
        revocationBudget = min(settings.transactionTimeout, .milliseconds((pollInterval ?? 300_000) / 5))
        producers = []
        for id in configuration.transactionalIDs {
            producers.append(try RDKafkaProducer(.transactional(id: id), settings: settings))
        }
        consumer = try RDKafkaConsumer(role, settings: settings)
        for topic in configuration.topics {
            try producers[0].handle.metadata(of: topic, within: ContinuousClock.now.duration(to: deadline))
        }
        // All ids before the subscription: what a predecessor left open would hide positions from this member.
        for producer in producers { try producer.initialise(until: deadline) }
        for id in configuration.retiredTransactionalIDs {
            try RDKafkaProducer(.transactional(id: id), settings: settings).initialise(until: deadline)
        }
        try consumer.subscribe(configuration.topics)
    }

    func output(topic: String) throws(QueueError) -> OutputTopic {
        try checkOpen()
        for producer in producers {
            try producer.warmUp(topic: topic, within: .seconds(10))
        }
        for producer in producers { try producer.add(topic: topic) }
        topics.append(topic)
        return OutputTopic(index: topics.count - 1)
    }

    func knownWatermarks(of partition: TopicPartition) -> Watermarks? {
        guard !isClosed else { return nil }
        return consumer.handle.knownWatermarks(of: partition)
    }

    func close(within: Duration) {
        guard !isClosed else { return }
        if unit.began != nil, duty != .commit { _ = try? producer.abort(within: within) }
        isClosed = true
        consumer.giveBack()
        consumer.close()
        producers = []
    }

    func checkOpen() throws(QueueError) {
        guard !isClosed else { throw QueueError(.closed, "the stream is closed", isFatal: true) }
    }

    func checkDuty(_ call: String) throws(QueueError) {
        guard duty == .none else {
            throw QueueError(.misuse, "\(call): the open unit first needs \(duty)", requiresAbort: duty == .abort)
        }
    }

    /// The unit is over: its bytes go, the next turn begins.
    func finishUnit() {
        consumer.resetSpans()
        consumer.giveBack()
        unit = Unit()
        duty = .none
        turn = (turn + 1) % producers.count
    }
}
