import MessageQueue

extension InMemoryStream {
    /// The scripted fault of this call; what happens "first" has happened when it returns.
    func meet(_ call: ScriptedFault.Call) -> ScriptedFault? {
        let fault = broker.nextFault(call)
        switch fault {
        case .rebalanceFirst: group.openRound()
        case .expireFirst: group.expel(member)
        case .fenceFirst: for turn in turns { _ = broker.initialise(turn.id) }
        case .fail, .completeThenFail, nil: break
        }
        return fault
    }

    func checkEpoch() throws(QueueError) {
        for turn in turns where broker.transactionalIDs[turn.id]?.epoch != turn.epoch {
            throw QueueError(.fenced, "transactional id \(turn.id) was taken over", isFatal: true)
        }
    }

    func openTransaction() -> Transaction {
        let id = turns[turn].id
        if let open = broker.transactionalIDs[id]?.transaction { return open }
        let transaction = Transaction()
        broker.transactionalIDs[id]?.transaction = transaction
        return transaction
    }

    func endTransaction(as state: Transaction.State) {
        let id = turns[turn].id
        broker.transactionalIDs[id]?.transaction?.end(as: state)
        broker.transactionalIDs[id]?.transaction = nil
    }

    func commitLocked(_ notes: [PartitionNote]) -> UnitOutcome {
        if let stop = refusal(of: "commit", duties: [.none, .commit]) { return stop }
        let fault = meet(.commit)
        if case .fail(let error) = fault { return outcome(error, call: .commit) }
        do {
            try checkEpoch()
        } catch {
            return .stop(error)
        }
        if !unit.isCommitted {
            if let error = expiry() { return outcome(error, call: .commit) }
            if let error = obstacle(notes) { return mustAbort(error) }
            for (partition, span) in unit.spans { acknowledged[partition]?.offset = span.next }
            for note in notes { acknowledged[note.partition]?.note = note.bytes }
            for partition in unit.spans.keys { group.positions[partition] = acknowledged[partition] }
            for note in notes { group.positions[note.partition] = acknowledged[note.partition] }
            endTransaction(as: .committed)
            unit.isCommitted = true
        }
        if case .completeThenFail(let error) = fault { return outcome(error, call: .commit) }
        finishUnit()
        monitor.notify()
        return .finished
    }

    func abortLocked() -> UnitOutcome {
        if let stop = refusal(of: "abort", duties: [.none, .abort]) { return stop }
        let fault = meet(.abort)
        if case .fail(let error) = fault { return outcome(error, call: .abort) }
        do {
            try checkEpoch()
        } catch {
            return .stop(error)
        }
        if let error = expiry() { return outcome(error, call: .abort) }
        endTransaction(as: .aborted)
        if case .completeThenFail(let error) = fault { return outcome(error, call: .abort) }
        for (partition, span) in unit.spans where member.owned.contains(partition) {
            cursor.set(partition, to: span.first)
        }
        finishUnit()
        monitor.notify()
        return .finished
    }

    /// The open transaction took too long.
    private func expiry() -> QueueError? {
        guard broker.transactionalIDs[turns[turn].id]?.isTimedOut == true else { return nil }
        return QueueError(.transactionFailed, "the transaction was open for too long, the broker aborted it")
    }

    /// What speaks against committing the unit.
    private func obstacle(_ notes: [PartitionNote]) -> QueueError? {
        if let refused = unit.refused.first {
            tellRefused()
            return QueueError(refused.code, "\(unit.refused.count) outputs of the unit were refused")
        }
        if unit.isLost || member.isExpelled {
            return QueueError(.membershipLost, "the group has moved on without this member")
        }
        if notes.contains(where: {
            $0.bytes.count > PartitionNote.maximumLength || !$0.bytes.allSatisfy { 1...127 ~= $0 }
        }) {
            return QueueError(.noteTooLarge, "a note is longer than \(PartitionNote.maximumLength) bytes, or not ASCII")
        }
        let named = Array(unit.spans.keys) + notes.map(\.partition)
        guard unit.outputCount == 0 || !member.owned.isEmpty, named.allSatisfy(member.owned.contains) else {
            return QueueError(.membershipLost, "a partition of the unit is not this stream's")
        }
        return nil
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

    private func outcome(_ error: QueueError, call: StreamDuty) -> UnitOutcome {
        if error.isFatal { return .stop(error) }
        if error.requiresAbort, call == .commit { return mustAbort(error) }
        duty = error.isRetriable ? call : .recover
        return error.isRetriable ? .retry(error) : .recover(error)
    }
}
