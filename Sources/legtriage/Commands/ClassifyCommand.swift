import CommandLineOptions
import IntakeRecording
import JSON
import TriageEngine
import TriageEvents

/// `legtriage classify`: submissions from files to routing events, with no broker.
enum ClassifyCommand: ProgramCommand {
    static let command = Command(
        "classify", summary: "decide on submissions from files or standard input",
        details: [
            "Reads JSON lines, one JSON document, a recording, or with --text one narrative a file. Prints for people, or with "
                + "--format json one routing event a line: the very bytes that `run` publishes.",
            "What cannot be decoded is a line {\"rejected\": {\"line\", \"code\", \"path\"}}; the rest goes on, and the exit status "
                + "is 2. So it is with a file that cannot be read.",
        ],
        examples: [
            .init("echo 'My left calf is swollen and warm' | legtriage classify --text -", "a narrative, decided"),
            .init("legtriage classify --format json forms.jsonl", "routing events, one a line"),
        ],
        options: [
            Option("text", short: "t", summary: "each file holds one narrative, nothing else"), CommonOptions.format,
            CommonOptions.ruleset, CommonOptions.output, CommonOptions.config, CommonOptions.set, CommonOptions.quiet,
        ],
        operand: Operand(
            "FILE", minimum: 0, maximum: nil, completion: .file, summary: "what to read; - or none: standard input"))

    static func run(_ context: CommandContext) throws(CommandFailure) -> Int32 {
        let settings = try context.settings()
        let ruleset = try context.ruleset(settings)
        let paths = context.invocation.operands.isEmpty ? ["-"] : context.invocation.operands
        let path = context.invocation.value("output")
        let isPlain = path != nil || !context.output.hasColours
        var classifier = Classifier(
            ruleset: ruleset, result: try ResultFile(path: path), isJSON: context.invocation.value("format") == "json",
            style: Style(isOn: !isPlain), width: context.output.width)
        var isComplete = true
        for path in paths {
            let isText = context.invocation.flag("text")
            guard let error = isText ? try classifier.classifyText(path) : try classifier.classify(path) else {
                continue
            }
            isComplete = false
            // What was decided comes before the complaint.
            try classifier.flush()
            context.error.line("legtriage classify: \(path == "-" ? "standard input" : path): \(error)")
        }
        let summary = try classifier.finish()
        if summary.cutShort { context.error.line("legtriage classify: a recording is cut short; it was read to there") }
        return summary.rejected > 0 || !isComplete ? 2 : 0
    }
}
