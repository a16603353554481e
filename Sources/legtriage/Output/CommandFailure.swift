/// Why a command ends other than well: what to say, and the exit status.
struct CommandFailure: Error, Sendable {
    /// 1 failed at run time, 2 refused its input or settings, 3 a check failed.
    let status: Int32
    let lines: [String]

    /// Something went wrong while running.
    static func failed(_ line: String) -> CommandFailure { CommandFailure(status: 1, lines: [line]) }

    /// Input or settings are refused.
    static func refused(_ lines: String...) -> CommandFailure { CommandFailure(status: 2, lines: lines) }

    /// Input or settings are refused.
    static func refused(_ lines: [String]) -> CommandFailure { CommandFailure(status: 2, lines: lines) }
}
