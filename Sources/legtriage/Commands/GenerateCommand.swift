import CommandLineOptions
import JSON
import KafkaQueue
import MessageQueue
import TriageEngine
import TriageWorker
import YAML

/// `legtriage generate`: synthetic submissions for load and demonstrations.
enum GenerateCommand: ProgramCommand {
    static let command = Command(
        "generate", summary: "synthetic submissions, seeded, for load and demonstrations",
        details: [
            "Forms of about 1 KB with 40 answers and about 300 characters of narrative, in our own shape, one a line; ids are "
                + "unique within a seed. The same count, seed, ruleset and profiles give the same bytes.",
            "Who writes what how often stands in config/generator/leg.yaml.",
        ],
        examples: [
            .init("legtriage generate --count 1000 --seed 7", "a thousand lines"),
            .init("legtriage generate --count 20000 --seed 7 --produce", "the same way into the intake topic"),
        ],
        options: [
            Option("count", short: "n", placeholder: "N", summary: "how many (1000)"),
            Option("seed", short: "s", placeholder: "S", summary: "where chance begins (1)"),
            Option("produce", summary: "send to the first intake topic instead of writing lines"),
            Option("answers", placeholder: "N", summary: "answers of a form, as far as the ruleset has questions (40)"),
            Option("profiles", placeholder: "FILE", completion: .file, summary: "who writes what how often"),
            CommonOptions.output,
        ] + CommonOptions.broker)

    static func run(_ context: CommandContext) throws(CommandFailure) -> Int32 {
        let count = try context.integer("count", minimum: 0, default: 1000)
        let seed = try context.integer("seed", minimum: 0, default: 1)
        let settings = try context.settings()
        var generator = try generator(context, try context.ruleset(settings), seed: UInt64(seed))
        if context.invocation.flag("produce") {
            try produce(count, &generator, settings, context)
            return 0
        }
        var result = try ResultFile(path: context.invocation.value("output"))
        for _ in 0..<count {
            try result.write { out in
                generator.write(into: &out)
                out.append(UInt8(ascii: "\n"))
            }
        }
        try result.finish()
        return 0
    }

    /// A generator over the profiles that the command line names.
    static func generator(
        _ context: CommandContext, _ ruleset: Ruleset, seed: UInt64
    ) throws(CommandFailure) -> SubmissionGenerator {
        let answers = try context.integer("answers", minimum: 0, default: 40)
        let standard = "config/generator/leg.yaml"
        guard let path = context.invocation.value("profiles") ?? context.resources.find(standard) else {
            throw .refused(context.resources.notFound(standard))
        }
        do throws(YAMLError) {
            let profiles = try GeneratorProfiles(YAMLDocument.read(path: path), ruleset: ruleset)
            return SubmissionGenerator(profiles, ruleset: ruleset, seed: seed, answers: answers)
        } catch {
            throw .refused(error.description)
        }
    }

    private static func produce(
        _ count: Int, _ generator: inout SubmissionGenerator, _ settings: Settings, _ context: CommandContext
    ) throws(CommandFailure) {
        let kafka = try context.kafka(settings, hasStreams: false, log: settings.log(isQuiet: true))
        let topic = settings.topics.intake[0]
        let started = ContinuousClock.now
        let counts: DeliveryCounts?
        do throws(QueueError) {
            counts = try send(count, &generator, to: topic, kafka)
        } catch {
            throw .failed(WorkerFailure(error).description)
        }
        guard let counts else {
            throw .failed("the topic \(topic) does not exist; `legtriage topics create` creates it")
        }
        guard counts.failed == 0, counts.delivered == count else {
            throw .failed(
                "\(counts.delivered) of \(count) were delivered, \(counts.failed) were refused "
                    + "(\(counts.firstError?.rawValue ?? "no reason given"))")
        }
        context.say("\(count.grouped) submissions to \(topic) in \(TimeText.of(ContinuousClock.now - started))")
    }

    /// Sends them; nil if the topic does not exist.
    private static func send(
        _ count: Int, _ generator: inout SubmissionGenerator, to topic: String, _ kafka: KafkaSettings
    ) throws(QueueError) -> DeliveryCounts? {
        let queue = KafkaQueue(kafka)
        guard try !queue.metadata(of: [topic], within: .seconds(15)).isEmpty else { return nil }
        let producer = try queue.openProducer()
        defer { producer.close(within: .seconds(5)) }
        let output = try producer.output(topic: topic)
        var value = ByteWriter()
        for _ in 0..<count {
            value.removeAll()
            generator.write(into: &value)
            let key = Array(generator.lastPatient.utf8)
            try key.withUnsafeBufferPointer { key throws(QueueError) in
                try producer.publish(
                    OutgoingRecord(topic: output, key: UnsafeRawBufferPointer(key), value: value.bytes))
            }
        }
        try producer.flush(within: .seconds(120))
        return producer.counts
    }
}
