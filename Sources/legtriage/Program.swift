import CommandLineOptions

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@main
struct Program {
    private static let table = CommandTable(
        program: "legtriage", summary: "triage of leg-complaint forms", version: "1.0.0",
        commands: [EvaluateCommand.command, RulesTraceCommand.command],
        exitStatuses: [
            (0, "done"), (1, "failed at run time"), (2, "refused its input or settings"),
            (3, "a comparison or check failed its gate"),
        ])

    private static let defaultRuleset = "config/rulesets/leg"

    static func main() {
        exit(run(Array(CommandLine.arguments.dropFirst())))
    }

    private static func run(_ arguments: [String]) -> Int32 {
        let request: CommandTable.Request
        do throws(CommandLineError) {
            request = try table.parse(arguments)
        } catch {
            _ = EvaluateFiles.write("legtriage: \(error)\n", to: STDERR_FILENO)
            return 2
        }
        switch request {
        case .help(let path):
            return EvaluateFiles.write(table.help(for: path), to: STDOUT_FILENO) ? 0 : 1
        case .version:
            return EvaluateFiles.write("legtriage \(table.version)\n", to: STDOUT_FILENO) ? 0 : 1
        case .run(let invocation) where invocation.path == EvaluateCommand.command.path:
            return EvaluateCommand.run(invocation, defaultRuleset: defaultRuleset).publish(invocation)
        case .run(let invocation):
            return RulesTraceCommand.run(invocation, defaultRuleset: defaultRuleset).publish(invocation)
        }
    }
}
