import MessageQueue

extension KafkaStream {
    func publish(_ record: OutgoingRecord) throws(QueueError) -> Int {
        try checkOpen()
        try checkDuty("publish")
        guard topics.indices.contains(record.topic.index) else {
            throw QueueError(.misuse, "publish: the topic was not looked up on this stream")
        }
        try begin()
        let output = unit.outputCount
        var code = producer.publish(record, topic: record.topic.index, output: output)
        if let refused = code, refused.code == .queueFull {
            let deadline = ContinuousClock.now.advanced(by: settings.transactionTimeout)
            while code?.code == .queueFull, ContinuousClock.now < deadline {
                producer.handle.serve(.milliseconds(10))
                code = producer.publish(record, topic: record.topic.index, output: output)
            }
        }
        if var error = code {
            // Too large for the client: nothing was sent, the caller may publish something else in its place.
            guard error.code != .messageTooLarge else { throw error }
            error.requiresAbort = true
            // Whether a fatal error ends the stream is for the abort to say: it may be the transaction's own time-out.
            error.isFatal = false
            duty = .abort
            noteRefusals()
            throw naming(error)
        }
        unit.outputCount += 1
        if isolatedOutputs > 0 { _ = producer.flush(within: settings.transactionTimeout) }
        return output
    }

    func commit(notes: [PartitionNote], within: Duration) -> UnitOutcome {
        let deadline = ContinuousClock.now.advanced(by: within)
        if let outcome = refusal(of: "commit", duties: [.none, .commit]) { return outcome }
        if unit.isLost {
            return mustAbort(QueueError(.membershipLost, "the group has moved on without this member"))
        }
        guard unit.isOpen || !notes.isEmpty else { return .finished }
        if let error = objection(to: notes) { return mustAbort(error) }
        let offsets = offsets(notes)
        guard !offsets.isEmpty else {
            return mustAbort(QueueError(.membershipLost, "without partitions nothing would fence the outputs"))
        }
        do {
            try begin()
            if !unit.hasSentOffsets {
                try repeating(until: deadline) { rest throws(QueueError) in
                    try producer.sendOffsets(offsets, consumer: consumer, within: rest)
                }
                unit.hasSentOffsets = true
            }
            try repeating(until: deadline) { rest throws(QueueError) in try producer.commit(within: rest) }
        } catch {
            return outcome(of: error, call: .commit)
        }
        for (partition, offset, note) in offsets { acknowledged[partition] = (offset, note) }
        isolatedOutputs = max(0, isolatedOutputs - unit.outputCount)
        recovery.noteCommit()
        finishUnit()
        return .finished
    }

    func abort(within: Duration) -> UnitOutcome {
        let deadline = ContinuousClock.now.advanced(by: within)
        if let outcome = refusal(of: "abort", duties: [.none, .abort]) { return outcome }
        do {
            if unit.began != nil {
                try repeating(until: deadline) { rest throws(QueueError) in try producer.abort(within: rest) }
                // If something below fails, the repeated call has only that to do.
                unit.began = nil
                // Records given up leave a gap in the sequence that the broker expects: this producer's next units
                // would fail.
                if producer.failures.count > 0 { try renewProducer(until: deadline) }
            }
            if !producer.isInitialised { try producer.initialise(until: deadline) }
            // Every partition of the unit that is still the stream's; those on their way to another member are left to
            // it.
            if !hasAnnouncedRevocation {
                let own = consumer.spans.filter { acknowledged[$0.partition] != nil }
                try consumer.seek(own.map { ($0.partition, $0.first) })
            }
        } catch {
            return outcome(of: error, call: .abort)
        }
        finishUnit()
        return .finished
    }

    func recover(within: Duration) throws(QueueError) -> [AssignedPartition] {
        do {
            return try recoverOnce(within: within)
        } catch {
            throw patience.judge(error, now: .now)
        }
    }

    private func recoverOnce(within: Duration) throws(QueueError) -> [AssignedPartition] {
        try checkOpen()
        // From here on the unit has no producer: nothing else may be tried with it.
        duty = .recover
        let deadline = ContinuousClock.now.advanced(by: within)
        try renewProducer(until: deadline)
        var found: [AssignedPartition] = []
        if !hasAnnouncedRevocation {
            let rest = max(.seconds(1), ContinuousClock.now.duration(to: deadline))
            found = try positions(of: acknowledged.keys.sorted(), within: rest)
            for index in found.indices where !found[index].isCommitted {
                // Never committed: where the assignment began, or where an earlier unit ended on a broker that forgets.
                found[index].position = acknowledged[found[index].partition]?.offset ?? found[index].position
                found[index].note = acknowledged[found[index].partition]?.note ?? []
            }
            let touched = Set(consumer.spans.map(\.partition))
            try consumer.seek(
                found.filter { touched.contains($0.partition) || $0.position != acknowledged[$0.partition]?.offset }
                    .map { ($0.partition, $0.position) })
            for one in found { acknowledged[one.partition] = (one.position, one.note) }
        }
        finishUnit()
        return found
    }

