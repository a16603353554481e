import Dispatch
import Locking
import TriageEvents
import TriageWorker

/// A line that shows how far the worker has come, while somebody looks.
final class DemoProgress: Sendable {
    private struct State {
        var isEnded = false
        var turn = 0
    }

    private let progress: Progress
    private let total: Int
    private let terminal: Terminal
    private let shows: Bool
    private let state = Lock(State())

    init(_ progress: Progress, of total: Int, context: CommandContext) {
        self.progress = progress
        self.total = total
        terminal = context.error
        shows = context.error.isInteractive && !context.isQuiet
        if !shows { context.say("the worker joins its group (some seconds), then works") }
        tick()
    }

    /// Takes the line away.
    func end() {
        state.withLock { $0.isEnded = true }
        if shows { terminal.write("\r\u{1B}[K") }
    }

    private func tick() {
        let count = progress.snapshot.recordsIn
        let (isEnded, turn) = state.withLock { state in
            state.turn += 1
            return (state.isEnded, state.turn)
        }
        guard !isEnded else { return }
        if shows { terminal.write("\r\u{1B}[K" + line(count, turn)) }
        // Often enough to look alive; no timing rests on it.
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(80)) { [self] in tick() }
    }

    private func line(_ count: Int, _ turn: Int) -> String {
        let spinner = ["⠋", "⠙", "⠸", "⠴", "⠦", "⠇"][turn % 6]
        guard count > 0 else { return "\(spinner) the worker joins its group (some seconds)" }
        let width = 30
        let done = total > 0 ? min(width, count * width / total) : width
        let bar = String(repeating: "█", count: done) + String(repeating: "░", count: width - done)
        let now = progress.snapshot
        return
            "\(spinner) \(bar) \(count.grouped) of \(total.grouped)   stat \(now.routed(.stat))  asap \(now.routed(.asap))  "
            + "urgent \(now.routed(.urgent))  routine \(now.routed(.routine))  dead letters \(now.deadLettersInAll)"
    }
}
