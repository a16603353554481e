/// Reads partitions at positions of the caller's choice: no group, no commit, nothing shared with other readers. It
/// sees committed records only.
///
/// Every call blocks; all calls come from one thread. The messages of a batch live until the next call of `receive`,
/// `seek` or `close`.
package protocol MessageReader: AnyObject {
    /// Interrupts `receive` from any thread.
    var waker: any QueueWaker { get }

    /// Waits for the next event; parameters as in `MessageStream.receive`.
    ///
    /// - Throws: a retriable error when the broker is out of reach for now (call again); `positionOutOfRange` when the
    ///   position of a partition is not kept (seek elsewhere); else one that ends the reader.
    func receive(limit: Int, wait: Duration, gather: Duration) throws(QueueError) -> ReaderEvent

    /// Goes on reading elsewhere. Partitions not named keep their position, one that was not read before is added.
    /// Nothing from before the call is delivered after it.
    func seek(_ starts: [(partition: TopicPartition, start: StartPosition)]) throws(QueueError)

    /// Stops reading these partitions.
    func release(_ partitions: [TopicPartition]) throws(QueueError)

    /// Frees everything. Every later call throws `closed`.
    func close()
}

extension MessageReader {
    /// Waits for the next event; with the first message it returns what is already here, and waits for no more.
    package func receive(limit: Int, wait: Duration) throws(QueueError) -> ReaderEvent {
        try receive(limit: limit, wait: wait, gather: .zero)
    }
}
