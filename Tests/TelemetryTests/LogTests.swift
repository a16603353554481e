import Locking
import Telemetry
import Testing

struct LogTests {
    private final class Lines: Sendable {
        let all = Lock<[String]>([])
        func take(_ line: [UInt8]) { all.withLock { $0.append(String(decoding: line, as: UTF8.self)) } }
        var list: [String] { all.withLock { $0 } }
    }

    private func lines(_ format: Log.Format, level: LogLevel = .info, write: (Log) -> Void) -> [String] {
        let lines = Lines()
        write(Log(level: level, format: format, clock: { 1_772_352_000_007 }, sink: { lines.take($0) }))
        return lines.list
    }

    @Test func writesTextLinesWithQuotesWhereNeeded() {
        let written = lines(.text) {
            $0.info("unit committed", LogField("records", .integer(3)), LogField("reason", .text("two \"words\"\n")))
        }
        #expect(
            written == ["2026-03-01T08:00:00.007Z info    unit committed records=3 reason=\"two \\\"words\\\"\\n\"\n"])
    }

    @Test func writesJSONLinesInTheOrderOfTheFields() {
        let written = lines(.json) {
            $0.error(
                "stopped", LogField("b", .boolean(true)), LogField("a", .decimal(0.5)),
                LogField("t", .text("\u{1}é\u{2028}")))
        }
        #expect(
            written == [
                "{\"time\":\"2026-03-01T08:00:00.007Z\",\"level\":\"error\",\"message\":\"stopped\",\"b\":true,\"a\":0.5,"
                    + "\"t\":\"\\u0001é\\u2028\"}\n"
            ])
    }

    @Test func leavesOutWhatIsBelowItsLevel() {
        #expect(lines(.text, level: .warning) { $0.info("a") }.isEmpty)
        #expect(lines(.text, level: .warning) { $0.warning("a") }.count == 1)
    }

    @Test(arguments: [
        (Int64(0), "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"), (4_102_444_799_999, "2099-12-31T23:59:59.999Z"),
    ])
    func writesTheTimeInUTC(milliseconds: Int64, expected: String) {
        let lines = Lines()
        Log(level: .info, format: .text, clock: { milliseconds }, sink: { lines.take($0) }).info("a")
        #expect(lines.list.first?.hasPrefix(expected) == true)
    }
}
