import MessageQueue

extension KafkaStream {
    func receive(limit: Int, wait: Duration, gather: Duration) throws(QueueError) -> StreamEvent {
        if let event = try lookForTopics() { return event }
        do {
            return try next(limit: limit, wait: wait, gather: gather)
        } catch {
            throw patience.judge(error, now: .now)
        }
    }

    /// While something is unknown: asks whether it is there again. Between units, so that none gets old meanwhile.
    private func lookForTopics() throws(QueueError) -> StreamEvent? {
        // An assignment is no answer to a rebalance that still waits for one, which may be a revocation.
        guard !isClosed, !unit.isOpen, duty == .none, !hasAnnouncedRevocation, !consumer.hasRebalance,
            patience.isLookDue(now: .now)
        else { return nil }
        do throws(QueueError) {
            let deadline = ContinuousClock.now.advanced(by: TopicPatience.longestWait)
            let own = pendingAssignment ?? (acknowledged.keys + unknownPartitions)
            for topic in configuration.topics {
                let rest = max(.milliseconds(1), ContinuousClock.now.duration(to: deadline))
                try consumer.handle.requirePartitions(
                    own.filter { $0.topic == topic }, of: topic, within: rest, grace: .zero)
            }
            let event = try takeUpUnknown()
            patience.noteProgress()
            return event
        } catch {
            patience.noteLook(now: .now)
            switch error.code {
            case .unknownTopic, .unknownPartition:
                let judged = patience.judge(error, now: .now)
                if !judged.isRetriable { throw judged }
            default:
                guard error.isRetriable else { throw error }
                patience.noteSilence(now: .now)
                // Said, not thrown: whoever waits after a failed receive would keep the other partitions waiting.
                tell("asked again for what the broker did not know: \(error.reason)")
            }
            return nil
        }
    }

    /// What was left out is known again: the rest goes on where it is.
    private func takeUpUnknown() throws(QueueError) -> StreamEvent? {
        guard !unknownPartitions.isEmpty else { return nil }
        let found = try positions(of: unknownPartitions, within: TopicPatience.longestWait)
        let own = acknowledged.map { (partition: $0.key, offset: $0.value.offset) }
        let all = own + found.map { (partition: $0.partition, offset: $0.position) }
        try consumer.continueReading(all.sorted { $0.partition < $1.partition })
        unknownPartitions = []
        for one in found { acknowledged[one.partition] = (one.position, one.note) }
        tell("taken up, the broker knows them again: \(Self.list(found.map(\.partition)))")
        return .assigned(found)
    }

    /// For whoever runs the worker, as a warning: nobody else notices what is not read.
    private func tell(_ text: String) {
        settings.log(KafkaLogLine(level: 3, facility: "LEFTOUT", text: text))
    }

    private static func list(_ partitions: [TopicPartition]) -> String {
        partitions.map { "\($0)" }.joined(separator: ", ")
    }

    private func next(limit: Int, wait: Duration, gather: Duration) throws(QueueError) -> StreamEvent {
        try checkOpen()
        try checkDuty("receive")
        for producer in producers { producer.handle.serve() }
        let deadline = ContinuousClock.now.advanced(by: wait)
        while true {
            if hasAnnouncedRevocation { try letGo() }
            if let event = try membershipEvent() { return event }
            if let interruption = pendingInterruption {
                pendingInterruption = nil
                if let event = try event(of: interruption) { return event }
            }
            if consumer.takeWoken() { return .woken }
            let rest = max(.zero, ContinuousClock.now.duration(to: deadline))
            // While outputs travel alone, units stay small enough to end before their transaction times out.
            let most = isolatedOutputs > 0 ? min(limit, 128) : limit
            let batch = consumer.drain(limit: max(1, most), wait: rest, gather: gather)
            pendingInterruption = consumer.interruption
            if let batch {
                unit.hasMessages = true
                return .batch(batch)
            }
            // Any other is told for information: librdkafka goes on trying, and a session that ends meanwhile is
            // `.lost`.
            if let error = consumer.handle.takeError(), error.isFatal || error.code == .notAuthorized { throw error }
            guard rest > .zero || consumer.hasRebalance || pendingInterruption != nil else { return .idle }
        }
    }

    private func membershipEvent() throws(QueueError) -> StreamEvent? {
        if pendingAssignment == nil {
            switch consumer.takeRebalance() {
            case .assign(let partitions): pendingAssignment = partitions
            case .revoke(let isLost): return try revoke(isLost: isLost)
            case nil: return nil
            }
        }
        guard let partitions = pendingAssignment else { return nil }
        let unknown = try unknownAmong(partitions)
        let assigned = try positions(of: partitions.filter { !unknown.contains($0) }, within: .seconds(5))
        try consumer.assign(assigned.map { ($0.partition, $0.position) })
        pendingAssignment = nil
        unknownPartitions = unknown.sorted()
        acknowledged = [:]
        for one in assigned { acknowledged[one.partition] = (one.position, one.note) }
        if !unknown.isEmpty { tell("left out until the broker knows them: \(Self.list(unknownPartitions))") }
        return assigned.isEmpty ? nil : .assigned(assigned)
    }

