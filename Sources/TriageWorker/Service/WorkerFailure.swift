package import MessageQueue

/// Why a worker could not start or had to stop: one sentence for people, with what to do where that is known.
package struct WorkerFailure: Error, Sendable, CustomStringConvertible {
    package let description: String
    /// The broker's state of the moment, not the configuration, is to blame.
    package let isRetriable: Bool

    /// A failure in our own words.
    package init(_ description: String, isRetriable: Bool = false) {
        self.description = description
        self.isRetriable = isRetriable
    }

    /// What the transport's error means for who runs the worker.
    package init(_ error: QueueError) {
        isRetriable = error.isRetriable
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
        case .unreachable, .timedOut:
            description =
                "no broker answers: check `bootstrap`, the network, and that kafka.security.protocol and the certificates are "
                + "what its listener wants. (\(error.reason))"
        case .authenticationFailed:
            description =
                "the broker refuses who we are: check kafka.sasl.mechanism, kafka.sasl.username and kafka.sasl.password, or the "
                + "client certificate. (\(error.reason))"
        case .notAuthorized:
            description =
                "the broker does not allow this: docs/delivery.md lists the rights that a worker needs. (\(error.reason))"
        default:
            description = error.description
        }
    }
}
