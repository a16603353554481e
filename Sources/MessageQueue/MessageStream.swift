/// One member of a group with its producers: receives messages, publishes what follows from them, and makes outputs and
/// positions visible as one unit.
///
/// **Unit.** The open unit is everything received and published since the last commit or abort. It opens with the first
/// message received or record published; `commit` or `abort` finishes it. A unit may span several calls of
/// `receive`; one that only publishes is a unit, too. At most one is open. Keep it shorter than `longestUnit`.
///
/// **Order of calls.** `receive` → `publish` for each output → `commit(notes:within:)`. By the outcome: `.finished` →
/// go on; `.retry` → the same call again; `.abort` → `abort(within:)`, after which the unit's messages come again;
/// `.recover` → `recover(within:)`; `.stop` → `close(within:)`. After `.revoked` finish the unit before the next
/// `receive`; after `.lost` call `abort`. Between an unfinished outcome (`.retry`, `.abort`, `.recover`) and its end,
/// `receive` and `publish` throw `QueueError.Code.misuse`.
///
/// **Threads.** Every call blocks; all calls come from one thread that is the stream's own, never from the cooperative
/// pool. That thread also opens the stream. Only `waker` may be used from elsewhere. Call `receive` at least every
/// few seconds (`wait` may be zero), or the group takes the partitions away.
///
/// **Shutdown.** Use the waker, finish or abort the unit, call `close(within:)`. Without `close` the partitions stay
/// locked until the session times out. An open unit is aborted by `close`.
package protocol MessageStream: AnyObject {
    /// Interrupts `receive` from any thread.
    var waker: any QueueWaker { get }

    /// How long the unit may stay open after `.revoked` without endangering the membership.
    var revocationBudget: Duration { get }

    /// How long a unit may stay open before the broker aborts it by itself.
    var longestUnit: Duration { get }

    /// Looks up a topic to publish to, and warms up the way there. Call it at start: it may take seconds.
    ///
    /// - Throws: `unknownTopic`, `notAuthorized`, `unreachable`.
    func output(topic: String) throws(QueueError) -> OutputTopic

    /// Waits for the next event.
    ///
    /// - Parameters:
    ///   - limit: the most messages to return, at least 1.
    ///   - wait: how long to wait for the first message or another event; zero only looks.
    ///   - gather: how long to go on collecting after the first message, as long as `limit` is not reached. With zero
    ///     only what is already here is returned with the first message.
    /// - Returns: one event; the messages of a batch stay borrowed until the unit is finished.
    /// - Throws: a retriable error when the broker is out of reach for now (call again), else one that ends the stream:
    ///   `positionLost`, `notAuthorized`, `authenticationFailed`, `fenced`.
    func receive(limit: Int, wait: Duration, gather: Duration) throws(QueueError) -> StreamEvent

    /// Publishes a record within the open unit; opens one if there is none. It is visible to read-committed readers
    /// after `commit`, never before. Waits if too much is underway.
    ///
    /// - Returns: the output's place in the unit, counted from 0.
    /// - Throws: `messageTooLarge` when the client itself refuses it (the unit stays open and usable: publish something
    ///   else in its place); with `requiresAbort` the unit has failed: look at `refusedOutputs`, then `abort`, whose
    ///   outcome says how to go on; a fatal error ends the stream.
    @discardableResult
    func publish(_ record: OutgoingRecord) throws(QueueError) -> Int

    /// Makes the unit's outputs visible and acknowledges its messages, in one step: each partition's position becomes
    /// the last received offset plus one. A partition in `notes` of which nothing was received keeps its position. A
    /// partition keeps the note it has unless `notes` names it. Without an open unit, and without notes, it does
    /// nothing. A stream that has no partition cannot commit: nothing would fence what it published.
    ///
    /// Once it has returned `finished` nothing can take the unit back; read-committed readers may come to see it some
    /// milliseconds later, when the broker has marked each partition (KIP-98).
    ///
    /// - Parameters:
    ///   - notes: what to note at which of the stream's own partitions, each named once.
    ///   - within: how long to try.
    /// - Returns: what to do next; `.abort` has not yet aborted anything.
    func commit(notes: [PartitionNote], within: Duration) -> UnitOutcome

    /// Drops the unit: nothing that it published will be seen, and what it received comes again from the first message
    /// on, for all partitions that are still the stream's.
    func abort(within: Duration) -> UnitOutcome

    /// After an unknown outcome: starts anew with a fresh producer, and reads from the broker how far the group came.
    /// The unit is finished, committed or not; reading goes on at the positions returned, which replace what the caller
    /// knew of all its partitions. Call it again if it throws a retriable error.
    ///
    /// - Throws: fatal errors, `fenced` among them: a successor has taken over, stop.
    func recover(within: Duration) throws(QueueError) -> [AssignedPartition]

    /// The outputs of the last unit that were refused for good, by ascending place. Kept from the outcome on until the
    /// next unit publishes.
    var refusedOutputs: [RefusedOutput] { get }

    /// What is known here, without asking the broker, of the range of one of the stream's partitions; nil before
    /// the first fetch.
    func knownWatermarks(of partition: TopicPartition) -> Watermarks?

    /// Aborts an open unit, leaves the group, frees everything. Every later call throws `closed`.
    func close(within: Duration)
}

extension MessageStream {
    /// Waits for the next event; with the first message it returns what is already here, and waits for no more.
    package func receive(limit: Int, wait: Duration) throws(QueueError) -> StreamEvent {
        try receive(limit: limit, wait: wait, gather: .zero)
    }

    /// Commits and leaves every note as it is.
    package func commit(within: Duration) -> UnitOutcome {
        commit(notes: [], within: within)
    }
}
