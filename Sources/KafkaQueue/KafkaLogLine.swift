/// One line of librdkafka's log.
package struct KafkaLogLine: Sendable {
    /// Syslog's: 3 error, 4 warning, 5 notice, 6 info, 7 debug.
    package var level: Int
    /// librdkafka's short name of the place, such as `FAIL`.
    package var facility: String
    package var text: String
}
