import CommandLineOptions
import JSON
import TriageEngine
import TriageEvaluation

extension EvaluateCommand: ProgramCommand {
    static func run(_ context: CommandContext) throws(CommandFailure) -> Int32 {
        let settings = try EvaluateSettings(context.invocation)
        let ruleset = try context.ruleset(try context.settings())
        // All that is refused is refused before anything is printed.
        let cases = if let path = settings.casesPath { try LabelledFile.cases(path, ruleset) } else { [LabelledCase]() }
        let sentences =
            if let path = settings.negationPath { try LabelledFile.sentences(path) } else { [NegationSentence]() }
        var reports: [String] = []
        var failedGates: [String] = []
        if settings.casesPath != nil {
            let report = EvaluationReport(
                CaseAssessor(ruleset: ruleset).outcomes(of: cases), ruleset: RulesetIdentity(ruleset),
                holdingBackOneIn: settings.heldBackParts, gates: settings.gates)
            failedGates += report.gates.filter { !$0.passes }.map { "--\($0.gate.name) \($0.gate.boundText)" }
            reports.append(text(of: report, settings))
        }
        if settings.negationPath != nil {
            let report = NegationReport(sentences, minimumF: settings.minimumF, ruleset: ruleset)
            if !report.passes { failedGates.append("--min-f \(settings.minimumF ?? 0)") }
            reports.append(text(of: report, settings))
        }
        var result = try ResultFile(path: context.invocation.value("output"))
        try result.write(reports.joined(separator: settings.isJSON ? "" : "\n"))
        try result.finish()
        for gate in failedGates { context.error.line("legtriage evaluate: gate \(gate) failed") }
        return failedGates.isEmpty ? 0 : 3
    }

    private static func text(of report: EvaluationReport, _ settings: EvaluateSettings) -> String {
        guard settings.isJSON else { return report.text(missLimit: settings.missLimit, showsText: settings.showsText) }
        var writer = ByteWriter()
        report.write(into: &writer, showsText: settings.showsText)
        return writer.string
    }

    private static func text(of report: NegationReport, _ settings: EvaluateSettings) -> String {
        guard settings.isJSON else { return report.text(slipLimit: settings.missLimit, showsText: settings.showsText) }
        var writer = ByteWriter()
        report.write(into: &writer)
        return writer.string
    }
}
