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
/// Every record becomes exactly one output of the open unit: a routing event in the lane of its priority, or a dead
/// letter. Nothing here is visible to anybody before the unit is committed; if the unit is dropped, its records come
/// again.
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
        body.removeAll()
        let outcome = headers.withIncoming { chain.process(value: message.value, headers: $0, into: &body) }
        if !quarantine.isEmpty, let step = quarantine.step(for: ledger.place(of: message)) {
            try publishQuarantined(message, step, outcome)
            return nil
        }
        switch outcome {
        case .routed(let routed): return try publish(routed, of: message)
        case .deadLetter(let letter):
            try publish(letter, of: message)
            return nil
        }
    }

    /// The routing event, whose body the chain wrote, into the lane of its priority.
    private func publish(_ routed: ChainOutcome.Routed, of message: Message) throws(QueueError) -> Priority? {
        let lane = outputs.lane(routed.priority)
        let isAccepted = try headers.withRouting(message, eventID: routed.eventID) { headers throws(QueueError) in
            try accepted(OutgoingRecord(topic: lane, key: message.key, value: body.bytes, headers: headers))
        }
        guard isAccepted else {
            try publish(ChainOutcome.DeadLetter(unpublishable: routed, code: .outputTooLarge), of: message)
            return nil
        }
        ledger.count(routed, message)
        return routed.priority
    }

    /// The record as it came, with the reason in headers; if that is too large, size and digest in place of the value.
    private func publish(_ letter: ChainOutcome.DeadLetter, of message: Message) throws(QueueError) {
        let isAccepted = try headers.withDeadLetter(message, letter) { headers throws(QueueError) in
            try accepted(
                OutgoingRecord(
                    topic: outputs.deadLetters, key: message.key, value: message.value, headers: headers))
        }
        guard isAccepted else { return try publishDigest(letter, of: message) }
        ledger.count(letter, message)
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

    private func publishDigest(_ letter: ChainOutcome.DeadLetter, of message: Message) throws(QueueError) {
        try headers.withDeadLetter(message, letter, digestOnly: true) { headers throws(QueueError) in
            let key = OutputHeaders.usableKey(message)
            try stream.publish(OutgoingRecord(topic: outputs.deadLetters, key: key, value: nil, headers: headers))
        }
        ledger.count(letter, message)
    }

    private func publishQuarantined(
        _ message: Message, _ step: Quarantine.Step, _ outcome: ChainOutcome
    ) throws(QueueError) {
        let letter = ChainOutcome.DeadLetter(quarantined: outcome)
        switch step {
        case .whole: try publish(letter, of: message)
        case .digestOnly: try publishDigest(letter, of: message)
        case .exhausted:
            let place = ledger.place(of: message)
            throw QueueError(
                .other, "the record at \(place.partition)/\(place.offset) cannot be published in any form",
                isFatal: true)
        }
    }

    /// From now on, the records behind these outputs of the unit are published as dead letters, next time in a smaller
    /// form.
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
