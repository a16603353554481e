import CommandLineOptions
import Foundation
import Testing

@testable import legtriage

struct ProgramTests {
    @Test func everyCommandHasHelpAndItsOwnPath() {
        let commands = Program.table.commands
        #expect(Set(commands.map(\.name)).count == commands.count)
        for command in commands {
            let letters = command.options.compactMap(\.short)
            #expect(Set(letters).count == letters.count, "\(command.name) uses a letter twice")
            #expect(Set(command.options.map(\.name)).count == command.options.count, "\(command.name)")
        }
    }

    @Test func exitStatusTellsWhatWasRefused() throws {
        let bench = try ProgramBench()
        #expect(bench.run("--version") == 0)
        #expect(bench.run("rnu") == 2)
        #expect(bench.run("run", "--set", "threads=0") == 2)
        #expect(bench.run("run", "--config", "/nowhere.yaml") == 2)
        #expect(bench.run("run", "--ruleset", "/nowhere") == 2)
        #expect(bench.run("rules", "show", "no-such-rule") == 2)
        #expect(bench.run("completion", "fish") == 2)
    }

    @Test func rulesCheckNamesEachProblemAndRefuses() throws {
        let bench = try ProgramBench()
        let source = URL(filePath: ProgramBench.root + "/config/rulesets/leg")
        let copy = bench.folder.appending(path: "leg")
        try FileManager.default.copyItem(at: source, to: copy)
        #expect(bench.run("rules", "check", copy.path) == 0)
        let file = copy.appending(path: "rules/10-emergency.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        try text.replacing("when:", with: "wehn:", maxReplacements: 1).write(
            to: file, atomically: true, encoding: .utf8)
        #expect(bench.run("rules", "check", copy.path) == 2)
    }

    @Test func configIsPrintedWithoutSecrets() throws {
        let bench = try ProgramBench()
        #expect(bench.run("config", "--set", "kafka.sasl.password=geheim") == 0)
    }

    /// Needs a broker, whose address tests are given by the environment; `scripts/with-broker` starts one.
    @Test(
        .enabled(if: ProcessInfo.processInfo.environment["LEGTRIAGE_TEST_BOOTSTRAP"] != nil), .timeLimit(.minutes(3)))
    func eachFormComesOutOnceOnARealBroker() throws {
        let bench = try ProgramBench()
        let broker = ProcessInfo.processInfo.environment["LEGTRIAGE_TEST_BOOTSTRAP"] ?? ""
        let prefix = "legtriage-test-\(UUID().uuidString)"
        let names = ["intake", "stat", "asap", "urgent", "routine", "deadLetters", "shadow", "board"]
        let outputs = names.dropFirst().prefix(5).map { "\(prefix).\($0)" }
        let environment =
            names.map {
                (
                    name: "LEGTRIAGE_TOPICS_" + ($0 == "deadLetters" ? "DEAD_LETTERS" : $0.uppercased()),
                    value: "\(prefix).\($0)"
                )
            }
            + [("LEGTRIAGE_BOOTSTRAP", broker), ("LEGTRIAGE_GROUP", prefix), ("LEGTRIAGE_LOG_LEVEL", "warning")]
        #expect(bench.run("run", "--until-end", "-q", environment: environment) == 1)
        #expect(bench.run("topics", "check", "-q", environment: environment) == 3)
        #expect(bench.run("topics", "create", "-q", "--partitions", "3", environment: environment) == 0)
        #expect(bench.run("topics", "check", "-q", environment: environment) == 0)
        #expect(bench.run("generate", "--produce", "-q", "-n", "2000", environment: environment) == 0)
        #expect(bench.run("run", "--until-end", "-q", environment: environment) == 0)
        #expect(try OutputCount.of(outputs, broker, awaiting: 2000) == 2000)
        #expect(bench.run("run", "--until-end", "-q", environment: environment) == 0)
        #expect(try OutputCount.of(outputs, broker, awaiting: 2000) == 2000)
    }
}
