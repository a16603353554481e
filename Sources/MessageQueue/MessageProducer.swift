/// Publishes records that acknowledge nothing: each is visible by itself, as soon as the broker has it. Idempotent:
/// what the client sends again on its own is stored once, in order.
///
/// All calls come from one thread, and may block.
package protocol MessageProducer: AnyObject {
    /// Looks up a topic to publish to. Throws as `MessageStream.output(topic:)`.
    func output(topic: String) throws(QueueError) -> OutputTopic

    /// Hands a record over. Waits if too much is underway. Success says nothing of delivery: `flush`, then `counts`.
    func publish(_ record: OutgoingRecord) throws(QueueError)

    /// Waits until everything published has been delivered or given up.
    ///
    /// - Throws: `timedOut` when that did not happen in time; call it again.
    func flush(within: Duration) throws(QueueError)

    /// As of now; final only after `flush`.
    var counts: DeliveryCounts { get }

    /// Flushes, then frees everything. Every later call throws `closed`.
    func close(within: Duration)
}