    /// A new producer in this turn's place. The old one is destroyed with whatever it still had underway.
    private func renewProducer(until deadline: ContinuousClock.Instant) throws(QueueError) {
        let fresh = try RDKafkaProducer(
            .transactional(id: configuration.transactionalIDs[turn]), settings: settings)
        for topic in topics { try fresh.add(topic: topic) }
        producers[turn] = fresh
        // The new one has nothing open. If its initialisation fails, the same call is made again.
        unit.began = nil
        try fresh.initialise(until: deadline)
    }

    /// The first record of a unit, or its commit, opens the transaction.
    private func begin() throws(QueueError) {
        guard unit.began == nil else { return }
        producer.resetDeliveries()
        refusedOutputs = []
        try producer.begin()
        unit.began = .now
    }

    /// All positions to commit. A unit that received nothing still commits one unchanged: without any, the broker would
    /// not notice that the partitions have gone to another member.
    private func offsets(
        _ notes: [PartitionNote]
    ) -> [(partition: TopicPartition, offset: Int64, note: [UInt8])] {
        var offsets = consumer.spans.map {
            (partition: $0.partition, offset: $0.next, note: acknowledged[$0.partition]?.note ?? [])
        }
        for note in notes {
            if let index = offsets.firstIndex(where: { $0.partition == note.partition }) {
                offsets[index].note = note.bytes
            } else if let known = acknowledged[note.partition] {
                offsets.append((note.partition, known.offset, note.bytes))
            }
        }
        if offsets.isEmpty, let partition = acknowledged.keys.min(), let known = acknowledged[partition] {
            offsets.append((partition, known.offset, known.note))
        }
        return offsets
    }

    private func objection(to notes: [PartitionNote]) -> QueueError? {
        let tooLong = notes.contains { note in
            note.bytes.count > PartitionNote.maximumLength || !note.bytes.allSatisfy { 1...127 ~= $0 }
        }
        if tooLong {
            return QueueError(.noteTooLarge, "a note is longer than \(PartitionNote.maximumLength) bytes, or not ASCII")
        }
        let named = consumer.spans.map(\.partition) + notes.map(\.partition)
        guard named.allSatisfy({ acknowledged[$0] != nil }) else {
            return QueueError(.membershipLost, "a partition of the unit is not this stream's")
        }
        return nil
    }

    /// Again and again while the error may pass and there is time; the calls are made to be resumed.
    private func repeating(
        until deadline: ContinuousClock.Instant, _ call: (Duration) throws(QueueError) -> Void
    ) throws(QueueError) {
        while true {
            let rest = ContinuousClock.now.duration(to: deadline)
            do {
                return try call(max(rest, .milliseconds(1)))
            } catch {
                guard error.isRetriable, !error.isFatal, !error.requiresAbort,
                    ContinuousClock.now < deadline
                else { throw error }
                producer.handle.serve(.milliseconds(5))
            }
        }
    }

    private func refusal(of call: String, duties: [StreamDuty]) -> UnitOutcome? {
        do {
            try checkOpen()
        } catch {
            return .stop(error)
        }
        return duty.refusal(of: call, duties: duties)
    }

    private func mustAbort(_ error: QueueError) -> UnitOutcome {
        duty = .abort
        var error = error
        error.requiresAbort = true
        return .abort(error)
    }

    private func outcome(of error: QueueError, call: StreamDuty) -> UnitOutcome {
        if error.isFatal {
            let age = unit.began?.duration(to: .now) ?? .zero
            let isAllowed = recovery.allows(
                recoveryFrom: error.code, age: age, timeout: settings.transactionTimeout, now: .now)
            guard isAllowed else { return .stop(error) }
            duty = .recover
            return .recover(error)
        }
        if error.requiresAbort, call == .commit {
            noteRefusals()
            return mustAbort(naming(error))
        }
        duty = error.isRetriable ? call : .recover
        return error.isRetriable ? .retry(error) : .recover(error)
    }

    /// The call that met a failed transaction says only that this is no state to go on in.
    private func naming(_ error: QueueError) -> QueueError {
        var error = error
        if error.code == .misuse { error.code = refusedOutputs.first?.code ?? .transactionFailed }
        return error
    }

    /// The broker refuses whole batches of records. If it refused more than one, the guilty one is not known yet: then
    /// nothing is blamed, and when the unit comes again, each output travels alone.
    private func noteRefusals() {
        // The reports of what made the transaction fail may still wait to be read.
        producer.handle.serve()
        let refusals = producer.refusals
        guard refusals.count > 1, isolatedOutputs == 0 else {
            refusedOutputs = refusals
            return
        }
        refusedOutputs = []
        isolatedOutputs = unit.outputCount
    }
}
