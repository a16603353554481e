import IntakeRecording
import KafkaQueue
import MessageQueue
import Telemetry
import TriageEvents
import TriageWorker

/// Where the demo runs: its topics, and a broker inside the process or a real one.
final class DemoSite {
    private static let partitions = 4

    /// What the names of its topics begin with.
    let prefix: String
    let names: TopicNames
    let queue: KafkaQueue
    let worker: WorkerConfiguration
    let log: Log
    /// How many records were fed.
    private(set) var fed = 0
    private let broker: DemoBroker

    /// - Parameters:
    ///   - settings: of the program; topics and group are the demo's own.
    ///   - broker: what it runs on.
    ///   - log: where lines go.
    init(settings: Settings, broker: DemoBroker, log: Log) {
        switch broker {
        case .embedded(let broker):
            prefix = ""
            queue = KafkaQueue(broker.settings(), features: EmbeddedBroker.features)
        case .real(let kafka):
            // Nothing of anybody else's is touched, nor of an earlier demo.
            prefix = "legtriage-demo-\(Log.wallClock() / 1000)."
            queue = KafkaQueue(kafka)
        }
        names = TopicNames(prefix: prefix)
        self.broker = broker
        self.log = log
        var worker = settings.worker
        worker.topics = names
        worker.group = prefix + "legtriage-demo"
        worker.instance = "demo"
        worker.untilEnd = true
        worker.summaryInterval = nil
        self.worker = worker
    }

    func prepare() throws(QueueError) {
        let topics = names.intake + names.outputs
        switch broker {
        case .embedded(let broker):
            for topic in topics { try broker.createTopic(topic, partitionCount: Self.partitions) }
        case .real:
            let plan = topics.map { NewTopic(name: $0, partitionCount: Self.partitions) }
            try queue.create(plan, within: .seconds(30))
        }
    }

    /// Puts the events into the intake topic, each into the partition where it stood.
    func feed(_ events: [RecordedEvent]) throws(QueueError) {
        let producer = try queue.openProducer()
        defer { producer.close(within: .seconds(5)) }
        let topic = try producer.output(topic: names.intake[0])
        for event in events { try publish(event, to: topic, producer) }
        try producer.flush(within: .seconds(30))
        fed = producer.counts.delivered
    }

    private func publish(
        _ event: RecordedEvent, to topic: OutputTopic, _ producer: any MessageProducer
    ) throws(QueueError) {
        var failure: QueueError?
        event.withRecord { value, incoming in
            let headers = incoming.map { MessageHeader(name: $0.name, value: $0.value) }
            let key = event.key ?? []
            key.withUnsafeBytes { key in
                headers.withUnsafeBufferPointer { headers in
                    do throws(QueueError) {
                        try producer.publish(
                            OutgoingRecord(
                                topic: topic, partition: event.partition % Int32(Self.partitions),
                                key: event.key == nil ? nil : key, value: value, headers: headers))
                    } catch {
                        failure = error
                    }
                }
            }
        }
        if let failure { throw failure }
    }
}
