/// One line of librdkafka's log, or of this transport's.
package struct KafkaLogLine: Sendable {
    /// Syslog's: 3 error, 4 warning, 5 notice, 6 info, 7 debug.
    package var level: Int
    /// A short name of the place: librdkafka's own, such as `FAIL`, or `LEFTOUT`.
    package var facility: String
    package var text: String
}
