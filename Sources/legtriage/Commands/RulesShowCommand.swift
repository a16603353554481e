import CommandLineOptions
import IntakeRecording
import TriageEngine
import TriageEvents
import YAML

/// `legtriage rules show`: a rule as it is written, with what it leads to and the cases about it.
enum RulesShowCommand: ProgramCommand {
    static let command = Command(
        "rules show", summary: "print a rule with its sources",
        details: ["Without RULE: the names and titles of all rules and exceptions."],
        examples: [.init("legtriage rules show", "what there is")],
        options: [CommonOptions.config, CommonOptions.set, CommonOptions.ruleset],
        operand: Operand("RULE", minimum: 0, summary: "a rule's or an exception's name"))

    static func run(_ context: CommandContext) throws(CommandFailure) -> Int32 {
        let folder = try context.rulesetFolder(try context.settings())
        let ruleset = try CommandContext.ruleset(at: folder)
        guard let name = context.invocation.operands.first else {
            list(ruleset, context)
            return 0
        }
        if let rule = ruleset.rules.first(where: { $0.name == name }) {
            show(rule, ruleset, folder, context)
        } else if let exception = ruleset.exceptions.first(where: { $0.name == name }) {
            show(exception, ruleset, folder, context)
        } else {
            let near = nearest(to: name, in: ruleset.rules.map(\.name) + ruleset.exceptions.map(\.name))
            throw .refused("there is no rule '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
        }
        return 0
    }

    private static func list(_ ruleset: Ruleset, _ context: CommandContext) {
        let width = (ruleset.rules.map(\.name) + ruleset.exceptions.map(\.name)).map(\.count).max() ?? 0
        for rule in ruleset.rules {
            let off = rule.isEnabled ? "" : " (off)"
            context.output.line("\(rule.name.padded(to: width))  \(rule.title)\(off)")
        }
        for exception in ruleset.exceptions {
            let off = exception.isEnabled ? "" : ", off"
            context.output.line("\(exception.name.padded(to: width))  \(exception.title) (exception\(off))")
        }
    }

    private static func show(_ rule: Rule, _ ruleset: Ruleset, _ folder: String, _ context: CommandContext) {
        let style = Style(isOn: context.output.hasColours)
        context.output.line(style.bold(rule.title) + (rule.isEnabled ? "" : " (off)"))
        if let category = rule.category { context.output.line("  category     \(category.word)") }
        if let priority = rule.priority { context.output.line("  priority     \(priority.word)") }
        if let index = rule.disposition, ruleset.dispositions.indices.contains(index) {
            let disposition = ruleset.dispositions[index]
            context.output.line("  disposition  \(disposition.text)")
            context.output.line("  respond in   \(TimeText.of(seconds: disposition.respondWithinSeconds))")
        }
        tail(
            rule.name, sources: rule.sources, file: rule.location.file, line: rule.location.line, ruleset, folder,
            context)
    }

    private static func show(
        _ exception: RuleException, _ ruleset: Ruleset, _ folder: String, _ context: CommandContext
    ) {
        let style = Style(isOn: context.output.hasColours)
        context.output.line(style.bold(exception.title) + (exception.isEnabled ? "" : " (off)"))
        tail(
            exception.name, sources: exception.sources, file: exception.location.file, line: exception.location.line,
            ruleset, folder, context)
    }

    /// Sources, the block as written, and the cases.
    private static func tail(
        _ name: String, sources: [String], file: String, line: Int, _ ruleset: Ruleset, _ folder: String,
        _ context: CommandContext
    ) {
        context.output.line("  sources      \(sources.joined(separator: ", "))")
        context.output.line("  written in   \(file):\(line)\n")
        for text in block(folder + "/" + file, line) ?? block(file, line) ?? [] { context.output.line("    " + text) }
        let cases = ruleset.cases.filter { item in
            if case .rule(let rule, _)? = item.subject { rule == name } else { false }
        }
        guard !cases.isEmpty else { return }
        context.output.line("\n  cases")
        for item in cases { context.output.line("    \(item.name): \(item.proves) (\(item.place))") }
    }

    /// The lines of a list's element that begins at a line, without their common indentation.
    private static func block(_ path: String, _ first: Int) -> [String]? {
        guard ResourceFolders.exists(path), let source = try? FileSource(path: path) else { return nil }
        let reader = LineReader(source, longest: 1 << 20)
        var lines: [String] = []
        var indentation = 0
        while let line = try? reader.next() {
            guard line.number >= first else { continue }
            let text = String(decoding: line.bytes, as: UTF8.self)
            let spaces = text.prefix { $0 == " " }.count
            if lines.isEmpty {
                // The location is that of the first key, behind the dash.
                indentation = spaces
            } else if !text.allSatisfy({ $0 == " " }), spaces <= indentation {
                break
            }
            lines.append(String(text.dropFirst(min(indentation, spaces))))
        }
        while lines.last?.allSatisfy({ $0 == " " }) == true { lines.removeLast() }
        return lines
    }
}
