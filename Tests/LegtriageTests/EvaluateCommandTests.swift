import Foundation
import Testing

@testable import legtriage

struct EvaluateCommandTests {
    private static let cases = """
        {"id": "a", "text": "My left calf is swollen, warm and sore since yesterday", "category": "suspected_dvt"}
        {"id": "b", "text": "Thank you for the parking permit", "category": "emergency"}

        """
    private static let sentences = "1\tchest pain\tShe has no chest pain.\tNegated\n"

    @Test func measuresAndSaysWhichGateFailed() throws {
        let bench = try ProgramBench()
        let cases = try bench.write("cases.jsonl", Self.cases)
        #expect(bench.run("evaluate", cases, "-o", bench.path("report")) == 0)
        #expect(try bench.read("report").contains("Misses"))
        #expect(bench.run("evaluate", cases, "-o", bench.path("gated"), "--max-missed-emergencies", "0") == 3)
        #expect(try bench.read("gated").contains("Misses"), "what failed is there to be read")
        #expect(bench.run("evaluate", cases, "-o", bench.path("kept"), "--max-missed-emergencies", "1") == 0)
    }

    @Test func measuresCasesAndSentencesTogether() throws {
        let bench = try ProgramBench()
        let cases = try bench.write("cases.jsonl", Self.cases)
        let sentences = try bench.write("sentences.tsv", Self.sentences)
        #expect(bench.run("evaluate", cases, "--negation", sentences, "-f", "json", "-o", bench.path("both")) == 0)
        #expect(try bench.read("both").split(separator: "\n").count == 2, "a line each")
    }

    @Test func aDashIsStandardOutput() throws {
        let bench = try ProgramBench()
        let cases = try bench.write("cases.jsonl", Self.cases)
        let output = try bench.write("captured", "")
        let program = try ProgramProcess(
            ["evaluate", cases, "--output", "-"], output: try #require(FileHandle(forWritingAtPath: output)))
        #expect(program.exitStatus == 0)
        #expect(try bench.read("captured").contains("Misses"))
        #expect(!FileManager.default.fileExists(atPath: "-"))
    }

    /// A report may hold what patients wrote: nobody else may read it.
    @Test func aReportIsItsOwnersOnly() throws {
        let bench = try ProgramBench()
        let cases = try bench.write("cases.jsonl", Self.cases)
        #expect(bench.run("evaluate", cases, "--show-text", "-o", bench.path("report")) == 0)
        let attributes = try FileManager.default.attributesOfItem(atPath: bench.path("report"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func refusesBeforeAnythingIsWritten() throws {
        let bench = try ProgramBench()
        let cases = try bench.write("cases.jsonl", Self.cases)
        let output = bench.path("report")
        let commands = [
            ["evaluate"], ["evaluate", cases, "--min-f", "0.9"], ["evaluate", cases, "--misses", "-1"],
            ["evaluate", cases, "--max-false-alarms", "2"], ["evaluate", bench.path("nowhere.jsonl")],
            ["evaluate", cases, "--negation", bench.path("nowhere.tsv")], ["evaluate", "-", "--negation", "-"],
            ["evaluate", bench.folder.path],
            ["evaluate", try bench.write("broken.jsonl", "{\"id\": \"a\"}\n")],
        ]
        for command in commands {
            #expect(bench.run(command + ["-o", output]) == 2, "\(command)")
            #expect(!FileManager.default.fileExists(atPath: output), "\(command)")
        }
    }
}
