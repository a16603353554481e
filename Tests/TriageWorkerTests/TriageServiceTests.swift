import InMemoryQueue
import MessageQueue
import Telemetry
import Locking
import Testing
import TriageEvents

@testable import TriageWorker

@Suite(.timeLimit(.minutes(1)))
struct TriageServiceTests {
    private static let transient = QueueError(.timedOut, "scripted", isRetriable: true)
    private static let abortable = QueueError(.transactionFailed, "scripted", requiresAbort: true)
    private static let unknown = QueueError(.other, "scripted")

    /// Faults after which the same worker goes on by itself.
    static let faults: [(name: String, call: ScriptedFault.Call, fault: ScriptedFault)] = [
        ("receive fails for now", .receive, .fail(transient)),
        ("publish fails", .publish, .fail(abortable)),
        ("publish succeeds, the answer is lost", .publish, .completeThenFail(abortable)),
        ("commit times out", .commit, .fail(transient)),
        ("commit succeeds, the answer times out", .commit, .completeThenFail(transient)),
        ("commit must be aborted", .commit, .fail(abortable)),
        ("commit of unknown outcome, not done", .commit, .fail(unknown)),
        ("commit of unknown outcome, done", .commit, .completeThenFail(unknown)),
        ("rebalance before receive", .receive, .rebalanceFirst),
        ("rebalance before publish", .publish, .rebalanceFirst),
        ("rebalance before commit", .commit, .rebalanceFirst),
        ("session ends before receive", .receive, .expireFirst),
        ("session ends before publish", .publish, .expireFirst),
        ("session ends before commit", .commit, .expireFirst),
    ]

    @Test func givesEachRecordOneOutput() async throws {
        let bench = try WorkerBench()
        try bench.sendForms(200)
        let snapshot = try await bench.run()
        #expect(try bench.places() == bench.expectedPlaces())
        #expect(snapshot.recordsIn == 200)
        #expect(snapshot.isBalanced)
        #expect(snapshot.routed(.stat) == 4)
        #expect(try bench.records(bench.names.stat).count == 4)
    }

    @Test(arguments: faults.indices, [1, 2, 5])
    func givesEachRecordOneOutputUnderAFault(index: Int, number: Int) async throws {
        let (name, call, fault) = Self.faults[index]
        let bench = try WorkerBench()
        try bench.sendForms(120)
        bench.queue.script(fault, on: call, number: number)
        let snapshot = try await bench.run()
        #expect(try bench.places() == bench.expectedPlaces(), "\(name), call \(number)")
        #expect(snapshot.recordsIn == 120, "\(name), call \(number)")
        #expect(snapshot.isBalanced)
    }

    @Test func givesEachRecordOneOutputWhenFaultsFollowOneAnother() async throws {
        let bench = try WorkerBench(partitions: 4)
        try bench.sendForms(400)
        for (index, entry) in Self.faults.enumerated() {
            bench.queue.script(entry.fault, on: entry.call, number: 2 + index * 2)
        }
        try await bench.run()
        #expect(try bench.places() == bench.expectedPlaces())
    }

    @Test func aWorkerThatIsFencedStopsAndItsSuccessorLosesNothing() async throws {
        let bench = try WorkerBench()
        try bench.sendForms(120)
        bench.queue.script(.fenceFirst, on: .commit, number: 2)
        await #expect(throws: WorkerFailure.self) { try await bench.run() }
        let before = try bench.outputs().count
        #expect(before < 120)
        try await bench.run()
        #expect(try bench.places() == bench.expectedPlaces())
    }

    @Test func twoWorkersShareTheTopicAndEachRecordHasOneOutput() async throws {
        let bench = try WorkerBench(partitions: 4)
        try bench.sendForms(600)
        async let first = bench.run(bench.configuration { $0.instance = "a" })
        async let second = bench.run(bench.configuration { $0.instance = "b" })
        let records = try await first.recordsIn + second.recordsIn
        #expect(try bench.places() == bench.expectedPlaces())
        #expect(records == 600)
    }

    @Test func severalThreadsShareTheTopic() async throws {
        let bench = try WorkerBench(partitions: 4)
        try bench.sendForms(600)
        let snapshot = try await bench.run(bench.configuration { $0.threads = 3 })
        #expect(try bench.places() == bench.expectedPlaces())
        #expect(snapshot.recordsIn == 600)
    }

    @Test func aSecondRunFindsNothingToDo() async throws {
        let bench = try WorkerBench()
        try bench.sendForms(50)
        try await bench.run()
        let second = try await bench.run()
        #expect(second.recordsIn == 0)
        #expect(try bench.outputs().count == 50)
    }

    @Test func anEmptyTopicEndsAtOnce() async throws {
        #expect(try await WorkerBench().run().recordsIn == 0)
    }

    @Test func stopsWhenRequestedAfterCommittingWhatItHas() async throws {
        let bench = try WorkerBench()
        try bench.sendForms(64)
        let stop = StopSignal()
        let service = try bench.service(bench.configuration { $0.untilEnd = false }, stop: stop)
        // Read where the service returns: a busy test pool may resume this test much later.
        let ended = Lock<ContinuousClock.Instant?>(nil)
        async let finished: Void = WorkerBench.offThePool {
            try service.run()
            ended.withLock { $0 = ContinuousClock.now }
        }
        try await bench.waitForOutputs(64)
        let requested = ContinuousClock.now
        stop.request()
        try await finished
        let end = try #require(ended.withLock { $0 })
        #expect(end - requested < .seconds(5))
        #expect(try bench.places() == bench.expectedPlaces())
    }

