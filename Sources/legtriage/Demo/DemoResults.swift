import KafkaQueue
import MessageQueue
import TriageWorker

/// All that the demo's topics hold at its end, read back as any reader would.
struct DemoResults {
    /// One record on a lane or in the dead letters.
    struct Output {
        let topic: String
        let value: [UInt8]
        let headers: [(name: String, value: String)]

        func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
    }

    let outputs: [Output]
    /// Intake records by place: `topic/partition/offset`.
    private let inputs: [String: [UInt8]]

    init(_ site: DemoSite) throws(QueueError) {
        outputs = try Self.read(site.names.outputs, site).map(\.output)
        var inputs: [String: [UInt8]] = [:]
        for (place, output) in try Self.read(site.names.intake, site) { inputs[place] = output.value }
        self.inputs = inputs
    }

    /// The intake record that an output was made of.
    func input(of output: Output) -> [UInt8]? { output.header("legtriage-input").flatMap { inputs[$0] } }

    private static func read(
        _ topics: [String], _ site: DemoSite
    ) throws(QueueError) -> [(place: String, output: Output)] {
        var open: Set<TopicPartition> = []
        for topic in try site.queue.metadata(of: topics, within: .seconds(10)) {
            for number in 0..<topic.partitionCount {
                open.insert(TopicPartition(topic: topic.name, partition: Int32(number)))
            }
        }
        let reader = try site.queue.openReader(
            open.sorted().map { (partition: $0, start: .beginning) }, streamsInProcess: site.worker.threads)
        defer { reader.close() }
        var found: [(String, Output)] = []
        let deadline = ContinuousClock.now + .seconds(30)
        while !open.isEmpty, ContinuousClock.now < deadline {
            switch try reader.receive(limit: 1000, wait: .seconds(1)) {
            case .batch(let batch):
                for message in batch.messages {
                    let place = batch.partition(of: message)
                    found.append(("\(place)/\(message.offset)", output(message, place.topic)))
                }
            case .endOfPartition(let partition, _): open.remove(partition)
            case .woken, .idle: continue
            }
        }
        return found
    }

    private static func output(_ message: Message, _ topic: String) -> Output {
        let headers = message.headers.map { header in
            (
                name: String(decoding: header.name, as: UTF8.self),
                value: header.value.map { String(decoding: $0, as: UTF8.self) } ?? ""
            )
        }
        return Output(topic: topic, value: message.value.map { Array($0) } ?? [], headers: headers)
    }
}
