import Locking

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The log: one line an event, as text for people or JSON for machines.
///
/// May be used from any thread. A line is written whole, under a lock; a reader that does not keep up holds the writer
/// back, as with every program's standard error. Messages are literals: what varies stands in fields.
package final class Log: Sendable {
    /// How lines look.
    package enum Format: String, Sendable, CaseIterable {
        case text
        case json
    }

    /// The least level that is written.
    package let level: LogLevel
    private let format: Format
    private let clock: @Sendable () -> Int64
    private let sink: @Sendable ([UInt8]) -> Void
    private let order = Lock(())

    /// - Parameters:
    ///   - level: the least level that is written.
    ///   - format: how lines look.
    ///   - clock: milliseconds since 1970 UTC.
    ///   - sink: takes a line with its line feed; called by one thread at a time.
    package init(
        level: LogLevel, format: Format, clock: @escaping @Sendable () -> Int64 = Log.wallClock,
        sink: @escaping @Sendable ([UInt8]) -> Void = Log.standardError
    ) {
        self.level = level
        self.format = format
        self.clock = clock
        self.sink = sink
    }

    /// Writes a line of level `debug`.
    package func debug(_ message: StaticString, _ fields: LogField...) { write(.debug, message, fields) }
    /// Writes a line of level `info`.
    package func info(_ message: StaticString, _ fields: LogField...) { write(.info, message, fields) }
    /// Writes a line of level `warning`.
    package func warning(_ message: StaticString, _ fields: LogField...) { write(.warning, message, fields) }
    /// Writes a line of level `error`.
    package func error(_ message: StaticString, _ fields: LogField...) { write(.error, message, fields) }

    /// Writes a line unless its level is below `level`.
    package func write(_ level: LogLevel, _ message: StaticString, _ fields: [LogField]) {
        guard level >= self.level else { return }
        let time = UTCTime(milliseconds: clock()).text
        let line = format == .json ? json(level, time, message, fields) : text(level, time, message, fields)
        order.withLock { _ in sink(Array(line.utf8)) }
    }

    private func text(_ level: LogLevel, _ time: String, _ message: StaticString, _ fields: [LogField]) -> String {
        var line = "\(time) \(level.name.padded(to: 7)) \(message)"
        for field in fields {
            line += " \(field.name)="
            switch field.value {
            case .integer(let value): line += String(value)
            case .decimal(let value): line += String(value)
            case .boolean(let value): line += String(value)
            case .text(let value):
                let plain = !value.isEmpty && value.utf8.allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 != 0x7F }
                line += plain ? value : value.quoted
            }
        }
        return line + "\n"
    }

    private func json(_ level: LogLevel, _ time: String, _ message: StaticString, _ fields: [LogField]) -> String {
        var line = "{\"time\":\"\(time)\",\"level\":\"\(level.name)\",\"message\":\("\(message)".quoted)"
        for field in fields {
            line += ",\"\(field.name)\":"
            switch field.value {
            case .integer(let value): line += String(value)
            case .decimal(let value): line += value.isFinite ? String(value) : "null"
            case .boolean(let value): line += String(value)
            case .text(let value): line += value.quoted
            }
        }
        return line + "}\n"
    }

    /// Milliseconds since 1970 UTC by the system's clock.
    @Sendable package static func wallClock() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// Writes to standard error. A line that cannot be written is dropped: nothing could be done about it.
    @Sendable package static func standardError(_ line: [UInt8]) {
        line.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
                let written = systemWrite(2, start, rest.count)
                if written < 0 && errno == EINTR { continue }
                guard written > 0 else { return }
                rest = rest.dropFirst(written)
            }
        }
    }
}

/// The system's `write`, whose name a method of `Log` hides.
private func systemWrite(_ descriptor: Int32, _ start: UnsafeRawPointer, _ count: Int) -> Int {
    write(descriptor, start, count)
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, width - utf8.count))
    }

    /// As a JSON string, which is also how text lines write what holds spaces or control characters.
    fileprivate var quoted: String {
        var text = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\r": text += "\\r"
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}
