/// How much a log line matters.
package enum LogLevel: Int, Sendable, CaseIterable, Comparable {
    /// For who looks for a fault.
    case debug
    /// What happens in ordinary running.
    case info
    /// Something that somebody should look at, though the work goes on.
    case warning
    /// The work stops, or something is lost.
    case error

    /// As lines and settings write it.
    package var name: String {
        switch self {
        case .debug: "debug"
        case .info: "info"
        case .warning: "warning"
        case .error: "error"
        }
    }

    package static func < (left: LogLevel, right: LogLevel) -> Bool { left.rawValue < right.rawValue }
}