    /// One topic that is gone must not hold up the others, nor the group, which waits for the answer to a rebalance.
    private func unknownAmong(_ partitions: [TopicPartition]) throws(QueueError) -> Set<TopicPartition> {
        var unknown: Set<TopicPartition> = []
        for topic in configuration.topics {
            let own = partitions.filter { $0.topic == topic }
            guard !own.isEmpty else { continue }
            do {
                unknown.formUnion(
                    try consumer.handle.missing(of: own, in: topic, within: .seconds(5), grace: .zero))
            } catch {
                guard error.code == .unknownTopic else { throw error }
                unknown.formUnion(own)
            }
        }
        if let first = unknown.min() {
            let error = QueueError(.unknownPartition, "the broker does not know \(first)")
            if !patience.judge(error, now: .now).isRetriable { throw error }
        }
        return unknown
    }

    private func revoke(isLost: Bool) throws(QueueError) -> StreamEvent? {
        unknownPartitions = []
        let partitions = acknowledged.keys.sorted()
        guard !partitions.isEmpty, !isLost else {
            unit.isLost = unit.isOpen
            acknowledged = [:]
            pendingInterruption = nil
            try consumer.unassign()
            return partitions.isEmpty ? nil : .lost(partitions)
        }
        hasAnnouncedRevocation = true
        return .revoked(partitions)
    }

    /// The time to finish the unit is over.
    private func letGo() throws(QueueError) {
        hasAnnouncedRevocation = false
        acknowledged = [:]
        pendingInterruption = nil
        if unit.isOpen {
            // Aborted before somebody else can have the partitions.
            unit.isLost = true
            switch abort(within: revocationBudget) {
            case .finished: break
            case .retry(let error), .abort(let error), .recover(let error), .stop(let error):
                try consumer.unassign()
                throw error
            }
        }
        try consumer.unassign()
    }

    private func event(of interruption: RDKafkaConsumer.Interruption) throws(QueueError) -> StreamEvent? {
        switch interruption {
        case .end(let partition, let offset):
            return acknowledged[partition] == nil ? nil : .endOfPartition(partition, offset: offset)
        case .failure(let error): throw error
        case .outOfRange(let partition):
            do {
                return try startAgain(partition)
            } catch {
                // librdkafka will not tell again of a partition that it stopped reading.
                pendingInterruption = interruption
                throw error
            }
        }
    }

    /// Retention overtook the stream while it was reading; librdkafka has stopped reading the partition.
    private func startAgain(_ partition: TopicPartition) throws(QueueError) -> StreamEvent? {
        guard let known = acknowledged[partition] else { return nil }
        let spans = consumer.spans
        func next(_ partition: TopicPartition, _ acknowledged: Int64) -> Int64 {
            spans.first { $0.partition == partition }?.next ?? acknowledged
        }
        let position = next(partition, known.offset)
        let found = try checked(
            AssignedPartition(partition: partition, position: position, isCommitted: true, note: known.note),
            within: .seconds(5))
        // An open unit still ends where it ended.
        if !spans.contains(where: { $0.partition == partition }) { acknowledged[partition]?.offset = found.position }
        try consumer.continueReading(
            acknowledged.keys.sorted().map {
                ($0, $0 == partition ? found.position : next($0, acknowledged[$0]?.offset ?? 0))
            })
        return found.position == position ? nil : .assigned([found])
    }

    /// Where each partition starts: the committed position if it still exists, else the configured start, as an offset.
    func positions(
        of partitions: [TopicPartition], within: Duration
    ) throws(QueueError) -> [AssignedPartition] {
        let committed = try consumer.handle.committed(partitions, within: within)
        var found: [AssignedPartition] = []
        for partition in partitions {
            if let known = committed.first(where: { $0.partition == partition }) {
                found.append(try checked(known, within: within))
                continue
            }
            let range = try consumer.handle.queryWatermarks(of: partition, within: within)
            let position =
                switch configuration.start {
                case .beginning: range.low
                case .end: range.high
                case .offset(let offset): min(max(offset, range.low), range.high)
                }
            found.append(AssignedPartition(partition: partition, position: position, isCommitted: false))
        }
        return found
    }

    private func checked(_ known: AssignedPartition, within: Duration) throws(QueueError) -> AssignedPartition {
        let range = try consumer.handle.queryWatermarks(of: known.partition, within: within)
        guard known.position < range.low || known.position > range.high else { return known }
        let lost = max(0, range.low - known.position)
        guard configuration.dataLoss == .continue else {
            throw QueueError(
                .positionLost,
                "the group's position \(known.position) of \(known.partition) is outside of what is kept, \(range.low) to "
                    + "\(range.high): \(lost) records are gone", isFatal: true, lostRecords: lost)
        }
        var found = known
        found.position = range.low
        found.lostRecords = lost
        return found
    }
}
