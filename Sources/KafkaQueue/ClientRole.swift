/// What a librdkafka handle is for; decides its properties.
enum ClientRole {
    /// A member of a group.
    case member(group: String, reportsEnd: Bool, share: Int)
    /// Reads assigned partitions, commits nothing.
    case reader(share: Int)
    /// One turn of a stream.
    case transactional(id: String)
    /// Publishes outside of transactions.
    case plain
    /// Asks for metadata, positions and watermarks; changes topics.
    case administrator(group: String)

    var isConsumer: Bool {
        switch self {
        case .member, .reader, .administrator: true
        case .transactional, .plain: false
        }
    }

    /// Whether everything of the handle is served by its consumer's poll. An administrator has no consumer to poll.
    var pollsAsConsumer: Bool {
        switch self {
        case .member, .reader: true
        case .transactional, .plain, .administrator: false
        }
    }

    typealias Properties = [(name: String, value: String)]

    /// In this order: our choices, the caller's properties, and what exactly once rests on.
    func properties(_ settings: KafkaSettings) -> [(name: String, value: String)] {
        var all: Properties = [
            ("client.id", "legtriage"),
            ("client.software.name", "legtriage"),
            ("client.software.version", settings.softwareVersion),
            ("socket.nagle.disable", "true"),
            ("reconnect.backoff.max.ms", "1000"),
        ]
        all += isConsumer ? consumerChoices(settings) : producerChoices(settings)
        // A plug-in brings properties of its own, which are unknown before it is loaded.
        let asked = asked(settings)
        all += asked.filter { $0.name == KafkaSettings.plugIns }
        all += asked.filter { $0.name != KafkaSettings.plugIns }
        return all + fixed(settings)
    }

    /// The caller's properties for this role, by librdkafka's names.
    private func asked(_ settings: KafkaSettings) -> Properties {
        settings.properties.compactMap { name, value in
            if name.hasPrefix("consumer.") { return isConsumer ? (String(name.dropFirst(9)), value) : nil }
            if name.hasPrefix("producer.") { return isConsumer ? nil : (String(name.dropFirst(9)), value) }
            return (name, value)
        }
    }

    private func consumerChoices(_ settings: KafkaSettings) -> Properties {
        let share =
            switch self {
            case .member(_, _, let share), .reader(let share): max(1, share)
            default: 64
            }
        return [
            ("queued.max.messages.kbytes", "\(max(1024, settings.prefetchKilobytes / share))"),
            ("fetch.wait.max.ms", "100"),
            ("fetch.error.backoff.ms", "50"),
            ("session.timeout.ms", "\(settings.sessionTimeout.milliseconds)"),
            ("heartbeat.interval.ms", "\(max(1, settings.sessionTimeout.milliseconds / 3))"),
        ]
    }

    private func producerChoices(_ settings: KafkaSettings) -> Properties {
        var choices: Properties = [
            ("compression.codec", "lz4"),
            // A topic that is missing shall be missed, not made with whatever the broker takes for its default.
            ("allow.auto.create.topics", "false"),
            ("partitioner", "murmur2_random"),
            ("queue.buffering.max.kbytes", "65536"),
            // The topics' own limits decide; `batch.size` stays below the smallest usual one, so that a record above
            // it travels alone and its refusal names it.
            ("message.max.bytes", "8388608"),
        ]
        if case .transactional = self {
            // Nobody sees a record before the commit, and the commit sends what lingers.
            choices += [("linger.ms", "50"), ("retry.backoff.ms", "20")]
        } else {
            choices.append(("linger.ms", "20"))
        }
        return choices
    }

    /// What exactly once and this transport's own calls rest on.
    func fixed(_ settings: KafkaSettings) -> Properties {
        [("bootstrap.servers", settings.bootstrap), ("log.queue", "true")] + fixedForRole(settings)
    }

    private func fixedForRole(_ settings: KafkaSettings) -> Properties {
        switch self {
        case .member(let group, let reportsEnd, _):
            return [
                ("group.id", group), ("enable.auto.commit", "false"), ("enable.auto.offset.store", "false"),
                // Also makes the broker withhold positions of open transactions (KIP-447).
                ("isolation.level", "read_committed"), ("auto.offset.reset", "error"),
                ("enable.partition.eof", "\(reportsEnd)"),
                // The stream gives everything back in a rebalance: the incremental protocol would refuse that.
                ("partition.assignment.strategy", "range"),
            ]
        case .reader:
            // librdkafka assigns only to handles with a group; it is never joined.
            return [
                ("group.id", "legtriage-reader"), ("enable.auto.commit", "false"),
                ("enable.auto.offset.store", "false"), ("isolation.level", "read_committed"),
                ("auto.offset.reset", "error"), ("enable.partition.eof", "true"),
            ]
        case .transactional(let id):
            return [
                ("transactional.id", id), ("enable.idempotence", "true"), ("delivery.report.only.error", "true"),
                // `RecoveryHistory` tells a time-out from a successor by it.
                ("transaction.timeout.ms", "\(settings.transactionTimeout.milliseconds)"),
            ]
        case .plain:
            return [("enable.idempotence", "true"), ("delivery.report.only.error", "true")]
        case .administrator(let group):
            return [("group.id", group), ("enable.auto.commit", "false"), ("isolation.level", "read_committed")]
        }
    }
}

extension Duration {
    /// Whole milliseconds, rounded up, at least 0, within what a C int holds.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        let whole = min(seconds, 2_000_000) * 1000
        return Int(whole + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
