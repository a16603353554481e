import CommandLineOptions
import TriageEngine

/// `legtriage rules test`: runs a ruleset's worked examples.
enum RulesTestCommand: ProgramCommand {
    static let command = Command(
        "rules test", summary: "run the cases of a ruleset",
        details: ["Prints each case that comes out otherwise than written. Exit status 3 when there is one."],
        options: [CommonOptions.config, CommonOptions.set, CommonOptions.ruleset, CommonOptions.quiet],
        operand: Operand(
            "DIR", minimum: 0, completion: .folder, summary: "the ruleset's folder; default: that of the settings"))

    static func run(_ context: CommandContext) throws(CommandFailure) -> Int32 {
        let ruleset = try CommandContext.ruleset(at: try RulesFolder.of(context))
        let results = RulesetCases.run(ruleset)
        for result in results where !result.passes {
            context.output.line("\(result.item.place): \(result.item.name)")
            for mismatch in result.mismatches { context.output.line("    \(mismatch)") }
        }
        let passed = results.filter(\.passes).count
        context.output.line("\(passed) of \(results.count) cases pass")
        return passed == results.count ? 0 : 3
    }
}
