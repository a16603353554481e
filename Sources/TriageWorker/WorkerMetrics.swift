package import Telemetry
import TriageEngine
import TriageEvents

/// What the worker counts. Counted when a unit is committed, so that records in = routed + dead-lettered at any time,
/// whatever was dropped and done again. May be used from any thread.
package final class WorkerMetrics: Sendable {
    /// Where all of it is registered; renders it as text.
    package let registry: MetricRegistry

    let recordsIn: Counter
    /// By `Priority.rawValue`.
    let routed: [Counter]
    let undetermined: Counter
    /// By the code's place in `SubmissionProblem.Code.allCases`.
    let problems: [Counter]
    let unknownMembers: Counter
    let unknownQuestions: Counter
    let byteOrderMarks: Counter
    let schemaRegistryPrefixes: Counter
    let redFlags: Counter
    let batches: Counter
    let commits: Counter
    let aborts: Counter
    let retries: Counter
    let recoveries: Counter
    let rebalances: Counter
    let lag: Gauge
    /// By `Priority.rawValue`; the last one is that of the dead letters.
    let eventAge: [Histogram]
    let chainTime: Histogram

    private static let ageBounds = [
        0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 7200, 86_400,
    ]
    private static let chainBounds = [
        2e-6, 4e-6, 6e-6, 8e-6, 1e-5, 1.5e-5, 2e-5, 3e-5, 5e-5, 1e-4, 2.5e-4, 1e-3, 5e-3, 2.5e-2,
    ]

    /// Registers everything.
    /// - Parameter registry: where to.
    package init(registry: MetricRegistry = MetricRegistry()) {
        self.registry = registry
        recordsIn = registry.counter("legtriage_records_in", help: "Intake events that are done with.")
        routed = Priority.allCases.map { priority in
            registry.counter(
                "legtriage_routed", help: "Routing events published, by lane.",
                labels: [MetricLabel("lane", "\(priority.word)")])
        }
        undetermined = registry.counter(
            "legtriage_undetermined", help: "Routing events without a category.")
        problems = SubmissionProblem.Code.allCases.map { code in
            registry.counter(
                "legtriage_submission_problems",
                help: "Routing events whose submission held something that could not be read, once for each kind.",
                labels: [MetricLabel("code", code.rawValue)])
        }
        func skipped(_ what: String) -> Counter {
            registry.counter(
                "legtriage_skipped", help: "What stood in routed records and was passed over, by what it was.",
                labels: [MetricLabel("what", what)])
        }
        unknownMembers = skipped("unknown_member")
        unknownQuestions = skipped("unknown_question")
        byteOrderMarks = skipped("byte_order_mark")
        schemaRegistryPrefixes = skipped("schema_registry_prefix")
        redFlags = registry.counter(
            "legtriage_dead_letter_red_flags", help: "Dead letters whose text holds a red flag.")
        batches = registry.counter("legtriage_batches", help: "Batches taken from the transport.")
        commits = registry.counter("legtriage_commits", help: "Units committed.")
        aborts = registry.counter("legtriage_aborts", help: "Units dropped; their records come again.")
        retries = registry.counter("legtriage_retries", help: "Calls of the transport that were repeated.")
        recoveries = registry.counter(
            "legtriage_recoveries", help: "Units whose outcome was unknown and was asked of the broker.")
        rebalances = registry.counter("legtriage_rebalances", help: "Changes of the partitions assigned.")
        lag = registry.gauge(
            "legtriage_lag_records", help: "Records behind the committed position, in the partitions of this instance.")
        eventAge = (Priority.allCases.map { "\($0.word)" } + ["dead_letters"]).map { lane in
            registry.histogram(
                "legtriage_event_age_seconds",
                help: "From the intake record's timestamp to the commit of its output, by lane.",
                bounds: Self.ageBounds,
                labels: [MetricLabel("lane", lane)])
        }
        chainTime = registry.histogram(
            "legtriage_chain_duration_seconds",
            help: "Deciding on one record and handing its output over, averaged over a batch.", bounds: Self.chainBounds
        )
    }

    /// The dead letters of one code.
    func deadLetters(_ code: String) -> Counter {
        registry.counter(
            "legtriage_dead_letters", help: "Intake events that became dead letters, by code.",
            labels: [MetricLabel("code", code)])
    }

    /// Counts a unit that was committed just now.
    func count(_ tally: UnitTally, clock: WorkerClock, progress: Progress) {
        recordsIn.add(tally.records)
        for (lane, count) in tally.routed.enumerated() where count > 0 { routed[lane].add(count) }
        undetermined.add(tally.undetermined)
        for (index, count) in tally.problems.enumerated() where count > 0 { problems[index].add(count) }
        count(tally.skipped)
        redFlags.add(tally.redFlags)
        for (code, count) in tally.deadLetters { deadLetters(code.rawValue).add(count) }
        commits.add()
        var chain = chainTime.observations()
        for batch in tally.batches { chain.observe(Double(batch.nanosecondsEach) / 1e9, times: batch.records) }
        chainTime.merge(&chain)
        let wallMilliseconds = clock.wallMilliseconds()
        var ages = eventAge.map { $0.observations() }
        for (lane, timestamp) in tally.timestamps {
            ages[Int(lane)].observe(Double(max(0, wallMilliseconds - timestamp)) / 1000)
        }
        for index in ages.indices { eventAge[index].merge(&ages[index]) }
        progress.count(tally, at: clock.now)
    }

    private func count(_ skipped: ChainOutcome.Skipped) {
        unknownMembers.add(skipped.unknownMembers)
        unknownQuestions.add(skipped.unknownQuestions)
        byteOrderMarks.add(skipped.byteOrderMarks)
        schemaRegistryPrefixes.add(skipped.schemaRegistryPrefixes)
    }
}
