import CommandLineOptions

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The one program: reads the command line, runs a command, ends with its status.
@main
struct Program {
    /// In the order of help.
    private static let commands: [any ProgramCommand.Type] = [
        DemoCommand.self, RunCommand.self, ClassifyCommand.self, GenerateCommand.self, TopicsCheckCommand.self,
        TopicsCreateCommand.self, RulesCheckCommand.self, RulesTestCommand.self, RulesShowCommand.self,
        RulesTraceCommand.self, RulesLearnCommand.self, EvaluateCommand.self, ConfigCommand.self,
        CompletionCommand.self,
    ]

    static let table = CommandTable(
        program: "legtriage", summary: "triage of leg complaints from Kafka to Kafka", version: ProgramVersion.text,
        commands: commands.map { $0.command },
        exitStatuses: [
            (0, "done"), (1, "failed at run time"), (2, "input or settings refused"),
            (3, "a comparison or check fails its gate"),
        ])

    static func main() {
        exit(run(Array(CommandLine.arguments.dropFirst()), environment: environment()))
    }

    /// Runs one command line. Returns the exit status.
    static func run(_ arguments: [String], environment: [(name: String, value: String)]) -> Int32 {
        // A reader that goes away is an error of write, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        do throws(CommandLineError) {
            switch try table.parse(arguments) {
            case .help(let path):
                return print(table.help(for: path))
            case .version:
                return print("legtriage \(ProgramVersion.text)\n")
            case .run(let invocation):
                return run(invocation, environment: environment)
            }
        } catch {
            Terminal(.error).line("legtriage: \(error)\nlegtriage: `legtriage --help` lists what there is.")
            return 2
        }
    }

    private static func run(_ invocation: Invocation, environment: [(name: String, value: String)]) -> Int32 {
        let context = CommandContext(invocation, environment: environment)
        do throws(CommandFailure) {
            guard let command = commands.first(where: { $0.command.path == invocation.path }) else { return 2 }
            let status = try command.run(context)
            try context.output.finish()
            return status
        } catch {
            return tell(error, of: "legtriage " + invocation.path.joined(separator: " "))
        }
    }

    /// Prints what was asked for besides a command. Returns the exit status.
    private static func print(_ text: String) -> Int32 {
        let output = Terminal(.output)
        output.write(text)
        do throws(CommandFailure) {
            try output.finish()
            return 0
        } catch {
            return tell(error, of: "legtriage")
        }
    }

    /// Says on standard error why a command ends other than well. Returns the exit status.
    private static func tell(_ failure: CommandFailure, of command: String) -> Int32 {
        let error = Terminal(.error)
        for line in failure.lines { error.line("\(command): \(line)") }
        return failure.status
    }

    private static func environment() -> [(name: String, value: String)] {
        var list: [(name: String, value: String)] = []
        // The array ends with a null pointer; nobody changes the environment before this.
        var entry = environ
        while let text = entry.pointee {
            let pair = String(cString: text)
            if let equals = pair.firstIndex(of: "=") {
                list.append((String(pair[..<equals]), String(pair[pair.index(after: equals)...])))
            }
            entry += 1
        }
        return list
    }
}
