import MessageQueue

/// Decides how long a topic or partition that the group has given to this stream may be unknown to the broker.
///
/// A broker that has just started, or a client that asked it just then, denies for a moment what is there. Whoever
/// stopped at that would have to be started by hand after each restart of a broker; a topic that was deleted stays
/// unknown.
struct TopicPatience {
    /// Longer than a cluster needs to find its leaders after a restart.
    static let longest = Duration.seconds(60)

    /// Since when nothing else was heard.
    private var unknownSince: ContinuousClock.Instant?

    /// Something came of a topic.
    mutating func noteProgress() { unknownSince = nil }

    /// The error, retriable while there is hope.
    mutating func judge(_ error: QueueError, now: ContinuousClock.Instant) -> QueueError {
        guard error.code == .unknownTopic || error.code == .unknownPartition, !error.isFatal else { return error }
        let since = unknownSince ?? now
        unknownSince = since
        guard since.duration(to: now) < Self.longest else { return error }
        var error = error
        error.isRetriable = true
        return error
    }
}
