package import MessageQueue
import Locking
package import Telemetry
package import TriageEngine
import TriageEvents

/// The worker: checks what it needs, runs its streams on threads of their own, and ends when it is asked to, when all
/// is done (`untilEnd`), or when it cannot go on.
package final class TriageService: Sendable {
    private let queue: any MessageQueue
    private let ruleset: Ruleset
    private let configuration: WorkerConfiguration
    private let log: Log
    private let metrics: WorkerMetrics
    private let clock: WorkerClock
    private let stop: StopSignal
    /// How far it has come; to be read at any time.
    package let progress = Progress()

    /// - Parameters:
    ///   - queue: the transport.
    ///   - ruleset: decides.
    ///   - configuration: everything else.
    ///   - log: where lines go.
    ///   - metrics: what is counted.
    ///   - stop: ends it.
    ///   - clock: the two clocks.
    package init(
        queue: any MessageQueue, ruleset: Ruleset, configuration: WorkerConfiguration, log: Log,
        metrics: WorkerMetrics = WorkerMetrics(), stop: StopSignal, clock: WorkerClock = .system
    ) {
        self.queue = queue
        self.ruleset = ruleset
        self.configuration = configuration
        self.log = log
        self.metrics = metrics
        self.stop = stop
        self.clock = clock
    }

    /// Runs until the end. Blocks the calling thread, which must not be one of the cooperative pool.
    ///
    /// - Throws: `WorkerFailure` when it could not start or had to stop. What was in hand is then not committed, and
    ///   comes again.
    package func run() throws(WorkerFailure) {
        let watch: EndWatch?
        do {
            try checkTopics()
            watch = try snapshotEnds()
        } catch {
            // A wrong password or a missing topic stays a failure, whoever asked for the end meanwhile.
            guard stop.isRequested, error.isRetriable else { throw error }
            log.warning("asked to stop before the start was done; nothing was in hand", .reason(error.description))
            return
        }
        if watch?.isDone == true {
            log.info("nothing to do: all that stands in the intake topics is committed")
            return
        }
        log.info(
            "worker starts", .group(configuration.group), .instance(configuration.instance),
            .threads(configuration.threads), .ruleset("\(ruleset.id) \(ruleset.version)"), .digest("\(ruleset.digest)"))
        let context = StreamContext(
            metrics: metrics, progress: progress, log: log, stop: stop, watch: watch, clock: clock, lag: LagTracker())
        let failures = FirstFailure()
        let threads = (0..<max(configuration.threads, 1)).map { number in
            WorkerThread.start { [self] in
                let fail = { [self] (error: QueueError) in
                    log.error("the stream stopped", .thread(number), .code(error), .reason(error))
                    failures.keep(error)
                    stop.request()
                }
                do throws(QueueError) {
                    try runStream(number, context, onFailure: fail)
                } catch {
                    fail(error)
                }
            }
        }
        watchOver(threads, watch)
        summarize("worker stops")
        if let error = failures.first { throw WorkerFailure(error) }
    }

    /// Throws what keeps the stream from opening; what ends it later is told to `onFailure`.
    private func runStream(
        _ number: Int, _ context: StreamContext, onFailure: @escaping (QueueError) -> Void
    ) throws(QueueError) {
        let stream: any MessageStream
        let outputs: OutputTopics
        do throws(QueueError) {
            (stream, outputs) = try retrying { () throws(QueueError) in try open(number) }
        } catch {
            guard stop.isRequested, error.isRetriable else { throw error }
            log.warning("asked to stop before the stream was open", .thread(number), .reason(error))
            return
        }
        stop.attach(stream.waker)
        let pipeline = TriagePipeline(
            ruleset: ruleset, stream: stream, outputs: outputs, group: configuration.group, clock: clock)
        var batch = configuration.batch
        batch.maximumTime = min(batch.maximumTime, stream.longestUnit / 2)
        let machine = StreamMachine(
            batch: batch, retry: configuration.retry, callTime: configuration.callTime, stopTime: configuration.stopTime
        )
        let driver = StreamDriver(
            stream: stream, pipeline: pipeline, machine: machine, thread: number, service: context,
            onFailure: onFailure)
        driver.run()
    }

    private func open(_ number: Int) throws(QueueError) -> (any MessageStream, OutputTopics) {
        let stream = try queue.openStream(streamConfiguration(number), within: configuration.startTime)
        do throws(QueueError) {
            return (stream, try OutputTopics(configuration.topics, on: stream))
        } catch {
            stream.close(within: .seconds(2))
            throw error
        }
    }

    private func streamConfiguration(_ number: Int) -> StreamConfiguration {
        StreamConfiguration(
            group: configuration.group, topics: configuration.topics.intake,
            transactionalIDs: configuration.transactionalIDs(thread: number),
            retiredTransactionalIDs: number == 0 ? configuration.retiredTransactionalIDs : [],
            start: .beginning, dataLoss: configuration.dataLoss, reportsEndOfPartition: configuration.untilEnd,
            streamsInProcess: configuration.threads)
    }

    /// Waits for the streams; meanwhile tells how far it has come, and asks what other members of the group have done.
    private func watchOver(_ threads: [WorkerThread], _ watch: EndWatch?) {
        var lastSummary = clock.now
        // One second is fine enough for the summary and for what others commit; the end itself is told at once.
        while threads.contains(where: { !$0.join(within: 0) }) {
            if stop.isRequested {
                awaitEnd(of: threads)
                return
            }
            stop.wait(.seconds(1))
            if let watch, !stop.isRequested { askElsewhere(watch) }
            if let interval = configuration.summaryInterval, clock.now - lastSummary >= interval {
                lastSummary = clock.now
                summarize("progress")
            }
        }
    }

    /// The streams finish by themselves; one that a library holds up must not hold up the end of the process.
    private func awaitEnd(of threads: [WorkerThread]) {
        // What was waited for since the request counts, too.
        let spent = stop.requestedAt.map { $0.duration(to: .now) } ?? .zero
        let deadline = clock.now + max(.zero, configuration.stopTime + .seconds(1) - spent)
        for thread in threads {
            let (seconds, attoseconds) = max(deadline - clock.now, .zero).components
            if !thread.join(within: Double(seconds) + Double(attoseconds) / 1e18) {
                log.warning("a stream did not close in time; what it had open is aborted by the broker")
            }
        }
    }

    private func askElsewhere(_ watch: EndWatch) {
        let partitions = watch.elsewhere
        guard !partitions.isEmpty else { return }
        // A broker that does not answer now is asked again in a second.
        let positions = try? queue.committedPositions(
            group: configuration.group, of: partitions, within: Self.questionTime)
        for one in positions ?? [] where one.isCommitted { watch.reached(one.partition, offset: one.position) }
        if watch.isDone { stop.request() }
    }

    private func summarize(_ message: StaticString) {
        let now = progress.snapshot
        log.info(
            message, .records(now.recordsIn), .routed(now.routedInAll), .deadLetters(now.deadLettersInAll),
            .stat(now.routed(.stat)), .lag(Int64(metrics.lag.current)))
    }
}

