extension SettingDefinition {
    /// Every setting, in the order of the file and of `legtriage config`. `kafka.*` comes besides: any librdkafka
    /// property.
    static let all: [SettingDefinition] = [
        .init("bootstrap", .brokers, "localhost:9092", "brokers to start from, host:port"),
        .init("group", .name, "legtriage", "consumer group; also in transactional ids and ce_source"),
        .init("instance", .text, "", "this instance's name, unique in the group; empty: the host's name"),
        .init("ruleset", .name, "config/rulesets/leg", "folder of the ruleset that decides"),
        .init("onDataLoss", .choice(["stop", "continue"]), "stop", "when a committed position is no longer kept"),
        .init("threads", .integer(1...64), "1", "stream threads, each with a consumer and producers of its own"),
        .init(
            "formerThreads", .integer(0...64), "0", "threads of an earlier run, if more: what they left open is aborted"
        ),
        .init("turns", .integer(1...4), "2", "producers of a thread that take turns"),
        .init("prefetch", .bytes((1 << 20)...(4 << 30)), "32 MiB", "memory for records fetched ahead, in all"),

        .init("topics.intake", .topics, "leg-intake.submissions", "topics to read"),
        .init("topics.stat", .topic, "leg-triage.routed.stat", "lane of what is stat"),
        .init("topics.asap", .topic, "leg-triage.routed.asap", "lane of what is asap"),
        .init("topics.urgent", .topic, "leg-triage.routed.urgent", "lane of what is urgent"),
        .init("topics.routine", .topic, "leg-triage.routed.routine", "lane of what is routine"),
        .init("topics.deadLetters", .topic, "leg-intake.dead-letters", "records that cannot be decoded"),
        .init("topics.shadow", .topic, "leg-triage.shadow", "disagreements of a candidate ruleset"),
        .init("topics.board", .topic, "leg-triage.board", "what was done with an item"),

        .init("batch.maxRecords", .integer(1...1_000_000), "10000", "records after which a unit is committed"),
        .init("batch.maxBytes", .bytes(1024...(1 << 30)), "16 MiB", "bytes after which a unit is committed"),
        .init(
            "batch.maxTime", .duration(.milliseconds(1) ... .seconds(10)), "10 ms",
            "time after which a unit is committed"),
        .init(
            "batch.quietTime", .duration(.zero ... .seconds(1)), "0 ms",
            "how long an open unit waits for another record"),
        .init(
            "batch.chunkRecords", .integer(1...100_000), "10000",
            "records taken at once, but not more than take 200 ms: what is stat waits for so many at most"),

        .init(
            "retry.firstWait", .duration(.milliseconds(1) ... .seconds(10)), "100 ms",
            "wait before the second try; it doubles"),
        .init("retry.longestWait", .duration(.milliseconds(1) ... .seconds(60)), "2 s", "longest wait between tries"),
        .init(
            "retry.triesOfOneRecord", .integer(1...100), "3",
            "tries of a record that fails alone, before it becomes a dead letter"),

        .init("timeouts.start", .duration(.seconds(1) ... .seconds(3600)), "60 s", "checks and joining at start"),
        .init("timeouts.call", .duration(.milliseconds(100) ... .seconds(120)), "10 s", "one try of commit or abort"),
        .init(
            "timeouts.stop", .duration(.milliseconds(200) ... .milliseconds(4500)), "3500 ms",
            "finishing the unit in hand at the end"),
        .init(
            "timeouts.session", .duration(.seconds(2) ... .seconds(300)), "6 s",
            "silence after which the group gives partitions away"),
        .init(
            "timeouts.transaction", .duration(.seconds(1) ... .seconds(300)), "5 s",
            "age at which the broker aborts a transaction; readers wait that long after a crash"),

        .init("log.level", .choice(["debug", "info", "warning", "error"]), "info", "least level that is written"),
        .init("log.format", .choice(["text", "json"]), "text", "how lines look"),
        .init(
            "log.summaryInterval", .duration(.zero ... .seconds(86_400)), "30 s",
            "time between summaries; 0 s: none"),
    ]
}
