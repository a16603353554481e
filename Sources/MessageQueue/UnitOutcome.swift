/// How a commit or an abort went, named by what the caller has to do next.
package enum UnitOutcome: Sendable {
    /// It is done, the unit is finished, its messages' bytes are gone. Committed: outputs, positions and notes are
    /// visible together. Aborted: none is, and the unit's messages will come again.
    case finished
    /// The time was up, or the broker could not answer yet. The outcome is open: make the same call again (never the
    /// other one), or `recover`.
    case retry(QueueError)
    /// Nothing is or will be visible: call `abort`. After a commit only. `MessageStream.refusedOutputs` says whether
    /// single records were to blame.
    case abort(QueueError)
    /// Whether it was committed cannot be told on this connection: call `recover`.
    case recover(QueueError)
    /// A successor has taken over, or the broker will never allow it: close the stream and stop. Exactly once still
    /// holds: nothing of the unit is visible, or all of it, and the successor starts where that says.
    case stop(QueueError)
}
