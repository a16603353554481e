import KafkaQueue
import MessageQueue
import Telemetry
import TriageWorker

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the settings mean to the parts of the program.
extension Settings {
    var instance: String {
        let name = text("instance")
        return name.isEmpty ? Self.hostName : name
    }

    private static var hostName: String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "local" }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    var topics: TopicNames {
        var names = TopicNames()
        names.intake = list("topics.intake")
        names.stat = text("topics.stat")
        names.asap = text("topics.asap")
        names.urgent = text("topics.urgent")
        names.routine = text("topics.routine")
        names.deadLetters = text("topics.deadLetters")
        names.shadow = text("topics.shadow")
        names.board = text("topics.board")
        return names
    }

    var worker: WorkerConfiguration {
        var worker = WorkerConfiguration()
        worker.group = text("group")
        worker.instance = instance
        worker.topics = topics
        worker.threads = integer("threads")
        worker.formerThreads = integer("formerThreads")
        worker.turns = integer("turns")
        worker.batch.maximumRecords = integer("batch.maxRecords")
        worker.batch.maximumBytes = bytes("batch.maxBytes")
        worker.batch.maximumTime = duration("batch.maxTime")
        worker.batch.quietTime = duration("batch.quietTime")
        worker.batch.chunkRecords = integer("batch.chunkRecords")
        worker.retry.firstWait = duration("retry.firstWait")
        worker.retry.longestWait = duration("retry.longestWait")
        worker.retry.triesOfOneRecord = integer("retry.triesOfOneRecord")
        worker.callTime = duration("timeouts.call")
        worker.stopTime = duration("timeouts.stop")
        worker.startTime = duration("timeouts.start")
        worker.dataLoss = text("onDataLoss") == "continue" ? .continue : .stop
        let interval = duration("log.summaryInterval")
        worker.summaryInterval = interval > .zero ? interval : nil
        return worker
    }

    /// The transport over the brokers that the settings name. What librdkafka has to say goes into the log.
    func kafka(log: Log) -> KafkaSettings {
        KafkaSettings(
            bootstrap: list("bootstrap").joined(separator: ","),
            properties: properties.map { (name: $0.name, value: $0.value) }, softwareVersion: ProgramVersion.text,
            sessionTimeout: duration("timeouts.session"), transactionTimeout: duration("timeouts.transaction"),
            prefetchKilobytes: bytes("prefetch") / 1024, log: Self.forward(to: log))
    }

    static func forward(to log: Log) -> @Sendable (KafkaLogLine) -> Void {
        { line in
            let level: LogLevel = line.level <= 3 ? .warning : line.level <= 4 ? .info : .debug
            log.write(level, "librdkafka", [LogField("facility", .text(line.facility)), .reason(line.text)])
        }
    }

    func log(isQuiet: Bool = false) -> Log {
        let level = LogLevel.allCases.first { $0.name == text("log.level") } ?? .info
        let format = Log.Format(rawValue: text("log.format")) ?? .text
        return Log(level: isQuiet ? max(level, .warning) : level, format: format)
    }
}
