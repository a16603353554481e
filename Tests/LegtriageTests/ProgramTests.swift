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

    @Test(arguments: [
        "kafka.nosuch=1", "kafka.acks=hunter5", "kafka.acks=1", "kafka.ssl.ca.location=/nowhere", "group=",
        "topics.stat=bad topic!", "kafka.group.id=x", "bootstrap=a:99999",
    ])
    func settingsThatCannotWorkAreRefusedBeforeAnythingIsRead(setting: String) throws {
        let bench = try ProgramBench()
        // A ruleset that is not there would be refused, too; a broker that is not there would give 1.
        let words = ["--set", "kafka.security.protocol=ssl", "--set", "timeouts.start=1 s", "--set", setting]
        #expect(bench.run(["config"] + words) == 2)
        #expect(bench.run(["run", "--quiet"] + words) == 2)
        #expect(bench.run(["topics", "check"] + words) == 2)
    }

    @Test func propertyThatLibrdkafkaDoesNotKnowStopsNoCommandWithoutBrokers() throws {
        let bench = try ProgramBench()
        let environment = [(name: "LEGTRIAGE_KAFKA_PORT_9092_TCP", value: "tcp://10.0.0.1:9092")]
        #expect(bench.run("rules", "check", environment: environment) == 0)
        let output = bench.path("out.jsonl")
        #expect(bench.run("generate", "-n", "1", "--output", output, environment: environment) == 0)
        #expect(bench.run("generate", "-n", "1", "--produce", environment: environment) == 2)
        #expect(bench.run("demo", "--bootstrap", "127.0.0.1:1", environment: environment) == 2)
        #expect(bench.run("config", environment: environment) == 2)
        #expect(bench.run("run", environment: environment) == 2)
    }

    @Test(.timeLimit(.minutes(5))) func isAskedToStopWhileItsSettingsDoNotEnd() throws {
        let bench = try ProgramBench()
        let pipe = bench.path("settings.yaml")
        #expect(mkfifo(pipe, 0o600) == 0)
        let program = try ProgramProcess("run", "--config", pipe)
        // Opens once the program reads its settings, and so has taken the signals.
        let writer = try #require(FileHandle(forWritingAtPath: pipe))
        program.process.terminate()
        #expect(program.exitStatus == 0)
        try writer.close()
    }

    @Test(.timeLimit(.minutes(5)), arguments: [["--version"], ["--help"], ["config"], ["rules", "show"]])
    func failsWhenNobodyTakesItsResults(words: [String]) throws {
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        let program = try ProgramProcess(words, output: pipe.fileHandleForWriting)
        #expect(program.exitStatus == 1)
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
