import MessageQueue

/// Decides what a stream thread does next: when to receive, to commit, to give up a unit, to wait, to stop.
///
/// A value that knows no thread and no clock: `step` takes what happened and when, and returns what to do. A driver (or
/// a simulation) does it and comes back with the answer. The same events at the same times give the same actions.
///
/// What it holds on to: nothing is received while a unit's outcome is open, a retriable commit is repeated and never
/// turned into an abort, and a record is given up as a dead letter only when the broker refused its output, or when it
/// fails alone, again and again, for a reason that is not the broker's state.
package struct StreamMachine: Sendable {
    /// What the open unit holds so far.
    struct Unit: Sendable {
        /// Received, published or not.
        var arrived = 0
        /// Published.
        var records = 0
        var bytes = 0
        var holdsStat = false
        var openedAt = Duration.zero
        var reached: [PublishedBatch.Reach] = []
        /// Partitions of a batch that could not be published.
        var touched: [TopicPartition] = []

        func holds(_ partition: TopicPartition) -> Bool {
            touched.contains(partition) || reached.contains { $0.partition == partition }
        }
    }

    /// What follows the last abort, failed recovery or receive.
    enum Next: Sendable {
        /// Go on with the next unit.
        case fill
        /// Call `recover` again.
        case recover
    }

    let batch: BatchPolicy
    let retry: RetryPolicy
    let callTime: Duration
    let stopTime: Duration

    var unit = Unit()
    var unitIsOpen = false
    /// Aborts and recoveries since the last commit.
    var failures = 0
    /// Failures in a row of units of one record that were not the broker's state.
    var failuresOfOneRecord = 0
    /// The most records of a unit for now: halved while units fail, so that a record that is to blame stands alone.
    var recordLimit: Int
    /// How fast records are decided on, which limits how many are taken at once.
    var pace = ChunkPace()
    /// Why the unit is being aborted.
    var abortReason: QueueError?
    var isCommitting = false
    var isStopping = false
    var stopDeadline: Duration?
    /// Until when a unit has to be finished because its partitions go elsewhere.
    var revocationDeadline: Duration?
    var ends: [(partition: TopicPartition, offset: Int64)] = []
    var afterWait = Next.fill

    /// - Parameters:
    ///   - batch: when a unit is closed.
    ///   - retry: how long to wait between tries.
    ///   - callTime: how long one call of commit, abort or recover may take before it is repeated.
    ///   - stopTime: how long the end may take from `stop` on.
    package init(batch: BatchPolicy, retry: RetryPolicy, callTime: Duration, stopTime: Duration) {
        self.batch = batch
        self.retry = retry
        self.callTime = callTime
        self.stopTime = stopTime
        recordLimit = batch.maximumRecords
    }

    /// Takes what happened and says what to do.
    ///
    /// - Parameters:
    ///   - event: what happened.
    ///   - now: when, on any clock that never goes back.
    /// - Returns: what to do, in this order. Empty after `stop` only.
    package mutating func step(_ event: Event, at now: Duration) -> [Action] {
        switch event {
        case .stop:
            isStopping = true
            stopDeadline = stopDeadline ?? now + stopTime
            return []
        case .opened: return proceed(now)
        case .arrived(let records):
            if !unitIsOpen {
                unit = Unit(openedAt: now)
                unitIsOpen = true
            }
            unit.arrived += records
            pace.begin(records, at: now)
            return [.publish]
        case .published(let batch):
            pace.end(at: now)
            add(batch)
            return proceed(now)
        case .publishFailed(let error, let partitions):
            pace.fail(at: now)
            unit.touched += partitions
            if error.isFatal { return [.tell(.publishFailed(error))] + finish(.failed(error), now) }
            return [.tell(.publishFailed(error))] + abort(for: error, now)
        case .nothingCame:
            // Whatever is in the unit has waited long enough: nothing else is at hand.
            return unitIsOpen ? commit(now) : proceed(now)
        case .assigned(let partitions): return [.tell(.assigned(partitions))] + proceed(now)
        case .revoked(let partitions, let budget):
            revocationDeadline = now + budget
            ends.removeAll { partitions.contains($0.partition) && !unitIsOpen }
            return [.tell(.revoked(partitions))] + (unitIsOpen ? commit(now) : proceed(now))
        case .lost(let partitions):
            ends.removeAll { partitions.contains($0.partition) }
            let reason = QueueError(.membershipLost, "partitions went to another member")
            return [.tell(.lost(partitions))] + (unitIsOpen ? abort(for: reason, now) : proceed(now))
        case .endOfPartition(let partition, let offset):
            ends.removeAll { $0.partition == partition }
            ends.append((partition, offset))
            return (unitIsOpen ? [] : reportEnds()) + proceed(now)
        case .receiveFailed(let error): return receiveFailed(error, now)
        case .outcome(let outcome, let refused):
            return isCommitting ? committed(outcome, refused, now) : aborted(outcome, now)
        case .recovered(let positions): return recovered(positions, now)
        case .recoverFailed(let error):
            guard error.isRetriable, !error.isFatal else {
                return [.tell(.recoverFailed(error))] + finish(.failed(error), now)
            }
            return [.tell(.recoverFailed(error))] + backOff(then: .recover, now)
        case .waited:
            if isStopping, afterWait == .recover { return finish(.stopped, now) }
            return afterWait == .recover ? [.recover(within: callTime)] : proceed(now)
        }
    }

    private mutating func add(_ batch: PublishedBatch) {
        unit.records += batch.records
        unit.bytes += batch.bytes
        unit.holdsStat = unit.holdsStat || batch.holdsStat
        for reach in batch.reached {
            unit.reached.removeAll { $0.partition == reach.partition }
            unit.reached.append(reach)
        }
    }

    /// The next step while no outcome is open.
    mutating func proceed(_ now: Duration) -> [Action] {
        guard unitIsOpen else {
            if isStopping { return finish(.stopped, now) }
            revocationDeadline = nil
            return [.receive(limit: min(pace.limit(batch.chunkRecords), recordLimit), wait: Self.idleWait)]
        }
        let age = now - unit.openedAt
        let isFull =
            unit.holdsStat || unit.records >= recordLimit || unit.bytes >= batch.maximumBytes
            || age >= batch.maximumTime
        if isStopping || isFull || revocationDeadline != nil { return commit(now) }
        return [
            .receive(
                limit: min(pace.limit(batch.chunkRecords), recordLimit - unit.records),
                wait: min(batch.quietTime, batch.maximumTime - age))
        ]
    }

    /// How long an empty unit waits for a record. A waker ends it earlier.
    static let idleWait = Duration.seconds(1)

    mutating func commit(_ now: Duration) -> [Action] {
        isCommitting = true
        return [.commit(within: callTime(now))]
    }

    mutating func abort(for error: QueueError, _ now: Duration) -> [Action] {
        isCommitting = false
        abortReason = error
        return [.abort(within: callTime(now))]
    }

    /// The time for one call: less when the end or a revocation is near, but never so little that nothing could
    /// succeed.
    private func callTime(_ now: Duration) -> Duration {
        var time = callTime
        if let stopDeadline { time = min(time, stopDeadline - now) }
        if let revocationDeadline { time = min(time, revocationDeadline - now) }
        return max(time, .milliseconds(100))
    }

    func isPastStop(_ now: Duration) -> Bool {
        stopDeadline.map { now >= $0 } ?? false
    }

    mutating func finish(_ end: StreamEnd, _ now: Duration) -> [Action] {
        let dropped: [Action] = unitIsOpen ? [.unitDropped] : []
        unitIsOpen = false
        let rest = (stopDeadline ?? now + stopTime) - now
        return dropped + [.finish(end, within: max(rest, .milliseconds(200)))]
    }

    /// The unit is void. An end of which the unit holds records is told again after them; any other is not, so it is
    /// kept.
    mutating func forgetEndsOfUnit() {
        ends.removeAll { unit.holds($0.partition) }
    }

    /// Ends of partitions that are behind us for good, now that no unit is open.
    mutating func reportEnds() -> [Action] {
        defer { ends = [] }
        return ends.map { .reachedEnd($0.partition, offset: $0.offset) }
    }

    mutating func backOff(then next: Next, _ now: Duration) -> [Action] {
        afterWait = next
        if isStopping { return finish(.stopped, now) }
        return [.wait(retry.wait(afterFailures: failures))]
    }
}
