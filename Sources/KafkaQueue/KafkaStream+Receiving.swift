import MessageQueue

extension KafkaStream {
    func receive(limit: Int, wait: Duration, gather: Duration) throws(QueueError) -> StreamEvent {
        try lookForTopics()
        do {
            return try next(limit: limit, wait: wait, gather: gather)
        } catch {
            throw patience.judge(error, now: .now)
        }
    }

    /// While something is unknown: asks whether it is there again. Between units, so that none gets old meanwhile.
    private func lookForTopics() throws(QueueError) {
        guard !isClosed, !unit.isOpen, duty == .none, !hasAnnouncedRevocation, patience.isLookDue(now: .now) else {
            return
        }
        do throws(QueueError) {
            let deadline = ContinuousClock.now.advanced(by: .seconds(1))
            let own = pendingAssignment ?? acknowledged.keys.sorted()
            for topic in configuration.topics {
                let rest = max(.milliseconds(1), ContinuousClock.now.duration(to: deadline))
                try consumer.handle.requirePartitions(
                    own.filter { $0.topic == topic }, of: topic, within: rest, grace: .zero)
            }
            patience.noteProgress()
        } catch {
            switch error.code {
            case .unknownTopic, .unknownPartition:
                let judged = patience.judge(error, now: .now)
                if !judged.isRetriable { throw judged }
            default:
                guard error.isRetriable else { throw error }
                patience.noteSilence(now: .now)
            }
        }
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
        let assigned = try positions(of: partitions, within: .seconds(5))
        try consumer.assign(assigned.map { ($0.partition, $0.position) })
        pendingAssignment = nil
        acknowledged = [:]
        for one in assigned { acknowledged[one.partition] = (one.position, one.note) }
        return assigned.isEmpty ? nil : .assigned(assigned)
    }

    private func revoke(isLost: Bool) throws(QueueError) -> StreamEvent? {
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
