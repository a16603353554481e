package import MessageQueue

/// What the topics ought to be, compared with what they are.
package struct TopicPlan: Sendable {
    /// Something that differs, and what that means.
    package struct Difference: Sendable, Equatable {
        /// What there is of the topic.
        package enum Kind: String, Sendable {
            /// Nothing.
            case missing
            /// It is there, and not as it ought to be.
            case differs
        }

        package let topic: String
        package let kind: Kind
        /// Whether the worker cannot run with it.
        package let isFatal: Bool
        /// One sentence for people.
        package let text: String

        fileprivate init(topic: String, kind: Kind = .differs, isFatal: Bool, text: String) {
            self.topic = topic
            self.kind = kind
            self.isFatal = isFatal
            self.text = text
        }
    }

    private let names: TopicNames
    private let within: Duration

    /// The largest intake record, in bytes, that the intake topics must take.
    private static let intakeBytes = 4 << 20
    /// What lanes and dead letters must take: a whole record and its headers.
    private static let outputBytes = 5 << 20
    /// The setting that says how many brokers must have a record before it counts.
    private static let inSyncSetting = "min.insync.replicas"
    /// From so many copies on one broker may be away while two are asked for.
    private static let copiesToSpareOne = 3

    /// - Parameters:
    ///   - names: the topics.
    ///   - within: how long each question to the broker may take.
    package init(names: TopicNames, within: Duration) {
        self.names = names
        self.within = within
    }

    /// What differs, in the order of the topics.
    package func check(_ queue: any MessageQueue) throws(QueueError) -> [Difference] {
        let all = names.intake + names.outputs + [names.shadow, names.board]
        let known = try queue.metadata(of: all, within: within)
        var differences: [Difference] = []
        let intakePartitions = names.intake.compactMap { name in
            known.first { $0.name == name }?.partitionCount
        }.max()
        for name in all {
            guard let topic = known.first(where: { $0.name == name }) else {
                differences.append(missing(name))
                continue
            }
            if let difference = partitions(of: topic, intake: intakePartitions) { differences.append(difference) }
            differences += try settings(of: topic, queue)
        }
        return differences
    }

    private func missing(_ name: String) -> Difference {
        let isNeeded = name != names.shadow && name != names.board
        let meaning =
            switch name {
            case names.shadow: "it is only needed once a candidate ruleset runs in the shadow"
            case names.board: "it is only needed by dashboards"
            case names.deadLetters: "records that cannot be decoded would have nowhere to go"
            default:
                names.intake.contains(name) ? "there is nothing to read" : "routing events would have nowhere to go"
            }
        return Difference(topic: name, kind: .missing, isFatal: isNeeded, text: "does not exist: \(meaning)")
    }

    private func partitions(of topic: TopicMetadata, intake: Int?) -> Difference? {
        if topic.name == names.board {
            guard topic.partitionCount != 1 else { return nil }
            return Difference(
                topic: topic.name, isFatal: false,
                text: "has \(topic.partitionCount) partitions instead of 1: the order of what was done is lost")
        }
        guard let intake, !names.intake.contains(topic.name), topic.partitionCount != intake else { return nil }
        return Difference(
            topic: topic.name, isFatal: false,
            text: "has \(topic.partitionCount) partitions, the intake topic \(intake): "
                + "readers cannot join them partition by partition")
    }

    private func settings(of topic: TopicMetadata, _ queue: any MessageQueue) throws(QueueError) -> [Difference] {
        let name = topic.name
        let settings: [(name: String, value: String)]
        do {
            settings = try queue.configuration(
                of: name, names: ["max.message.bytes", "cleanup.policy", Self.inSyncSetting], within: within)
        } catch {
            // Not every account may read settings, and not every broker tells them.
            if error.code == .notAuthorized || error.code == .unsupported { return [] }
            throw error
        }
        var differences: [Difference] = []
        let wanted = names.intake.contains(name) ? Self.intakeBytes : Self.outputBytes
        if let text = settings.first(where: { $0.name == "max.message.bytes" })?.value, let bytes = Int(text),
            bytes < wanted, name != names.board
        {
            let meaning =
                names.intake.contains(name)
                ? "larger forms are refused when they are sent in"
                : "the output of a very large form is refused, and replaced by a dead letter"
            differences.append(
                Difference(
                    topic: name, isFatal: false,
                    text: "max.message.bytes is \(bytes), less than \(wanted): \(meaning)"))
        }
        if topic.replicationFactor >= Self.copiesToSpareOne,
            settings.first(where: { $0.name == Self.inSyncSetting })?.value == "1"
        {
            differences.append(
                Difference(
                    topic: name, isFatal: false,
                    text:
                        "\(Self.inSyncSetting) is 1 with \(topic.replicationFactor) copies: what only one broker has is "
                        + "lost with it"))
        }
        if let policy = settings.first(where: { $0.name == "cleanup.policy" })?.value {
            let isCompacted = policy.contains("compact")
            if isCompacted, name != names.board {
                differences.append(
                    Difference(
                        topic: name, isFatal: false,
                        text: "is compacted: of several forms of a patient only the last would stay"))
            } else if !isCompacted, name == names.board {
                differences.append(
                    Difference(topic: name, isFatal: false, text: "is not compacted: it grows for ever"))
            }
        }
        return differences
    }

    /// Creates what is missing. With three copies or more a record counts once two brokers have it, unless the brokers
    /// tell that they ask for more than one by themselves.
    ///
    /// - Parameters:
    ///   - queue: where.
    ///   - partitions: how many partitions an intake topic gets that does not exist.
    ///   - replication: of all that is created; -1 leaves it to the broker.
    /// - Returns: the names of what it created, in order.
    /// - Throws: what the transport threw.
    package func create(
        _ queue: any MessageQueue, partitions: Int, replication: Int
    ) throws(QueueError) -> [String] {
        let all = names.intake + names.outputs + [names.shadow, names.board]
        let known = try queue.metadata(of: all, within: within)
        let intake = names.intake.compactMap { name in known.first { $0.name == name }?.partitionCount }.max()
        let missing = all.filter { name in !known.contains { $0.name == name } }
        let common = missing.isEmpty ? [] : try copies(queue, replication: replication)
        let topics = missing.map { name in
            let isIntake = names.intake.contains(name)
            let settings =
                name == names.board
                ? [(name: "cleanup.policy", value: "compact")]
                : [(name: "max.message.bytes", value: String(isIntake ? Self.intakeBytes : Self.outputBytes))]
            return NewTopic(
                name: name, partitionCount: name == names.board ? 1 : intake ?? partitions,
                replicationFactor: replication, configuration: settings + common)
        }
        if !topics.isEmpty { try queue.create(topics, within: within) }
        return missing
    }

    /// What new topics have to say about their copies.
    private func copies(
        _ queue: any MessageQueue, replication: Int
    ) throws(QueueError) -> [(name: String, value: String)] {
        let defaults: [(name: String, value: String)]
        do {
            defaults = try queue.brokerConfiguration(
                names: [Self.inSyncSetting, "default.replication.factor"], within: within)
        } catch {
            // It is advice, and no reason to create nothing. Brokers that do not tell are taken for Kafka's own default,
            // one: to ask for two where they ask for three is the smaller harm.
            guard !error.isFatal else { throw error }
            defaults = []
        }
        func number(_ name: String) -> Int? {
            defaults.first { $0.name == name }.flatMap { Int($0.value) }
        }
        let copies = replication > 0 ? replication : number("default.replication.factor") ?? 1
        guard copies >= Self.copiesToSpareOne, number(Self.inSyncSetting) ?? 1 < 2 else { return [] }
        return [(Self.inSyncSetting, "2")]
    }
}
