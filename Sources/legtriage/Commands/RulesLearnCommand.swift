import CommandLineOptions
import TriageEngine
import TriageEvaluation
import TriageEvents

/// `legtriage rules learn`: weighs the words of labelled texts, for a `likeness` of the lexicon.
enum RulesLearnCommand: ProgramCommand {
    static let command = Command(
        "rules learn", summary: "weigh the words of labelled texts",
        details: [
            "Learns from labelled texts, as `evaluate` takes them, by how much each word speaks for a text that needs an answer "
                + "as soon as PRIORITY, and prints a `likeness` for the lexicon of a ruleset. Submissions are passed over.",
            "Texts that are to measure the ruleset must not be among them.",
        ],
        examples: [
            .init(
                "legtriage rules learn --finding reads_like_emergency --at-least stat texts.jsonl",
                "what emergencies are told with")
        ],
        options: [
            Option("finding", placeholder: "NAME", summary: "the finding that the likeness makes present"),
            Option(
                "at-least", placeholder: "PRIORITY", completion: .words(["urgent", "asap", "stat"]),
                summary: "texts that must not be ranked lower are what the others are likened to"),
            CommonOptions.output, CommonOptions.config, CommonOptions.set, CommonOptions.ruleset, CommonOptions.quiet,
        ],
        operand: Operand(
            "FILE", minimum: 1, maximum: nil, completion: .file, summary: "labelled texts, - for standard input"))

    static func run(_ context: CommandContext) throws(CommandFailure) -> Int32 {
        let ruleset = try context.ruleset(try context.settings())
        let finding = try finding(context, ruleset)
        let word = context.invocation.value("at-least") ?? ""
        guard let priority = Priority.allCases.first(where: { $0.word.description == word }) else {
            throw .refused("--at-least PRIORITY is needed: urgent, asap or stat")
        }
        let reader = NarrativeReader(lexicon: ruleset.lexicon)
        var samples: [LikenessLearner.Sample] = []
        for (source, path) in context.invocation.operands.enumerated() {
            for item in try LabelledFile.cases(path, ruleset) {
                guard case .text(let bytes) = item.input else { continue }
                let submittedAt = item.submittedAt.withText { Instant(rfc3339: $0)?.millisecondsSince1970 }
                let words = bytes.withUnsafeBufferPointer { reader.words(of: $0, submittedAtMilliseconds: submittedAt) }
                let isLike = item.leastPriority >= priority
                samples.append(LikenessLearner.Sample(words: words, isLike: isLike, source: source))
            }
        }
        guard let learnt = LikenessLearner.learn(samples) else {
            throw .refused("some texts must need an answer as soon as \(word), and some must not")
        }
        var result = try ResultFile(path: context.invocation.value("output"))
        try result.write(learnt.yaml(finding: finding))
        try result.finish()
        let like = samples.count { $0.isLike }
        context.say(
            "\(samples.count) texts, \(like) of them \(word) at least; \(learnt.weights.count) words have a weight")
        return 0
    }

    private static func finding(_ context: CommandContext, _ ruleset: Ruleset) throws(CommandFailure) -> String {
        guard let name = context.invocation.value("finding") else {
            throw .refused("--finding NAME is needed: the finding that the likeness makes known")
        }
        guard ruleset.finding(named: name) != nil else {
            let hint = NameSuggestion.hint(for: name, among: ruleset.vocabulary.findings.map(\.name))
            throw .refused("the ruleset has no finding \"\(name)\"" + hint)
        }
        return name
    }
}
