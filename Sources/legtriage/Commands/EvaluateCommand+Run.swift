import CommandLineOptions
import JSON
import TriageEngine
import TriageEvaluation

extension EvaluateCommand {
    /// Evaluates what the command line asks for.
    ///
    /// - Parameters:
    ///   - invocation: The command line.
    ///   - defaultRuleset: The folder when `--ruleset` names none.
    /// - Returns: What to print and the exit status.
    static func run(_ invocation: Invocation, defaultRuleset: String) -> EvaluateOutcome {
        let settings: EvaluateSettings
        do throws(EvaluateSettings.Refusal) {
            settings = try EvaluateSettings(invocation)
        } catch {
            return EvaluateOutcome(status: 2, complaints: [error.message])
        }
        let ruleset: Ruleset
        do throws(RulesetErrors) {
            ruleset = try Ruleset.load(directory: settings.rulesetDirectory ?? defaultRuleset)
        } catch {
            return EvaluateOutcome(status: 2, complaints: error.problems.map(\.description))
        }
        var parts: [EvaluateOutcome] = []
        if let path = settings.casesPath {
            parts.append(evaluate(path, settings, ruleset))
        }
        if let path = settings.negationPath {
            parts.append(evaluateNegation(path, settings, ruleset))
        }
        return EvaluateOutcome(
            status: parts.map(\.status).max { severity($0) < severity($1) } ?? 0,
            output: parts.map(\.output).joined(separator: settings.isJSON ? "" : "\n"),
            complaints: parts.flatMap(\.complaints))
    }

    /// A refused input says more than a failed gate: its figures are missing.
    private static func severity(_ status: Int32) -> Int {
        switch status {
        case 0: 0
        case 3: 1
        default: 2
        }
    }

    private static func evaluate(
        _ path: String, _ settings: EvaluateSettings, _ ruleset: Ruleset
    ) -> EvaluateOutcome {
        guard let bytes = EvaluateFiles.read(path) else {
            return EvaluateOutcome(status: 2, complaints: ["\(path): cannot be read"])
        }
        let cases: [LabelledCase]
        do throws(LabelledFileErrors) {
            cases = try LabelledCaseReader.read(bytes) { ruleset.finding(named: $0) != nil }
        } catch {
            return EvaluateOutcome(status: 2, complaints: error.problems.map { "\(path): \($0)" })
        }
        let report = EvaluationReport(
            CaseAssessor(ruleset: ruleset).outcomes(of: cases), ruleset: RulesetIdentity(ruleset),
            holdingBackOneIn: settings.heldBackParts, gates: settings.gates)
        let failed = report.gates.filter { !$0.passes }.map { "gate --\($0.gate.name) \($0.gate.boundText) failed" }
        let output: String
        if settings.isJSON {
            var writer = ByteWriter()
            report.write(into: &writer, showsText: settings.showsText)
            output = writer.string
        } else {
            output = report.text(missLimit: settings.missLimit, showsText: settings.showsText)
        }
        return EvaluateOutcome(status: report.passes ? 0 : 3, output: output, complaints: failed)
    }

    private static func evaluateNegation(
        _ path: String, _ settings: EvaluateSettings, _ ruleset: Ruleset
    ) -> EvaluateOutcome {
        guard let bytes = EvaluateFiles.read(path) else {
            return EvaluateOutcome(status: 2, complaints: ["\(path): cannot be read"])
        }
        let sentences: [NegationSentence]
        do throws(LabelledFileErrors) {
            sentences = try NegationSentenceReader.read(bytes)
        } catch {
            return EvaluateOutcome(status: 2, complaints: error.problems.map { "\(path): \($0)" })
        }
        let report = NegationReport(sentences, minimumF: settings.minimumF, ruleset: ruleset)
        let failed = report.passes ? [] : ["gate --min-f \(settings.minimumF ?? 0) failed"]
        let output: String
        if settings.isJSON {
            var writer = ByteWriter()
            report.write(into: &writer)
            output = writer.string
        } else {
            output = report.text(slipLimit: settings.missLimit, showsText: settings.showsText)
        }
        return EvaluateOutcome(status: report.passes ? 0 : 3, output: output, complaints: failed)
    }
}
