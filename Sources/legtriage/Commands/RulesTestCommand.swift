import CommandLineOptions
import TriageEngine
import TriageEvaluation

/// `legtriage rules test`: runs a ruleset's worked examples.
enum RulesTestCommand: ProgramCommand {
    static let command = Command(
        "rules test", summary: "run the cases of a ruleset",
        details: [
            "Prints each case that comes out otherwise than written. Exit status 3 when there is one.",
            "With --proofs, also prints for every rule how many cases fire it, nearly fire it, negate it, are broken once it is "
                + "taken out, and how many of these are decided otherwise. Exit status 3 when one of the first four is none.",
        ],
        options: [
            CommonOptions.config, CommonOptions.set, CommonOptions.ruleset, CommonOptions.quiet,
            Option("proofs", summary: "also what the cases prove of each rule, and what breaks without it"),
        ],
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
        var isProved = true
        if context.invocation.flag("proofs") {
            let proofs = RulesetProofs(ruleset, .all)
            isProved = proofs.incomplete.isEmpty
            context.output.write(proofs.text)
        }
        return passed == results.count && isProved ? 0 : 3
    }
}
