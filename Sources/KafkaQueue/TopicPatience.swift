import MessageQueue

/// Decides how long a topic or partition that this stream reads may be unknown to the broker.
///
/// A broker that has just started, or a client that asked it just then, denies for a moment what is there. Whoever
/// stopped at that would have to be started by hand after each restart of a broker; a topic that was deleted stays
/// unknown. librdkafka tells that once only, and nothing more comes of the topic: so the broker is asked again until it
/// knows everything, or has denied it for too long.
struct TopicPatience {
    /// Longer than a cluster needs to find its leaders after a restart.
    static let longest = Duration.seconds(60)
    /// Between two questions.
    static let interval = Duration.seconds(2)

    /// How long the broker may deny what it is asked for.
    private let longest: Duration
    /// Since when something is unknown.
    private var unknownSince: ContinuousClock.Instant?
    private var lastLook: ContinuousClock.Instant?

    init(longest: Duration = Self.longest) { self.longest = longest }

    /// The broker knows all topics and partitions.
    mutating func noteProgress() {
        unknownSince = nil
        lastLook = nil
    }

    /// No broker answers, so none denies anything: the time begins anew.
    mutating func noteSilence(now: ContinuousClock.Instant) {
        if unknownSince != nil { unknownSince = now }
    }

    /// Whether the broker is to be asked now; asking again is due an interval later.
    mutating func isLookDue(now: ContinuousClock.Instant) -> Bool {
        guard let unknownSince, (lastLook ?? unknownSince).duration(to: now) >= Self.interval else { return false }
        lastLook = now
        return true
    }

    /// The error, retriable while there is hope.
    mutating func judge(_ error: QueueError, now: ContinuousClock.Instant) -> QueueError {
        guard error.code == .unknownTopic || error.code == .unknownPartition, !error.isFatal else { return error }
        let since = unknownSince ?? now
        unknownSince = since
        let time = since.duration(to: now)
        var error = error
        error.isRetriable = time < longest
        if !error.isRetriable { error.reason += ", for \(time.components.seconds) s by now" }
        return error
    }
}
