import CommandLineOptions
import Testing

struct CommandTableTests {
    private let table = CommandTable(
        program: "tool", summary: "does things", version: "1.2",
        commands: [
            Command(
                "run", summary: "runs",
                options: [
                    Option("quiet", short: "q", summary: "say nothing"),
                    Option("verbose", short: "v", summary: "say much"),
                    Option("output", short: "o", placeholder: "FILE", completion: .file, summary: "where to"),
                    Option("set", placeholder: "KEY=VALUE", repeats: true, summary: "a setting"),
                    Option("format", placeholder: "FORMAT", completion: .words(["text", "json"]), summary: "the form"),
                ], operand: Operand("FILE", minimum: 0, maximum: nil, completion: .file, summary: "what to read")),
            Command(
                "rules check", summary: "checks [all]: 'rules'",
                operand: Operand("DIR", completion: .folder, summary: "a folder")),
            Command("rules show", summary: "shows"),
        ],
        exitStatuses: [(0, "done")])

    private func invocation(_ words: String...) throws -> Invocation? {
        guard case .run(let invocation) = try table.parse(words) else { return nil }
        return invocation
    }

    @Test func readsValuesAfterEqualsAfterSpaceAndAfterShortForm() throws {
        #expect(try invocation("run", "--output=a=b")?.value("output") == "a=b")
        #expect(try invocation("run", "--output", "a")?.value("output") == "a")
        #expect(try invocation("run", "-o", "a")?.value("output") == "a")
        #expect(try invocation("run", "-oa")?.value("output") == "a")
        #expect(try invocation("run", "--output=")?.value("output") == "")
    }

    @Test func readsClusteredFlagsThatEndWithAValue() throws {
        let invocation = try invocation("run", "-qvo", "x")
        #expect(invocation?.flag("quiet") == true)
        #expect(invocation?.flag("verbose") == true)
        #expect(invocation?.value("output") == "x")
    }

    @Test func lastValueWinsUnlessTheOptionRepeats() throws {
        let invocation = try invocation("run", "--output", "a", "--output", "b", "--set", "x=1", "--set=y=2")
        #expect(invocation?.values("output") == ["b"])
        #expect(invocation?.values("set") == ["x=1", "y=2"])
    }

    @Test func wordsAfterTwoDashesAreOperandsAndOneDashIsAWord() throws {
        #expect(try invocation("run", "-", "a", "--", "--quiet", "-q")?.operands == ["-", "a", "--quiet", "-q"])
    }

    @Test func aValueMayStartWithADash() throws {
        #expect(try invocation("run", "--output", "--")?.value("output") == "--")
    }

    @Test func findsCommandsOfTwoWords() throws {
        #expect(try invocation("rules", "check", "d")?.path == ["rules", "check"])
    }

    @Test(arguments: [
        (["rnu"], CommandLineError.unknownCommand("rnu", suggestion: "run")),
        (["rules", "chekc", "d"], .unknownCommand("rules chekc", suggestion: "rules check")),
        (["zzz"], .unknownCommand("zzz", suggestion: nil)),
        (["run", "--ouptut", "x"], .unknownOption("--ouptut", command: "run", suggestion: "--output")),
        (["run", "-x"], .unknownOption("-x", command: "run", suggestion: nil)),
        (["run", "--output"], .valueMissing("--output", placeholder: "FILE")),
        (["run", "--quiet=yes"], .valueNotTaken("--quiet")),
        (["run", "--format", "jsno"], .valueNotAllowed("--format", allowed: ["text", "json"], suggestion: "json")),
        (["rules", "check"], .operandMissing("DIR", command: "rules check")),
        (["rules", "check", "a", "b"], .unexpectedOperand("b", command: "rules check")),
        (["rules", "show", "a"], .unexpectedOperand("a", command: "rules show")),
        (["--verison"], .unknownOption("--verison", command: nil, suggestion: "--version")),
    ])
    func refusesWithTheNearestThingThatExists(words: [String], expected: CommandLineError) {
        #expect(throws: expected) { try table.parse(words) }
    }

    @Test func helpIsAskedForInEveryWay() throws {
        #expect(try table.parse([]) == .help(path: []))
        #expect(try table.parse(["--help"]) == .help(path: []))
        #expect(try table.parse(["help", "rules", "check"]) == .help(path: ["rules", "check"]))
        #expect(try table.parse(["rules"]) == .help(path: ["rules"]))
        #expect(try table.parse(["rules", "--help"]) == .help(path: ["rules"]))
        #expect(try table.parse(["run", "--output", "x", "--help"]) == .help(path: ["run"]))
        #expect(try table.parse(["--version"]) == .version)
    }

    @Test func helpNamesEveryCommandAndEveryOption() {
        let program = table.help(for: [])
        for command in table.commands {
            #expect(program.contains(command.name))
            let help = table.help(for: command.path)
            for option in command.options { #expect(help.contains(option.synopsis)) }
        }
        #expect(table.help(for: ["rules"]).contains("rules check"))
    }

    @Test func noLineOfHelpIsWiderThanAHundredColumns() {
        for path in [[], ["run"], ["rules", "check"]] {
            for line in table.help(for: path).split(separator: "\n") { #expect(line.count <= 100) }
        }
    }

    @Test func completionAndManualNameEveryOption() {
        for text in [table.completion(for: .bash), table.completion(for: .zsh)] {
            for option in table.commands[0].options { #expect(text.contains("--" + option.name)) }
        }
        #expect(table.completion(for: .zsh).contains("checks \\[all\\]\\: '\\''rules'\\''"))
        #expect(table.manualPage().contains("\\-\\-output FILE"))
    }
}

struct NearestTests {
    @Test(arguments: [
        ("batch.maxRecrods", "batch.maxRecords"), ("topics.intkae", "topics.intake"), ("onDataLos", "onDataLoss"),
        ("batch", "batch.maxRecords"),
    ])
    func findsTheMistypedName(word: String, expected: String) {
        let names = ["topics.intake", "batch.maxRecords", "batch.maxBytes", "onDataLoss"]
        #expect(nearest(to: word, in: names) == expected)
    }

    @Test func saysNothingWhenNothingIsNear() {
        #expect(nearest(to: "colour", in: ["topics.intake", "instance"]) == nil)
    }
}
