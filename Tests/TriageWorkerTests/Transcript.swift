import MessageQueue

@testable import TriageWorker

/// Feeds a machine with events and writes down what it answers, one word or two an action.
struct Transcript {
    private(set) var machine: StreamMachine
    private(set) var now = Duration.zero

    /// A policy that waits for more, so that every limit shows.
    static var waiting: BatchPolicy {
        var policy = BatchPolicy()
        policy.maximumTime = .milliseconds(100)
        policy.quietTime = .milliseconds(5)
        return policy
    }

    /// Takes 500 records at once, whatever the default is.
    init(batch: BatchPolicy = Self.waiting, retry: RetryPolicy = RetryPolicy()) {
        var batch = batch
        batch.chunkRecords = 500
        machine = StreamMachine(batch: batch, retry: retry, callTime: .seconds(10), stopTime: .seconds(4))
    }

    /// Lets time pass.
    mutating func pass(_ duration: Duration) { now += duration }

    mutating func callAsFunction(_ event: StreamMachine.Event) -> [String] {
        machine.step(event, at: now).map(Self.describe)
    }

    static func describe(_ action: StreamMachine.Action) -> String {
        switch action {
        case .receive(let limit, let wait): "receive \(limit) \(milliseconds(wait))"
        case .publish: "publish"
        case .commit(let within): "commit \(milliseconds(within))"
        case .abort(let within): "abort \(milliseconds(within))"
        case .recover: "recover"
        case .wait(let duration): "wait \(milliseconds(duration))"
        case .finish(.stopped, _): "finish stopped"
        case .finish(.failed(let error), _): "finish \(error.code.rawValue)"
        case .unitCommitted(let records): "committed \(records)"
        case .unitDropped: "dropped"
        case .quarantine(let refused): "quarantine \(refused.map { String($0.output) }.joined(separator: ","))"
        case .quarantineUnit: "quarantine unit"
        case .reachedEnd(let partition, let offset): "end \(partition) \(offset)"
        case .tell(let message): "tell \(describe(message))"
        }
    }

    private static func describe(_ message: StreamMachine.Message) -> String {
        switch message {
        case .assigned: "assigned"
        case .revoked: "revoked"
        case .lost: "lost"
        case .receiveFailed: "receiveFailed"
        case .publishFailed: "publishFailed"
        case .commitUnfinished: "commitUnfinished"
        case .unitAborted: "unitAborted"
        case .abortUnfinished: "abortUnfinished"
        case .recovering: "recovering"
        case .recovered(let committed): "recovered \(committed ? "committed" : "dropped")"
        case .recoverFailed: "recoverFailed"
        case .isolating(let limit): "isolating \(limit)"
        case .leftOpen: "leftOpen"
        }
    }

    private static func milliseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return seconds * 1000 + attoseconds / 1_000_000_000_000_000
    }
}
