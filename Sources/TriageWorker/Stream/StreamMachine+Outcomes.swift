import MessageQueue

extension StreamMachine {
    mutating func receiveFailed(_ error: QueueError, _ now: Duration) -> [Action] {
        let tell = Action.tell(.receiveFailed(error))
        if error.requiresAbort, !error.isFatal, unitIsOpen { return [tell] + abort(for: error, now) }
        guard error.isRetriable, !error.isFatal else { return [tell] + finish(.failed(error), now) }
        // What is in the unit is sound; only more cannot be had.
        if unitIsOpen { return [tell] + commit(now) }
        failures += 1
        return [tell] + backOff(then: .fill, now)
    }

    mutating func committed(_ outcome: UnitOutcome, _ refused: [RefusedOutput], _ now: Duration) -> [Action] {
        switch outcome {
        case .finished:
            return committed() + proceed(now)
        case .retry(let error):
            // It may be committed already: only the same call, or the broker itself, can tell.
            if isPastStop(now) { return [.tell(.leftOpen)] + finish(.stopped, now) }
            if let deadline = revocationDeadline, now >= deadline {
                return recover(error, now)
            }
            return [.tell(.commitUnfinished(error))] + commit(now)
        case .abort(let error):
            return blame(refused, for: error) + abort(for: error, now)
        case .recover(let error):
            return recover(error, now)
        case .stop(let error):
            return finish(.failed(error), now)
        }
    }

    /// Asks the broker how far the group came; near the end that is left to whoever starts next.
    private mutating func recover(_ error: QueueError, _ now: Duration) -> [Action] {
        if isStopping { return [.tell(.leftOpen)] + finish(.stopped, now) }
        return [.tell(.recovering(error)), .recover(within: callTime)]
    }

    private mutating func committed() -> [Action] {
        let records = unit.records
        unitIsOpen = false
        isCommitting = false
        failures = 0
        failuresOfOneRecord = 0
        recordLimit = min(batch.maximumRecords, recordLimit * 2)
        return [.unitCommitted(records: records)] + reportEnds()
    }

    mutating func aborted(_ outcome: UnitOutcome, _ now: Duration) -> [Action] {
        let reason = abortReason ?? QueueError(.other, "the unit was aborted")
        switch outcome {
        case .finished:
            unitIsOpen = false
            forgetEndsOfUnit()
            let actions: [Action] = [.tell(.unitAborted(reason)), .unitDropped]
            if let refusal = permanent(reason) { return actions + finish(.failed(refusal), now) }
            return actions + narrow(reason) + backOff(then: .fill, now)
        case .retry(let error), .abort(let error):
            if isPastStop(now) { return [.tell(.leftOpen)] + finish(.stopped, now) }
            return [.tell(.abortUnfinished(error))] + abort(for: reason, now)
        case .recover(let error):
            return recover(error, now)
        case .stop(let error):
            return finish(.failed(error), now)
        }
    }

    /// After `recover` the broker has told how far the group came: a unit is committed as a whole, so one partition
    /// tells.
    mutating func recovered(_ positions: [AssignedPartition], _ now: Duration) -> [Action] {
        let wasCommitted =
            unitIsOpen && isCommitting
            && unit.reached.contains { reach in
                positions.contains { $0.partition == reach.partition && $0.position > reach.offset }
            }
        let tell = Action.tell(.recovered(committed: wasCommitted))
        if wasCommitted { return [tell] + committed() + proceed(now) }
        failures += 1
        unitIsOpen = false
        isCommitting = false
        forgetEndsOfUnit()
        return [tell, .unitDropped] + backOff(then: .fill, now)
    }

    /// Outputs that the broker refused for good: their records become dead letters, unless the refusal is of the lane
    /// itself.
    private func blame(_ refused: [RefusedOutput], for error: QueueError) -> [Action] {
        let ofRecords = refused.filter { !Self.isOfTopic($0.code) }
        return ofRecords.isEmpty ? [] : [.quarantine(ofRecords)]
    }

    /// An error that no repetition can cure, whatever the records are.
    private func permanent(_ error: QueueError) -> QueueError? {
        error.isFatal || Self.isOfTopic(error.code) ? error : nil
    }

    private static func isOfTopic(_ code: QueueError.Code) -> Bool {
        switch code {
        case .notAuthorized, .authenticationFailed, .unknownTopic, .unknownPartition: true
        default: false
        }
    }

    /// Whether the error tells of the broker or the group, so that no record can be to blame.
    private static func isOfBroker(_ error: QueueError) -> Bool {
        if error.isRetriable { return true }
        switch error.code {
        case .unreachable, .queueFull, .timedOut, .fenced, .membershipLost, .transactionFailed: return true
        default: return false
        }
    }

    /// Makes the next units smaller, until a record that is to blame stands alone; then blames it.
    private mutating func narrow(_ error: QueueError) -> [Action] {
        failures += 1
        guard failures > 1, unit.arrived > 0 else { return [] }
        if recordLimit == 1 {
            guard !Self.isOfBroker(error) else { return [] }
            failuresOfOneRecord += 1
            guard failuresOfOneRecord >= retry.triesOfOneRecord else { return [] }
            failuresOfOneRecord = 0
            return [.quarantineUnit]
        }
        recordLimit = max(1, min(unit.arrived, recordLimit) / 2)
        return [.tell(.isolating(limit: recordLimit))]
    }
}
