/// What became of the records that a producer took so far.
package struct DeliveryCounts: Equatable, Sendable {
    package var published: Int
    /// Acknowledged by the broker, in all replicas in sync.
    package var delivered: Int
    /// Given up or refused; `firstError` says why the first one was.
    package var failed: Int
    package var firstError: QueueError.Code?

    package init(published: Int = 0, delivered: Int = 0, failed: Int = 0, firstError: QueueError.Code? = nil) {
        self.published = published
        self.delivered = delivered
        self.failed = failed
        self.firstError = firstError
    }
}
