import CommandLineOptions
import JSON
import TriageEngine
import TriageEvaluation

/// `legtriage rules trace`: what carries each seed statement.
enum RulesTraceCommand: ProgramCommand {
    static let command = Command(
        "rules trace", summary: "print what carries each seed statement, or why nothing does",
        details: [
            "For every statement that the ruleset's trace.yaml lists: the findings, numbers, definitions, rules, exceptions, "
                + "scores and questions whose sources name it, the cases that cover it, and the reason where no rule has it.",
            "The exit status is 3 when a statement has neither, or a source names a statement that does not exist.",
        ],
        examples: [.init("legtriage rules trace config/rulesets/leg", "the trace of the ruleset for legs")],
        options: [
            CommonOptions.config, CommonOptions.set, CommonOptions.ruleset, CommonOptions.format, CommonOptions.output,
        ],
        operand: Operand(
            "DIR", minimum: 0, completion: .folder, summary: "the ruleset's folder; default: that of the settings"))

    static func run(_ context: CommandContext) throws(CommandFailure) -> Int32 {
        let ruleset = try CommandContext.ruleset(at: try RulesFolder.of(context))
        let trace = RulesetTrace(ruleset)
        var result = try ResultFile(path: context.invocation.value("output"))
        if context.invocation.value("format") == "json" {
            try result.write { trace.write(into: &$0, ruleset: RulesetIdentity(ruleset)) }
        } else {
            try result.write(trace.text)
        }
        try result.finish()
        for complaint in trace.complaints { context.error.line("legtriage rules trace: \(complaint)") }
        return trace.passes ? 0 : 3
    }
}
