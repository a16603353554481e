import Foundation
import InMemoryQueue
import MessageQueue
import Telemetry
import Testing
import TriageEngine
import TriageWorker

@testable import legtriage

struct ClassifyCommandTests {
    private static let good = #"{"submissionId":"a","narrative":"My left calf is swollen and hurts all day."}"#

    @Test func printsOneRoutingEventALineAndNamesWhatIsRejected() throws {
        let bench = try ProgramBench()
        let file = try bench.write("in.jsonl", "\(Self.good)\nkanarienvogel\n{\"narrative\":\"x\"}\n\(Self.good)\n")
        #expect(bench.run("classify", "--format", "json", "--output", bench.path("out"), file) == 2)
        let lines = try bench.read("out").split(separator: "\n").map(String.init)
        #expect(lines.count == 4)
        #expect(lines[0].hasPrefix("{\"schema\":\"leg-triage.routing/1\""))
        #expect(lines[0].contains("\"category\":\"suspected_dvt\""))
        #expect(lines[1] == "{\"rejected\":{\"line\":2,\"code\":\"invalid_json\",\"path\":\"$\"}}")
        #expect(
            lines[2] == "{\"rejected\":{\"line\":3,\"code\":\"missing_submission_id\",\"path\":\"$.submissionId\"}}")
        #expect(lines[3] == lines[0])
    }

    @Test func readsOneDocumentOverSeveralLines() throws {
        let bench = try ProgramBench()
        let file = try bench.write("in.json", "{\n  \"submissionId\": \"a\",\n  \"narrative\": \"cramp\"\n}\n")
        #expect(bench.run("classify", "-f", "json", "-o", bench.path("out"), file) == 0)
        #expect(try bench.read("out").split(separator: "\n").count == 1)
    }

    @Test func readsANarrativeAndShowsItForPeople() throws {
        let bench = try ProgramBench()
        let file = try bench.write("note.txt", "My left calf is swollen and warm, since yesterday.\n")
        #expect(bench.run("classify", "--text", "-o", bench.path("out"), file) == 0)
        let text = try bench.read("out")
        #expect(text.contains("SUSPECTED DVT"))
        #expect(text.contains("respond within"))
        #expect(text.contains("rule "))
        #expect(text.contains("“"))
        #expect(!text.contains("\u{1B}["))
    }

    @Test func refusesAFileThatIsNotThereAndReadsTheOthers() throws {
        let bench = try ProgramBench()
        let file = try bench.write("in.jsonl", Self.good)
        #expect(bench.run("classify", "-f", "json", "-o", bench.path("out"), file, "/nowhere/at/all", file) == 2)
        #expect(try bench.read("out").split(separator: "\n").count == 2)
    }

    @Test(.timeLimit(.minutes(5))) func readsNoFurtherOnceNobodyTakesItsResults() throws {
        // The program that goes away shows as an error of write.
        signal(SIGPIPE, SIG_IGN)
        let bench = try ProgramBench()
        let path = bench.path("forms")
        #expect(mkfifo(path, 0o600) == 0)
        let results = Pipe()
        try results.fileHandleForReading.close()
        let program = try ProgramProcess(
            ["classify", "--format", "json", path], output: results.fileHandleForWriting)
        let forms = open(path, O_WRONLY)
        let line = Array((Self.good + "\n").utf8)
        var written = 0
        while written < 20_000, write(forms, line, line.count) == line.count { written += 1 }
        #expect(errno == EPIPE)
        close(forms)
        #expect(written < 20_000)
        #expect(program.exitStatus == 1)
    }

    /// A bare rule name would read as an emergency where it is only not excluded.
    @Test func everyReasonIsTellingInWordsForPeople() throws {
        let bench = try ProgramBench()
        let narrative =
            "My left calf has been swollen and warm since yesterday, with bulging varicose veins, a lump, a cramp at night."
        let file = try bench.write("note.txt", narrative)
        #expect(bench.run("classify", "--text", "-o", bench.path("out"), file) == 0)
        #expect(bench.run("classify", "--text", "-f", "json", "-o", bench.path("json"), file) == 0)
        let event = try JSONSerialization.jsonObject(with: Data(try bench.read("json").utf8)) as? [String: Any]
        let reasons = try #require(event?["reasons"] as? [[String: Any]])
        let texts = reasons.compactMap { $0["text"] as? String }
        #expect(texts.count > 5)
        let shown = try bench.read("out").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for text in texts { #expect(shown.contains("– " + text), "\(text)") }
        #expect(shown.contains("not excluded"))
    }

    @Test func itsBytesAreThoseThatRunPublishes() async throws {
        let bench = try ProgramBench()
        #expect(bench.run("generate", "--count", "300", "--seed", "11", "--output", bench.path("forms")) == 0)
        #expect(bench.run("classify", "-f", "json", "-o", bench.path("classified"), bench.path("forms")) == 0)
        let forms = try bench.read("forms").split(separator: "\n").map(String.init)
        let published = try Self.publish(forms)
        #expect(published == Set(try bench.read("classified").split(separator: "\n").map(String.init)))
        #expect(published.count == 300)
    }

    /// What a worker makes of these forms.
    private static func publish(_ forms: [String]) throws -> Set<String> {
        let queue = InMemoryQueue()
        let names = TopicNames()
        try queue.create(
            (names.intake + names.outputs).map { NewTopic(name: $0, partitionCount: 1) }, within: .seconds(1))
        for form in forms {
            try queue.append(
                StoredRecord(key: nil, value: Array(form.utf8)),
                to: TopicPartition(topic: names.intake[0], partition: 0))
        }
        var configuration = WorkerConfiguration()
        configuration.untilEnd = true
        let service = TriageService(
            queue: queue, ruleset: try Ruleset.load(directory: ProgramBench.root + "/config/rulesets/leg"),
            configuration: configuration, log: Log(level: .error, format: .text), stop: StopSignal())
        try service.run()
        return Set(
            try names.outputs.flatMap { topic in
                try queue.records(in: TopicPartition(topic: topic, partition: 0)).map {
                    String(decoding: $0.record.value ?? [], as: UTF8.self)
                }
            })
    }
}