    @Test func endsWithoutFailureWhenAskedToWhileTheBrokerIsAwayAtStart() async throws {
        let bench = try WorkerBench()
        let stop = StopSignal()
        bench.queue.script(.fail(QueueError(.unreachable, "scripted", isRetriable: true)), on: .metadata, number: 1)
        stop.request()
        let service = try bench.service(stop: stop)
        try await WorkerBench.offThePool { try service.run() }
        #expect(service.progress.snapshot.recordsIn == 0)
        #expect(bench.lines.withLock { $0.contains { $0.contains("before the start") } })
    }

    @Test func aWrongPasswordIsAFailureAlsoForWhoIsAskedToEnd() async throws {
        let bench = try WorkerBench()
        let stop = StopSignal()
        bench.queue.script(.fail(QueueError(.authenticationFailed, "scripted")), on: .metadata, number: 1)
        stop.request()
        let service = try bench.service(stop: stop)
        let failure = await #expect(throws: WorkerFailure.self) {
            try await WorkerBench.offThePool { try service.run() }
        }
        #expect(failure?.description.contains("password") == true)
    }

    @Test func namesTheTopicsThatDoNotExist() async throws {
        let bench = try WorkerBench()
        let configuration = bench.configuration { $0.topics.stat = "nowhere" }
        let failure = await #expect(throws: WorkerFailure.self) { try await bench.run(configuration) }
        #expect(failure?.description.contains("nowhere") == true)
        #expect(failure?.description.contains("topics create") == true)
    }

    @Test func stopsWhenTheCommittedPositionIsGoneUnlessToldToGoOn() async throws {
        let bench = try WorkerBench(partitions: 1)
        try bench.sendForms(10)
        try await bench.run()
        try bench.sendForms(10)
        let partition = TopicPartition(topic: bench.names.intake[0], partition: 0)
        try bench.queue.deleteRecords(in: partition, before: 15)
        let failure = await #expect(throws: WorkerFailure.self) { try await bench.run() }
        #expect(failure?.description.contains("5 records are gone") == true)
        let snapshot = try await bench.run(bench.configuration { $0.dataLoss = .continue })
        #expect(snapshot.recordsIn == 5)
    }

    @Test func countsOnlyWhatIsCommitted() async throws {
        let bench = try WorkerBench(partitions: 1)
        try bench.sendForms(40)
        bench.queue.script(.fail(Self.abortable), on: .commit, number: 1)
        let metrics = WorkerMetrics()
        let service = try bench.service(metrics: metrics)
        try await WorkerBench.offThePool { try service.run() }
        let text = metrics.registry.render(.prometheus)
        #expect(text.contains("legtriage_records_in_total 40\n"))
        #expect(text.contains("legtriage_aborts_total 1\n"))
        #expect(text.contains("legtriage_routed_total{lane=\"stat\"} 1\n"))
        #expect(text.contains("legtriage_chain_duration_seconds_count 40\n"))
        #expect(text.contains("legtriage_lag_records "))
    }

    @Test func countsAnAbortThatIsRepeatedAndTellsTheUnitOnce() async throws {
        let bench = try WorkerBench(partitions: 1)
        try bench.sendForms(10)
        bench.queue.script(.fail(Self.abortable), on: .commit, number: 1)
        bench.queue.script(.fail(Self.transient), on: .abort, number: 1)
        let metrics = WorkerMetrics()
        let service = try bench.service(metrics: metrics)
        try await WorkerBench.offThePool { try service.run() }
        #expect(metrics.registry.render(.prometheus).contains("legtriage_retries_total 1\n"))
        let lines = bench.lines.withLock { $0 }
        #expect(lines.count { $0.contains("the abort is not finished") } == 1)
        #expect(lines.count { $0.contains("the unit was aborted") } == 1)
    }

    /// Two units of both partitions are dropped, then one of the first partition alone is committed: nothing of the
    /// second one is.
    @Test func isBehindByWhatIsNotCommitted() async throws {
        let bench = try WorkerBench(partitions: 2)
        for number in 0..<16 { try bench.send(WorkerBench.form("a\(number)"), to: 0) }
        for number in 0..<40 { try bench.send(WorkerBench.form("b\(number)"), to: 1) }
        bench.queue.script(.fail(Self.abortable), on: .commit, number: 1)
        bench.queue.script(.fail(Self.abortable), on: .commit, number: 2)
        bench.queue.script(.fail(QueueError(.fenced, "scripted", isFatal: true)), on: .commit, number: 4)
        let metrics = WorkerMetrics()
        let service = try bench.service(
            bench.configuration { $0.batch.maximumTime = .seconds(30) }, metrics: metrics)
        await #expect(throws: WorkerFailure.self) { try await WorkerBench.offThePool { try service.run() } }
        let text = metrics.registry.render(.prometheus)
        #expect(text.contains("legtriage_records_in_total 16\n"))
        #expect(text.contains("legtriage_lag_records 40\n"))
    }
}
