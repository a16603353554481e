import InMemoryQueue
import MessageQueue
import Locking
import Telemetry
import TriageEngine

@testable import TriageWorker

/// A queue inside the process with all topics, and workers over it.
final class WorkerBench: Sendable {
    let queue = InMemoryQueue()
    let names = TopicNames()
    let lines = Lock<[String]>([])
    let partitions: Int

    init(partitions: Int = 2, laneBytes: Int? = nil, deadLetterBytes: Int? = nil) throws {
        self.partitions = partitions
        let topics = (names.intake + names.outputs).map { name in
            let bytes = name == names.deadLetters ? deadLetterBytes : names.intake.contains(name) ? nil : laneBytes
            return NewTopic(
                name: name, partitionCount: partitions,
                configuration: bytes.map { [(name: "max.message.bytes", value: String($0))] } ?? [])
        }
        try queue.create(topics, within: .seconds(1))
    }

    /// A form whose decision is `stat` or not.
    static func form(_ id: String, stat: Bool = false, narrative: String = "My calf cramps at night.") -> String {
        """
        {"schema":"leg-intake/1","submissionId":"\(id)","answers":{"breathing.now":\(stat)},"narrative":"\(narrative)"}
        """
    }

    func send(_ value: [UInt8]?, key: String? = "k", headers: [StoredRecord.Header] = [], to partition: Int = 0) throws
    {
        try queue.append(
            StoredRecord(key: key.map { Array($0.utf8) }, value: value, headers: headers, timestampMilliseconds: 1),
            to: TopicPartition(topic: names.intake[0], partition: Int32(partition)))
    }

    func send(_ value: String, headers: [(String, String)] = [], to partition: Int = 0) throws {
        let headers = headers.map { StoredRecord.Header(name: Array($0.0.utf8), value: Array($0.1.utf8)) }
        try send(Array(value.utf8), headers: headers, to: partition)
    }

    /// Sends forms `s0`, `s1`, … spread over the partitions.
    func sendForms(_ count: Int) throws {
        for number in 0..<count { try send(Self.form("s\(number)", stat: number % 50 == 0), to: number % partitions) }
    }

    func configuration(_ change: (inout WorkerConfiguration) -> Void = { _ in }) -> WorkerConfiguration {
        var configuration = WorkerConfiguration()
        configuration.untilEnd = true
        configuration.retry.firstWait = .milliseconds(1)
        configuration.retry.longestWait = .milliseconds(4)
        configuration.batch.chunkRecords = 16
        configuration.batch.maximumRecords = 32
        configuration.summaryInterval = nil
        change(&configuration)
        return configuration
    }

    func service(
        _ configuration: WorkerConfiguration? = nil, stop: StopSignal = StopSignal(),
        metrics: WorkerMetrics = WorkerMetrics()
    ) throws -> TriageService {
        let log = Log(
            level: .debug, format: .json,
            sink: { line in self.lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) } })
        return TriageService(
            queue: queue, ruleset: try SmallRuleset.shared.get(), configuration: configuration ?? self.configuration(),
            log: log,
            metrics: metrics, stop: stop)
    }

    /// Runs a worker until the end, off the cooperative pool.
    @discardableResult
    func run(_ configuration: WorkerConfiguration? = nil) async throws -> Progress.Snapshot {
        let service = try service(configuration)
        try await Self.offThePool { try service.run() }
        return service.progress.snapshot
    }

    static func offThePool(_ body: @escaping @Sendable () throws -> Void) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            _ = WorkerThread.start { continuation.resume(with: Result { try body() }) }
        }
    }

    /// Waits until so many outputs can be seen by a read-committed reader.
    func waitForOutputs(_ count: Int) async throws {
        let starts = names.outputs.flatMap { topic in
            (0..<partitions).map { (TopicPartition(topic: topic, partition: Int32($0)), StartPosition.beginning) }
        }
        try await Self.offThePool { [queue] in
            let reader = try queue.openReader(starts.map { (partition: $0.0, start: $0.1) }, streamsInProcess: 1)
            defer { reader.close() }
            var seen = 0
            while seen < count {
                if case .batch(let batch) = try reader.receive(limit: 1000, wait: .seconds(1)) {
                    seen += batch.messages.count
                }
            }
        }
    }

    func records(_ topic: String) throws -> [StoredRecord] {
        try (0..<partitions).flatMap { number in
            try queue.records(in: TopicPartition(topic: topic, partition: Int32(number))).map(\.record)
        }
    }

    /// All that readers of lanes and dead letters see together.
    func outputs() throws -> [StoredRecord] { try names.outputs.flatMap { try records($0) } }

    /// Where each output's record stood, in order: `topic/partition/offset`.
    func places() throws -> [String] {
        try outputs().map { Self.header($0, "legtriage-input") ?? "none" }.sorted()
    }

    /// Where all records of the intake topic stand, in order.
    func expectedPlaces() throws -> [String] {
        try (0..<partitions).flatMap { number in
            try queue.records(in: TopicPartition(topic: names.intake[0], partition: Int32(number))).map {
                "\(names.intake[0])/\(number)/\($0.offset)"
            }
        }.sorted()
    }

    static func header(_ record: StoredRecord, _ name: String) -> String? {
        record.headers.last { $0.name == Array(name.utf8) }?.value.map { String(decoding: $0, as: UTF8.self) }
    }
}
