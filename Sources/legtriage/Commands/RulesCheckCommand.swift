import CommandLineOptions
import TriageEngine

/// `legtriage rules check`: what is wrong with a ruleset, with file and line.
enum RulesCheckCommand: ProgramCommand {
    static let command = Command(
        "rules check", summary: "validate a ruleset",
        details: ["Prints each problem with file and line. Exit status 2 when there is one that forbids its use."],
        options: [CommonOptions.config, CommonOptions.set, CommonOptions.ruleset, CommonOptions.quiet],
        operand: Operand(
            "DIR", minimum: 0, completion: .folder, summary: "the ruleset's folder; default: that of the settings"))

    static func run(_ context: CommandContext) throws(CommandFailure) -> Int32 {
        let folder = try RulesFolder.of(context)
        let ruleset: Ruleset
        do throws(RulesetErrors) {
            ruleset = try Ruleset.load(directory: folder)
        } catch {
            for problem in error.problems { context.output.line(problem.description) }
            let count = error.problems.count
            context.say(
                "\(count) \(count == 1 ? "problem" : "problems")"
                    + (error.unread.isEmpty
                        ? "" : "; what uses names of \(error.unread.joined(separator: ", ")) was not checked"))
            return 2
        }
        for warning in ruleset.warnings { context.output.line(warning.description) }
        context.output.line(
            "\(ruleset.id) \(ruleset.version) is valid: \(ruleset.vocabulary.findings.count) findings, "
                + "\(ruleset.rules.count) rules, \(ruleset.questions.count) questions, \(ruleset.cases.count) cases; "
                + "sha256 \(ruleset.digest)")
        return 0
    }
}

/// The folder that a command over rules is about.
enum RulesFolder {
    static func of(_ context: CommandContext) throws(CommandFailure) -> String {
        if let folder = context.invocation.operands.first ?? context.invocation.value("ruleset") {
            guard ResourceFolders.exists(folder) else { throw .refused("the folder \(folder) cannot be read") }
            return folder
        }
        return try context.rulesetFolder(try context.settings())
    }
}
