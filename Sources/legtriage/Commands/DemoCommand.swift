import CommandLineOptions
import Dispatch
import IntakeRecording
import KafkaQueue
import MessageQueue
import Telemetry
import TriageEngine
import TriageWorker

/// `legtriage demo`: the whole pipeline, with nothing to install.
enum DemoCommand: ProgramCommand {
    static let command = Command(
        "demo", summary: "the whole pipeline on this machine: broker, sample submissions, worker, results",
        details: [
            "Starts librdkafka's embedded broker inside the process, puts the sample recording into a topic, runs the worker over it with the "
                + "real client and the real protocol, and shows what came out.",
            "With --bootstrap it does the same on a real broker, with topics of its own whose names begin with legtriage-demo.",
        ],
        options: [
            CommonOptions.bootstrap, CommonOptions.config, CommonOptions.set, CommonOptions.ruleset,
            CommonOptions.quiet,
            Option(
                "recording", placeholder: "FILE", completion: .file,
                summary: "what to feed instead of the sample recording"),
        ])

    static func run(_ context: CommandContext) throws(CommandFailure) -> Int32 {
        let settings = try context.settings()
        let ruleset = try context.ruleset(settings)
        let events = try sample(context)
        let log = Log(level: .error, format: .text)
        var kafka: KafkaSettings?
        if context.invocation.value("bootstrap") != nil {
            kafka = try context.kafka(settings, hasStreams: true, log: log)
        }
        let style = Style(isOn: context.output.hasColours)
        let stop = StopSignal()
        let signals = SignalSources { _ in stop.request() }
        defer { withExtendedLifetime(signals) {} }
        let site: DemoSite
        do throws(QueueError) {
            let broker: DemoBroker = if let kafka { .real(kafka) } else { .embedded(try EmbeddedBroker()) }
            site = DemoSite(settings: settings, broker: broker, log: log)
            context.say(
                style.bold("LegTriage demo") + "  ruleset \(ruleset.id) \(ruleset.version), "
                    + "\(events.count) sample submissions, \(broker.place)")
            try site.prepare()
            try site.feed(events)
        } catch {
            throw .failed(WorkerFailure(error).description)
        }
        return try show(site, ruleset, stop, context)
    }

    /// The events to feed: those of the recording that is named, else of the sample that comes with the program.
    private static func sample(_ context: CommandContext) throws(CommandFailure) -> [RecordedEvent] {
        let standard = "config/samples/intake.recording.jsonl"
        guard let path = context.invocation.value("recording") ?? context.resources.find(standard) else {
            throw .refused("the sample recording " + context.resources.notFound(standard))
        }
        do throws(RecordingError) {
            let reader = try RecordingReader(path: path)
            var events: [RecordedEvent] = []
            while let event = try reader.next() { events.append(event) }
            return events
        } catch {
            throw .refused("\(path): \(error)")
        }
    }

    private static func show(
        _ site: DemoSite, _ ruleset: Ruleset, _ stop: StopSignal, _ context: CommandContext
    ) throws(CommandFailure) -> Int32 {
        let service = TriageService(
            queue: site.queue, ruleset: ruleset, configuration: site.worker, log: site.log, stop: stop)
        let display = DemoProgress(service.progress, of: site.fed, context: context)
        do throws(WorkerFailure) {
            try service.run()
        } catch {
            display.end()
            throw .failed(error.description)
        }
        display.end()
        let snapshot = service.progress.snapshot
        let results: DemoResults
        do throws(QueueError) {
            results = try DemoResults(site)
        } catch {
            throw .failed(WorkerFailure(error).description)
        }
        let report = DemoReport(
            results: results, snapshot: snapshot, site: site, ruleset: ruleset, context: context)
        report.table()
        report.decisions()
        report.closing()
        guard !stop.isRequested else { return 0 }
        let differences = DemoCounts(fed: site.fed, done: snapshot, found: results.outputs.count).differences
        guard differences.isEmpty else { throw CommandFailure(status: 1, lines: differences) }
        return 0
    }
}
