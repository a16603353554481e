import CommandLineOptions
import KafkaQueue
import Locking
import Telemetry
import TriageWorker

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `legtriage run`: the worker.
enum RunCommand: ProgramCommand {
    static let command = Command(
        "run", summary: "the worker: from the intake topics to the lanes, until SIGTERM",
        details: [
            "Every intake event becomes exactly one record on lanes and dead letters together. SIGTERM and SIGINT finish the batch in "
                + "hand and end with exit status 0 within 5 seconds."
        ],
        examples: [
            .init("legtriage run --bootstrap kafka:9092", "run until told to stop"),
            .init("legtriage run --until-end", "work off what stands in the topics, then stop"),
        ],
        options: [
            CommonOptions.config, CommonOptions.bootstrap, CommonOptions.set, CommonOptions.ruleset,
            CommonOptions.instance, CommonOptions.logFormat, CommonOptions.quiet,
            Option("until-end", summary: "stop once all that stood in the intake topics at the start is committed"),
        ])

    static func run(_ context: CommandContext) throws(CommandFailure) -> Int32 {
        let stop = StopSignal()
        // Nil until there is something to finish.
        let logOnceStarted = Lock<Log?>(nil)
        // Before anything slow: a signal's default action would end the process with another status.
        let signals = SignalSources { name in
            let log = logOnceStarted.withLock { log in
                guard let log else {
                    // What is being read may never end, as a pipe.
                    context.say("asked to stop before anything was read")
                    _exit(0)
                }
                return log
            }
            log.info("asked to stop", .signal(name))
            stop.request()
        }
        defer { withExtendedLifetime(signals) {} }
        let settings = try context.settings()
        let log = settings.log(isQuiet: context.isQuiet)
        let kafka = try context.kafka(settings, hasStreams: true, log: log)
        let ruleset = try context.ruleset(settings)
        var configuration = settings.worker
        configuration.untilEnd = context.invocation.flag("until-end")
        let service = TriageService(
            queue: KafkaQueue(kafka), ruleset: ruleset, configuration: configuration, log: log, stop: stop)
        logOnceStarted.withLock { $0 = log }
        let started = ContinuousClock.now
        do throws(WorkerFailure) {
            try service.run()
        } catch {
            context.say(service.progress.snapshot.balance)
            throw .failed(error.description)
        }
        let snapshot = service.progress.snapshot
        let rate = snapshot.busyTime.map { "; \(TimeText.rate(snapshot.recordsIn, in: $0)) a second while busy" } ?? ""
        context.say("\(snapshot.balance), in \(TimeText.of(ContinuousClock.now - started))\(rate)")
        return 0
    }
}
