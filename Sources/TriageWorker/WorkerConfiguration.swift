package import MessageQueue

/// How the worker runs: everything but the ruleset and the transport.
package struct WorkerConfiguration: Sendable {
    /// The consumer group, also a part of the transactional ids.
    package var group = "legtriage"
    /// This instance's name among those of the group.
    package var instance = "local"
    package var topics = TopicNames()
    /// How many stream threads, each with a consumer and producers of its own.
    package var threads = 1
    /// How many threads an earlier run of this instance may have had: what those left open is aborted at start.
    package var formerThreads = 0
    /// How many producers of a stream thread take turns.
    package var turns = 2
    package var batch = BatchPolicy()
    package var retry = RetryPolicy()
    /// How long one call of commit, abort or recover may take before it is repeated.
    package var callTime = Duration.seconds(10)
    /// How long a stop may take before the unit in hand is left to the next start.
    package var stopTime = Duration.milliseconds(3500)
    /// How long checks and opening at start may take.
    package var startTime = Duration.seconds(60)
    package var dataLoss = DataLossPolicy.stop
    /// Stop by itself once all that stood in the intake topics at the start is committed.
    package var untilEnd = false
    /// How often a summary goes into the log; nil never.
    package var summaryInterval: Duration? = .seconds(30)

    /// The defaults.
    package init() {}

    /// The transactional ids of one stream thread, one per turn.
    func transactionalIDs(thread: Int) -> [String] {
        (0..<max(turns, 1)).map { "\(group).\(instance).\(thread).\($0)" }
    }

    /// The ids that only former threads used; the first stream initialises them.
    var retiredTransactionalIDs: [String] {
        formerThreads > threads ? (threads..<formerThreads).flatMap { transactionalIDs(thread: $0) } : []
    }
}
