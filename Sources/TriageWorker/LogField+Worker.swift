package import MessageQueue
package import Telemetry

/// Every name that the worker's log lines use.
extension LogField {
    package static func thread(_ number: Int) -> LogField { LogField("thread", .integer(Int64(number))) }
    package static func records(_ count: Int) -> LogField { LogField("records", .integer(Int64(count))) }
    package static func routed(_ count: Int) -> LogField { LogField("routed", .integer(Int64(count))) }
    package static func deadLetters(_ count: Int) -> LogField { LogField("deadLetters", .integer(Int64(count))) }
    package static func stat(_ count: Int) -> LogField { LogField("stat", .integer(Int64(count))) }
    package static func lag(_ count: Int64) -> LogField { LogField("lag", .integer(count)) }
    package static func limit(_ count: Int) -> LogField { LogField("limit", .integer(Int64(count))) }
    package static func committed(_ value: Bool) -> LogField { LogField("committed", .boolean(value)) }
    package static func topic(_ name: String) -> LogField { LogField("topic", .text(name)) }
    package static func group(_ name: String) -> LogField { LogField("group", .text(name)) }
    package static func instance(_ name: String) -> LogField { LogField("instance", .text(name)) }
    package static func threads(_ count: Int) -> LogField { LogField("threads", .integer(Int64(count))) }
    package static func ruleset(_ name: String) -> LogField { LogField("ruleset", .text(name)) }
    package static func digest(_ hex: String) -> LogField { LogField("digest", .text(hex)) }
    package static func signal(_ name: String) -> LogField { LogField("signal", .text(name)) }
    package static func reason(_ text: String) -> LogField { LogField("reason", .text(text)) }

    /// The kind of failure, for machines.
    package static func code(_ error: QueueError) -> LogField { LogField("code", .text(error.code.rawValue)) }
    /// What the transport said; holds no key, value or header.
    package static func reason(_ error: QueueError) -> LogField { LogField("reason", .text(error.reason)) }

    package static func partitions(_ partitions: [TopicPartition]) -> LogField {
        LogField("partitions", .text(partitions.sorted().map(\.description).joined(separator: " ")))
    }

    /// Partitions with the offset at which reading starts.
    package static func positions(_ positions: [AssignedPartition]) -> LogField {
        let sorted = positions.sorted { $0.partition < $1.partition }
        return LogField("positions", .text(sorted.map { "\($0.partition)@\($0.position)" }.joined(separator: " ")))
    }

    package static func lostRecords(_ count: Int64) -> LogField { LogField("lostRecords", .integer(count)) }
}
