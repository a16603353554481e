import CommandLineOptions
import JSON
import TriageEngine
import TriageEvaluation

/// `legtriage rules trace`: what carries each seed statement.
enum RulesTraceCommand {
    static let command = Command(
        "rules trace", summary: "print what carries each seed statement, or why nothing does",
        details: [
            "For every statement that the ruleset's trace.yaml lists: the findings, numbers, definitions, rules, exceptions, "
                + "scores and questions whose sources name it, the cases that cover it, and the reason where no rule has it.",
            "The exit status is 3 when a statement has neither, or a source names a statement that does not exist.",
        ],
        examples: [.init("legtriage rules trace config/rulesets/leg", "the trace of the ruleset for legs")],
        options: [
            Option("ruleset", placeholder: "DIR", completion: .folder, summary: "the ruleset's folder"),
            Option("format", placeholder: "FORMAT", completion: .words(["text", "json"]), summary: "how to print"),
            Option(
                "output", placeholder: "FILE", completion: .file,
                summary: "write there instead of to standard output"),
        ],
        operand: Operand("DIR", minimum: 0, completion: .folder, summary: "the ruleset's folder"))

    /// Traces the ruleset that the command line names.
    ///
    /// - Parameters:
    ///   - invocation: The command line.
    ///   - defaultRuleset: The folder when the command line names none.
    /// - Returns: What to print and the exit status.
    static func run(_ invocation: Invocation, defaultRuleset: String) -> EvaluateOutcome {
        let directory = invocation.operands.first ?? invocation.value("ruleset") ?? defaultRuleset
        let ruleset: Ruleset
        do throws(RulesetErrors) {
            ruleset = try Ruleset.load(directory: directory)
        } catch {
            return EvaluateOutcome(status: 2, complaints: error.problems.map(\.description))
        }
        let trace = RulesetTrace(ruleset)
        let output: String
        if invocation.value("format") == "json" {
            var writer = ByteWriter()
            trace.write(into: &writer, ruleset: RulesetIdentity(ruleset))
            output = writer.string
        } else {
            output = trace.text
        }
        return EvaluateOutcome(
            status: trace.passes ? 0 : 3, output: output, complaints: trace.complaints)
    }
}
