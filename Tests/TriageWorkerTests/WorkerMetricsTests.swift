import Telemetry
import Testing
import TriageEvents

@testable import TriageWorker

@Suite(.timeLimit(.minutes(1)))
struct WorkerMetricsTests {
    /// Which codes the metric `legtriage_submission_problems` has, with their counts, in the order of the text.
    private static func problems(_ metrics: WorkerMetrics) -> [(code: String, count: String)] {
        let start = "legtriage_submission_problems_total{code=\""
        return metrics.registry.render(.prometheus).split(separator: "\n").filter { $0.hasPrefix(start) }.map { line in
            let rest = line.dropFirst(start.count)
            return (String(rest.prefix { $0 != "\"" }), String(rest.reversed().prefix { $0 != " " }.reversed()))
        }
    }

    @Test func countsSubmissionsByKindOfProblemOnceForEachKind() async throws {
        let bench = try WorkerBench(partitions: 1)
        try bench.sendForms(2)
        // Two values of a wrong type and an age that cannot be: two kinds.
        try bench.send(#"{"submissionId":"a","language":7,"patientRef":[],"patient":{"ageYears":900}}"#)
        try bench.send(#"{"submissionId":"b","patient":{"ageYears":-1}}"#)
        // A dead letter has a code of its own and none of these.
        try bench.send(#"{"patient":{"ageYears":-1}}"#)
        let metrics = WorkerMetrics()
        let service = try bench.service(metrics: metrics)
        try await WorkerBench.offThePool { try service.run() }
        #expect(service.progress.snapshot.routedInAll == 4)
        let counts = Dictionary(uniqueKeysWithValues: Self.problems(metrics))
        #expect(counts["wrong_type"] == "1")
        #expect(counts["out_of_range"] == "2")
        #expect(counts["unreadable"] == "0")
    }

    @Test func countsWhatIsPassedOver() async throws {
        let bench = try WorkerBench(partitions: 1)
        let mark = "\u{FEFF}"
        let registry = "\0\0\0\0\u{7}"
        try bench.send(#"{"submissionId":"a","colour":"blue","patient":{"shoe":43},"answers":{"no.such":true}}"#)
        try bench.send(mark + #"{"submissionId":"b"}"#)
        try bench.send(registry + mark + #"{"submissionId":"c","answers":{"x":1,"y":2}}"#)
        let metrics = WorkerMetrics()
        let service = try bench.service(metrics: metrics)
        try await WorkerBench.offThePool { try service.run() }
        #expect(service.progress.snapshot.routedInAll == 3)
        let lines = metrics.registry.render(.prometheus).split(separator: "\n").filter {
            $0.hasPrefix("legtriage_skipped_total")
        }
        #expect(
            lines == [
                #"legtriage_skipped_total{what="unknown_member"} 2"#,
                #"legtriage_skipped_total{what="unknown_question"} 3"#,
                #"legtriage_skipped_total{what="byte_order_mark"} 2"#,
                #"legtriage_skipped_total{what="schema_registry_prefix"} 1"#,
            ])
    }

    @Test func knowsEveryKindOfProblemFromTheStartAndNoOther() {
        #expect(Self.problems(WorkerMetrics()).map(\.code) == SubmissionProblem.Code.allCases.map(\.rawValue))
    }

    @Test func noKindOfProblemHidesAnother() {
        for (index, code) in SubmissionProblem.Code.allCases.enumerated() {
            var kinds = SubmissionProblem.Kinds()
            #expect(kinds.isEmpty)
            kinds.insert(code)
            kinds.insert(code)
            #expect(!kinds.isEmpty)
            #expect(SubmissionProblem.Code.allCases.indices.filter { kinds.contains(index: $0) } == [index])
        }
    }
}
