import MessageQueue

extension InMemoryStream {
    func receive(limit: Int, wait: Duration, gather: Duration) throws(QueueError) -> StreamEvent {
        try monitor.locked { () throws(QueueError) in
            try checkOpen()
            try checkDuty("receive")
            switch meet(.receive) {
            case .fail(let error), .completeThenFail(let error): throw error
            default: break
            }
            let deadline = ContinuousClock.now.advanced(by: wait)
            var isWoken = interruption.take()
            while true {
                if let event = try membershipEvent() { return event }
                if isWoken { return .woken }
                if let batch = try collect(limit, gather: gather) {
                    return .batch(batch)
                }
                if configuration.reportsEndOfPartition, let (partition, offset) = try cursor.end(broker: broker) {
                    return .endOfPartition(partition, offset: offset)
                }
                let rest = ContinuousClock.now.duration(to: deadline)
                guard rest > .zero else { return .idle }
                monitor.wait(rest)
                try checkOpen()
                isWoken = interruption.take()
            }
        }
    }

    /// Moves on in the group's round; tells what changes.
    private func membershipEvent() throws(QueueError) -> StreamEvent? {
        if member.isExpelled { return expelled() }
        if hasAnnouncedRevocation || (group.isInRound && !member.hasJoined && member.owned.isEmpty) {
            letGo()
            group.join(member) { broker.topics[$0]?.partitions.count ?? 0 }
            monitor.notify()
        }
        if group.isInRound, !member.hasJoined {
            hasAnnouncedRevocation = true
            return .revoked(member.owned)
        }
        guard let dealt = member.dealt else { return nil }
        let assigned = try startReading(dealt)
        member.dealt = nil
        member.owned = dealt
        return assigned.isEmpty ? nil : .assigned(assigned)
    }

    /// The session ended: what was owned is lost, and the member joins again.
    private func expelled() -> StreamEvent? {
        let lost = member.owned
        unit.isLost = unit.isOpen
        member.owned = []
        cursor.places = []
        acknowledged = [:]
        hasAnnouncedRevocation = false
        group.add(member)
        monitor.notify()
        return lost.isEmpty ? nil : .lost(lost)
    }

    private func letGo() {
        if unit.isOpen {
            if (try? checkEpoch()) != nil { endTransaction(as: .aborted) }
            finishUnit()
        }
        cursor.places = []
        acknowledged = [:]
        hasAnnouncedRevocation = false
    }

    private func collect(_ limit: Int, gather: Duration) throws(QueueError) -> MessageBatch? {
        var messages = try collected(max(limit, 1))
        guard !messages.isEmpty else { return nil }
        let deadline = ContinuousClock.now.advanced(by: gather)
        while messages.count < limit, !group.isInRound {
            let rest = ContinuousClock.now.duration(to: deadline)
            guard rest > .zero else { break }
            monitor.wait(rest)
            messages += try collected(limit - messages.count)
        }
        let partitions = cursor.partitions
        for message in messages {
            let partition = partitions[message.partitionIndex]
            let first = unit.spans[partition]?.first ?? message.offset
            unit.spans[partition] = (first, message.offset + 1)
        }
        return MessageBatch(messages: lent.lend(messages), partitions: partitions)
    }

    private func collected(_ limit: Int) throws(QueueError) -> [Message] {
        do {
            return try cursor.collect(limit, broker: broker, into: &lent)
        } catch {
            guard error.code == .positionOutOfRange else { throw error }
            throw QueueError(.positionLost, error.reason, isFatal: true, lostRecords: error.lostRecords)
        }
    }
}
