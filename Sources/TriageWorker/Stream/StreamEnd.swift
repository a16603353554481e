package import MessageQueue

/// How a stream ended.
package enum StreamEnd: Sendable {
    /// Because it was told to: everything it took is committed, or will come again.
    case stopped
    /// It cannot go on; somebody has to look.
    case failed(QueueError)
}
