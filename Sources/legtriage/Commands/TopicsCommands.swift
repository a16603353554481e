import CommandLineOptions
import KafkaQueue
import MessageQueue
import TriageWorker

/// `legtriage topics check`: what differs from what the settings name.
enum TopicsCheckCommand: ProgramCommand {
    static let command = Command(
        "topics check", summary: "say what differs from the topics that the settings name",
        details: ["Exit status 3 when the worker could not run with them."],
        options: CommonOptions.broker)

    static func run(_ context: CommandContext) throws(CommandFailure) -> Int32 {
        let settings = try context.settings()
        let queue = KafkaQueue(try context.kafka(settings, hasStreams: false, log: settings.log(isQuiet: true)))
        let differences: [TopicPlan.Difference]
        do throws(QueueError) {
            differences = try TopicPlan(names: settings.topics, within: .seconds(15)).check(queue)
        } catch {
            throw .failed(WorkerFailure(error).description)
        }
        for difference in differences {
            context.output.line("\(difference.kind.rawValue)  \(difference.topic): \(difference.text)")
        }
        if differences.isEmpty { context.output.line("all topics are as they should be") }
        return differences.contains { $0.isFatal } ? 3 : 0
    }
}

/// `legtriage topics create`: creates what the settings name and the cluster does not have.
enum TopicsCreateCommand: ProgramCommand {
    static let command = Command(
        "topics create", summary: "create the topics that the settings name",
        details: [
            "Lanes, dead letters and shadow get as many partitions as the intake topic has. Topics that exist are left as they are."
        ],
        options: CommonOptions.broker + [
            Option("partitions", placeholder: "N", summary: "partitions of an intake topic that does not exist (8)"),
            Option(
                "replication", placeholder: "N", summary: "copies of each topic; default: what the brokers are set to"),
        ])

    static func run(_ context: CommandContext) throws(CommandFailure) -> Int32 {
        let settings = try context.settings()
        let partitions = try context.integer("partitions", minimum: 1, default: 8)
        let replication = try context.integer("replication", minimum: -1, default: -1)
        let queue = KafkaQueue(try context.kafka(settings, hasStreams: false, log: settings.log(isQuiet: true)))
        let created: [String]
        do throws(QueueError) {
            created = try TopicPlan(names: settings.topics, within: .seconds(30)).create(
                queue, partitions: partitions, replication: replication)
        } catch {
            throw .failed(WorkerFailure(error).description)
        }
        for name in created { context.output.line("created  \(name)") }
        if created.isEmpty { context.say("nothing to create: all topics exist") }
        return 0
    }
}