/// What is asked of the broker before the streams start.
extension TriageService {
    private func checkTopics() throws(WorkerFailure) {
        let names = configuration.topics
        let needed = names.intake + names.outputs
        let known = try asking { () throws(QueueError) in
            try queue.metadata(of: needed, within: Self.questionTime)
        }
        guard queue.features.refusesUnknownTopics else { return }
        let missing = needed.filter { name in !known.contains { $0.name == name } }
        guard missing.isEmpty else {
            throw WorkerFailure(
                "these topics do not exist: \(missing.joined(separator: ", ")). "
                    + "`legtriage topics create` creates what the settings name.")
        }
        let intake = known.filter { names.intake.contains($0.name) }.map(\.partitionCount).max() ?? 1
        for topic in known where !names.intake.contains(topic.name) && topic.partitionCount != intake {
            log.warning("the number of partitions differs from the intake topic's", .topic(topic.name))
        }
    }

    /// Where the intake topics end now, for `untilEnd`.
    private func snapshotEnds() throws(WorkerFailure) -> EndWatch? {
        guard configuration.untilEnd else { return nil }
        let topics = try asking { () throws(QueueError) in
            try queue.metadata(of: configuration.topics.intake, within: Self.questionTime)
        }
        var ends: [(partition: TopicPartition, end: Int64)] = []
        for topic in topics {
            for number in 0..<topic.partitionCount {
                // Each answer may take its time: a stop does not wait for all of them.
                guard !stop.isRequested else {
                    throw WorkerFailure("asked to stop before the ends were known", isRetriable: true)
                }
                let partition = TopicPartition(topic: topic.name, partition: Int32(number))
                let range = try asking { () throws(QueueError) in
                    try queue.watermarks(of: partition, within: Self.questionTime)
                }
                if range.high > range.low { ends.append((partition, range.high)) }
            }
        }
        let watch = EndWatch(ends: ends, ownOnly: !queue.features.keepsPositions)
        askElsewhere(watch)
        return watch
    }

    /// How long one question may take. A stop waits for the answer, and it has 5 seconds in all.
    private static let questionTime = Duration.seconds(3)

    private func asking<Answer>(_ question: () throws(QueueError) -> Answer) throws(WorkerFailure) -> Answer {
        do {
            return try retrying(question)
        } catch {
            throw WorkerFailure(error)
        }
    }

    /// Tries again while the broker is out of reach, for as long as a start may take.
    private func retrying<Answer>(_ question: () throws(QueueError) -> Answer) throws(QueueError) -> Answer {
        let deadline = clock.now + configuration.startTime
        var failures = 0
        while true {
            do {
                return try question()
            } catch {
                failures += 1
                var error = error
                // A partition that a broker named a moment ago is there; one that has just started may not say so yet.
                if error.code == .unknownPartition { error.isRetriable = true }
                guard error.isRetriable, clock.now < deadline, !stop.isRequested else { throw error }
                log.warning("the broker is out of reach, trying again", .code(error), .reason(error))
                stop.wait(configuration.retry.wait(afterFailures: failures))
            }
        }
    }
}

/// The first error of several threads.
private final class FirstFailure: Sendable {
    private let state = Lock<QueueError?>(nil)

    var first: QueueError? { state.withLock { $0 } }

    func keep(_ error: QueueError) {
        state.withLock { if $0 == nil { $0 = error } }
    }
}
