/// How to reach a cluster, and what to pass through to librdkafka.
package struct KafkaSettings: Sendable {
    /// `host:port`, comma separated.
    package var bootstrap: String
    /// librdkafka properties by their own names; they take precedence over this transport's choices, except where
    /// exactly once depends on ours (see `ClientRole`). A name may begin with `consumer.` or `producer.` to reach only
    /// those.
    package var properties: [(name: String, value: String)]
    /// Told to the brokers as `client.software.version`.
    package var softwareVersion: String
    /// How long a group waits for a silent member.
    package var sessionTimeout: Duration
    /// How long a transaction may stay open; readers wait for it that long after a crash.
    package var transactionTimeout: Duration
    /// Memory for prefetched messages, for all streams and readers of the process together, in kilobytes.
    package var prefetchKilobytes: Int
    /// Receives librdkafka's log lines, on the thread that polls the handle; they hold no keys or values.
    package var log: @Sendable (KafkaLogLine) -> Void

    package init(
        bootstrap: String, properties: [(name: String, value: String)] = [], softwareVersion: String = "0",
        sessionTimeout: Duration = .seconds(6), transactionTimeout: Duration = .seconds(5),
        prefetchKilobytes: Int = 32768, log: @escaping @Sendable (KafkaLogLine) -> Void = { _ in }
    ) {
        self.bootstrap = bootstrap
        self.properties = properties
        self.softwareVersion = softwareVersion
        self.sessionTimeout = sessionTimeout
        self.transactionTimeout = transactionTimeout
        self.prefetchKilobytes = prefetchKilobytes
        self.log = log
    }
}
