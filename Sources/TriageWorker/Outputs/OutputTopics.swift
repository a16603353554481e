import MessageQueue
import TriageEvents

/// Lanes and dead letters as one stream knows them.
struct OutputTopics {
    let deadLetters: OutputTopic
    private let stat: OutputTopic
    private let asap: OutputTopic
    private let urgent: OutputTopic
    private let routine: OutputTopic

    /// Looks all of them up, which warms up the way to each: the first emergency shall not wait for that.
    init(_ names: TopicNames, on stream: any MessageStream) throws(QueueError) {
        stat = try stream.output(topic: names.stat)
        asap = try stream.output(topic: names.asap)
        urgent = try stream.output(topic: names.urgent)
        routine = try stream.output(topic: names.routine)
        deadLetters = try stream.output(topic: names.deadLetters)
    }

    func lane(_ priority: Priority) -> OutputTopic {
        switch priority {
        case .stat: stat
        case .asap: asap
        case .urgent: urgent
        case .routine: routine
        }
    }
}
