import MessageQueue
import Telemetry
import TriageEngine

/// Runs one stream on the thread that calls `run`: does what the machine says, and tells it what came of it.
final class StreamDriver {
    private let stream: any MessageStream
    private let pipeline: TriagePipeline
    private let metrics: WorkerMetrics
    private let progress: Progress
    private let log: Log
    private let stop: StopSignal
    private let watch: EndWatch?
    private let clock: WorkerClock
    private let thread: Int
    private let lag: LagTracker
    private var machine: StreamMachine
    private var batch: MessageBatch?
    private var toldStop = false
    /// Told before the stream closes, which a library may hold up for ever.
    private let onFailure: (QueueError) -> Void

    init(
        stream: any MessageStream, pipeline: TriagePipeline, machine: StreamMachine, thread: Int,
        service: StreamContext,
        onFailure: @escaping (QueueError) -> Void
    ) {
        self.onFailure = onFailure
        self.stream = stream
        self.pipeline = pipeline
        self.machine = machine
        self.thread = thread
        metrics = service.metrics
        progress = service.progress
        log = service.log
        stop = service.stop
        watch = service.watch
        clock = service.clock
        lag = service.lag
    }

    /// Returns when the stream is closed.
    func run() {
        var event = StreamMachine.Event.opened
        while true {
            if !toldStop, stop.isRequested {
                toldStop = true
                _ = machine.step(.stop, at: clock.now)
            }
            for action in machine.step(event, at: clock.now) {
                if case .finish(let end, let within) = action {
                    if case .failed(let error) = end { onFailure(error) }
                    stream.close(within: within)
                    return
                }
                if let answer = perform(action) { event = answer }
            }
        }
    }

    /// Does it; returns the event that answers it, if one does.
    private func perform(_ action: StreamMachine.Action) -> StreamMachine.Event? {
        switch action {
        case .receive(let limit, let wait): return receive(limit: limit, wait: wait)
        case .publish: return publish()
        case .commit(let within):
            return .outcome(stream.commit(within: within), refused: stream.refusedOutputs)
        case .abort(let within):
            return .outcome(stream.abort(within: within), refused: [])
        case .recover(let within):
            metrics.recoveries.add()
            do {
                return .recovered(try stream.recover(within: within))
            } catch {
                return .recoverFailed(error)
            }
        case .wait(let duration):
            stop.wait(duration)
            return .waited
        case .unitCommitted:
            lag.reached(thread: thread, pipeline.ledger.reached)
            let tally = pipeline.takeCommitted()
            metrics.count(tally, clock: clock, progress: progress)
            lag.update(thread: thread, stream: stream, gauge: metrics.lag)
        case .unitDropped:
            metrics.aborts.add()
            pipeline.dropUnit()
        case .quarantine(let refused): pipeline.quarantine(refused)
        case .quarantineUnit: pipeline.quarantineLast()
        case .reachedEnd(let partition, let offset):
            watch?.reached(partition, offset: offset)
            if watch?.isDone == true { stop.request() }
        case .tell(let message): tell(message)
        case .finish: break
        }
        return nil
    }

    private func receive(limit: Int, wait: Duration) -> StreamMachine.Event {
        do {
            switch try stream.receive(limit: limit, wait: wait) {
            case .batch(let received):
                batch = received
                metrics.batches.add()
                return .arrived(records: received.messages.count)
            case .assigned(let partitions): return .assigned(partitions)
            case .revoked(let partitions): return .revoked(partitions, budget: stream.revocationBudget)
            case .lost(let partitions): return .lost(partitions)
            case .endOfPartition(let partition, let offset): return .endOfPartition(partition, offset: offset)
            case .woken, .idle: return .nothingCame
            }
        } catch {
            return .receiveFailed(error)
        }
    }

    private func publish() -> StreamMachine.Event {
        guard let batch else { return .published(PublishedBatch(records: 0, bytes: 0)) }
        self.batch = nil
        progress.begin(at: clock.now)
        do {
            return .published(try pipeline.publish(batch))
        } catch {
            let partitions = Set(batch.messages.map { batch.partition(of: $0) })
            return .publishFailed(error, partitions: partitions.sorted())
        }
    }

    private func tell(_ message: StreamMachine.Message) {
        let thread = LogField.thread(thread)
        switch message {
        case .assigned(let partitions):
            metrics.rebalances.add()
            lag.assigned(thread: self.thread, partitions)
            watch?.assigned(partitions.map(\.partition))
            log.info("partitions assigned", thread, .positions(partitions))
            for partition in partitions {
                // The group may have come beyond the end already, with an instance that is gone.
                if partition.isCommitted { watch?.reached(partition.partition, offset: partition.position) }
                guard partition.lostRecords > 0 else { continue }
                log.error(
                    "records are gone for ever: the committed position is no longer kept", thread,
                    .partitions([partition.partition]), .lostRecords(partition.lostRecords))
            }
            if watch?.isDone == true { stop.request() }
        case .revoked(let partitions):
            release(partitions)
            log.info("partitions go to another member", thread, .partitions(partitions))
        case .lost(let partitions):
            release(partitions)
            log.warning("partitions were lost", thread, .partitions(partitions))
        case .receiveFailed(let error):
            if error.isRetriable { metrics.retries.add() }
            log.warning("receiving failed", thread, .code(error), .reason(error))
        case .publishFailed(let error):
            log.warning("publishing failed", thread, .code(error), .reason(error))
        case .commitUnfinished(let error):
            metrics.retries.add()
            log.warning("the commit is not finished, once more", thread, .code(error), .reason(error))
        case .unitAborted(let error):
            log.warning("the unit was aborted, its records come again", thread, .code(error), .reason(error))
        case .abortUnfinished(let error):
            metrics.retries.add()
            log.warning("the abort is not finished, once more", thread, .code(error), .reason(error))
        case .recovering(let error):
            log.warning("the outcome is unknown, asking the broker", thread, .code(error), .reason(error))
        case .recovered(let committed):
            log.info("the broker has told the outcome", thread, .committed(committed))
        case .recoverFailed(let error):
            metrics.retries.add()
            log.warning("asking the broker failed", thread, .code(error), .reason(error))
        case .isolating(let limit):
            log.warning("units keep failing, making them smaller", thread, .limit(limit))
        case .leftOpen:
            log.warning("the last unit could not be finished in time; the next start does it again", thread)
        }
    }

    private func release(_ partitions: [TopicPartition]) {
        metrics.rebalances.add()
        lag.unassigned(thread: thread, partitions)
        watch?.unassigned(partitions)
    }
}
