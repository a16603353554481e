import JSON
import MessageQueue
import TriageEngine
import TriageEvents

/// What happens to a form.
///
/// ```
/// intake event ─▶ decode ─▶ find ─▶ assess ─▶ encode ─▶ publish ─▶ (with its whole unit) commit
///                 └──────── TriageChain ────────────┘   └─ here ─┘  └── StreamMachine, StreamDriver ──┘
/// ```
///
/// Every record becomes exactly one output of the open unit: a routing event in the lane of its priority, or a dead letter. Nothing
/// here is visible to anybody before the unit is committed; if the unit is dropped, its records come again.
///
/// Belongs to one stream thread. The records are borrowed: no byte of a form is copied but into the transport.
final class TriagePipeline {
    private let chain: TriageChain
    private let stream: any MessageStream
    private let outputs: OutputTopics
    private let headers: OutputHeaders
    private let clock: WorkerClock
    private var body = ByteWriter(capacity: 16 << 10)
    private(set) var ledger = UnitLedger()
    private var quarantine = Quarantine()

    init(
        ruleset: Ruleset, stream: any MessageStream, outputs: OutputTopics, group: String, clock: WorkerClock
    ) {
        self.chain = TriageChain(ruleset: ruleset)
        self.stream = stream
        self.outputs = outputs
        self.headers = OutputHeaders(group: group)
        self.clock = clock
    }

    /// Publishes one output for each record of the batch, in their order.
    ///
    /// Throws what the transport threw; the outputs before that belong to the unit all the same, so it must be dropped.
    func publish(_ batch: MessageBatch) throws(QueueError) -> PublishedBatch {
        var published = PublishedBatch(records: batch.messages.count, bytes: 0)
        let nanoseconds = clock.monotonicNanoseconds()
        headers.begin(at: clock.wallMilliseconds(), batch: batch)
        ledger.begin(batch: batch)
        for message in batch.messages {
            published.bytes += message.value?.count ?? 0
            if try publish(message) == .stat { published.holdsStat = true }
        }
        ledger.end(batch: batch, took: clock.monotonicNanoseconds() - nanoseconds)
        published.reached = ledger.reached
        return published
    }

    /// One record in, one output out. Returns the lane, nil for a dead letter.
    private func publish(_ message: Message) throws(QueueError) -> Priority? {
        headers.read(message)
        ledger.willPublish(message)
        let outcome = headers.withIncoming { chain.process(value: message.value, headers: $0, into: &body) }
        if !quarantine.isEmpty, let step = quarantine.step(for: ledger.place(of: message)) {
            return try publishQuarantined(message, step, outcome)
        }
        switch outcome {
        case .routed(let priority, _, _, let eventID):
            guard try publishRoutingEvent(of: message, into: outputs.lane(priority), eventID) else {
                let reason = DeadLetterReason(code: "output_too_large", path: "$", redFlag: priority == .stat)
                return try publishDeadLetter(of: message, reason)
            }
            ledger.count(outcome, message)
            return priority
        case .deadLetter(let code, let path, let redFlag):
            let reason = DeadLetterReason(code: code.rawValue, path: path, redFlag: redFlag)
            return try publishDeadLetter(of: message, reason)
        }
    }

    /// Publishes the body that the chain wrote. False when it is too large to be sent at all.
    private func publishRoutingEvent(
        of message: Message, into lane: OutputTopic, _ eventID: EventID
    ) throws(QueueError) -> Bool {
        try headers.withRouting(message, eventID: eventID) { headers throws(QueueError) in
            try accepted(OutgoingRecord(topic: lane, key: message.key, value: body.bytes, headers: headers))
        }
    }

    /// Publishes the record as it came, with the reason in headers; if that is too large, size and digest in place of the value.
    private func publishDeadLetter(of message: Message, _ reason: DeadLetterReason) throws(QueueError) -> Priority? {
        let isWhole = try headers.withDeadLetter(message, reason) { headers throws(QueueError) in
            try accepted(
                OutgoingRecord(
                    topic: outputs.deadLetters, key: message.key, value: message.value, headers: headers))
        }
        guard isWhole else { return try publishDigest(of: message, reason) }
        ledger.countDeadLetter(reason, message)
        return nil
    }
}

/// What the transport does not take, or has refused before.
extension TriagePipeline {
    /// Whether the transport took it; false only for a record that is too large for the client to send at all.
    private func accepted(_ record: OutgoingRecord) throws(QueueError) -> Bool {
        do {
            try stream.publish(record)
            return true
        } catch {
            guard error.code == .messageTooLarge, !error.requiresAbort, !error.isFatal else { throw error }
            return false
        }
    }

    private func publishDigest(of message: Message, _ reason: DeadLetterReason) throws(QueueError) -> Priority? {
        try headers.withDeadLetter(message, reason, digestOnly: true) { headers throws(QueueError) in
            let key = OutputHeaders.usableKey(message)
            try stream.publish(OutgoingRecord(topic: outputs.deadLetters, key: key, value: nil, headers: headers))
        }
        ledger.countDeadLetter(reason, message)
        return nil
    }

    private func publishQuarantined(
        _ message: Message, _ step: Quarantine.Step, _ outcome: ChainOutcome
    ) throws(QueueError) -> Priority? {
        let reason = DeadLetterReason(quarantined: outcome)
        switch step {
        case .whole: return try publishDeadLetter(of: message, reason)
        case .digestOnly: return try publishDigest(of: message, reason)
        case .exhausted:
            let place = ledger.place(of: message)
            throw QueueError(
                .other, "the record at \(place.partition)/\(place.offset) cannot be published in any form",
                isFatal: true)
        }
    }

    /// From now on, the records behind these outputs of the unit are published as dead letters, next time in a smaller form.
    func quarantine(_ refused: [RefusedOutput]) {
        for output in refused {
            if let place = ledger.place(ofOutput: output.output) { quarantine.add(place) }
        }
    }

    /// The same for the record that the unit tried last.
    func quarantineLast() {
        if let place = ledger.lastPlace { quarantine.add(place) }
    }

    /// The unit is committed. Gives what it did, and starts the next one.
    func takeCommitted() -> UnitTally {
        quarantine.forget(ledger.reached)
        return ledger.take()
    }

    /// The unit is void.
    func dropUnit() {
        _ = ledger.take()
    }
}
