/// Where reading of a partition begins.
package enum StartPosition: Hashable, Sendable {
    /// The oldest record that is kept.
    case beginning
    /// Behind the newest record: only what comes from now on.
    case end
    /// The first record at or behind this offset. One that is outside what is kept fails the reader with
    /// `QueueError.Code.positionOutOfRange`.
    case offset(Int64)
}
