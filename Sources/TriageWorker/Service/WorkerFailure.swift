package import MessageQueue

/// Why a worker could not start or had to stop: one sentence for people, with what to do where that is known.
package struct WorkerFailure: Error, Sendable, CustomStringConvertible {
    package let description: String

    /// A failure in our own words.
    package init(_ description: String) {
        self.description = description
    }

    /// What the transport's error means for who runs the worker.
    package init(_ error: QueueError) {
        switch error.code {
        case .positionLost:
            description =
                "\(error.lostRecords) records are gone: the committed position is no longer kept by the broker. "
                + "Find out why (retention? a new topic of the old name?), then go on at the oldest record with "
                + "--set onDataLoss=continue. (\(error.reason))"
        case .fenced:
            description =
                "another worker runs under the same instance name and has taken over: give each its own --instance. If there is "
                + "no other, the broker ended a transaction that was open for longer than timeouts.transaction, twice within a "
                + "minute: nothing is lost, start again. (\(error.reason))"
        default:
            description = error.description
        }
    }
}
