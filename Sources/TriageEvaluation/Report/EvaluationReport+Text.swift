import TriageEngine
import TriageEvents

extension EvaluationReport {
    /// The report for a person.
    ///
    /// - Parameters:
    ///   - missLimit: How many misses are listed at most.
    ///   - showsText: Whether the texts of the misses are printed. They are what patients wrote: never by default.
    /// - Returns: Lines, the last one ended, too.
    package func text(missLimit: Int = 20, showsText: Bool = false) -> String {
        var text = "\(figures.cases) labelled cases"
        if let ruleset {
            text += ", ruleset \(ruleset.id) \(ruleset.version) (\(ruleset.sha256.prefix(12)))"
        }
        text += "\n\n"
        if let heldBack {
            text += Self.section("All \(figures.cases) cases", figures)
            text += Self.section("Open part, \(heldBack.open.cases) cases", heldBack.open)
            text += Self.section(
                "Held back, one in \(heldBack.parts), \(heldBack.heldBack.cases) cases", heldBack.heldBack)
        } else {
            text += Self.section("Category and priority", figures)
        }
        text += Self.findingSection(figures.findings)
        text += missSection(limit: missLimit, showsText: showsText)
        text += gateSection
        return text
    }

    private static func section(_ title: String, _ figures: EvaluationFigures) -> String {
        var table = TextTable(
            header: ["labelled", "cases", "strict", "lenient", "under-triaged", "over-triaged", "false alarms"])
        for row in figures.labels where row.strict.total > 0 {
            table.add([
                "\(row.label.word)", "\(row.strict.total)", row.strict.percent, row.lenient.percent,
                row.underTriaged.cell, row.overTriaged.cell, row.falseAlarms?.cell ?? "",
            ])
        }
        table.add([
            "all", "\(figures.cases)", figures.strict.percent, figures.lenient.percent, figures.underTriaged.cell,
            figures.overTriaged.cell, figures.falseAlarms.cell,
        ])
        var text = "\(title)\n\n" + table.text() + "\n"
        text += "  Of the cases labelled with a category, right category:\n"
        text += "    strict   \(figures.strictInCategory.sentence)\n"
        text += "    lenient  \(figures.lenientInCategory.sentence)\n"
        text += "  False alarms: \(figures.falseAlarms.sentence)\n\n"
        return text + confusionTable(figures) + "\n"
    }

    private static func confusionTable(_ figures: EvaluationFigures) -> String {
        var table = TextTable(header: ["labelled \\ decided"] + Verdict.allCases.map { "\($0.word)" })
        for row in figures.labels where row.strict.total > 0 {
            table.add(
                ["\(row.label.word)"]
                    + Verdict.allCases.map { verdict in
                        let count = figures.confusion[row.label, verdict]
                        return count == 0 ? "·" : "\(count)"
                    })
        }
        return table.text()
    }

    private static func findingSection(_ figures: FindingFigures) -> String {
        guard !figures.rows.isEmpty else { return "" }
        var table = TextTable(
            header: ["finding", "present: precision", "recall", "absent: precision", "recall"])
        func add(_ name: String, _ present: FindingFigures.Count, _ absent: FindingFigures.Count) {
            table.add([name] + [present.precision, present.recall, absent.precision, absent.recall].map(\.fraction))
        }
        for row in figures.rows { add(row.finding, row.present, row.absent) }
        add("all", figures.present, figures.absent)
        return "Findings, where labelled\n\n" + table.text() + "\n"
    }

    private func missSection(limit: Int, showsText: Bool) -> String {
        guard !misses.isEmpty else { return "No misses\(heldBack == nil ? "" : " in the open part").\n" }
        var text = "Misses, the worst first: \(misses.count)"
        if heldBack != nil { text += " in the open part" }
        if misses.count > limit { text += ", \(limit) of them listed" }
        text += "\n"
        for outcome in misses.prefix(limit) {
            text += "\n" + Self.description(of: outcome, showsText: showsText)
        }
        return text
    }

    private static func description(of outcome: CaseOutcome, showsText: Bool) -> String {
        let labelled = outcome.labelled
        let decision = outcome.decision
        var text = "  \(labelled.id) (line \(labelled.line)): \(outcome.miss?.word ?? "")\n"
        text += "    labelled  \(labelled.label.word)"
        if !labelled.acceptable.isEmpty {
            text += ", acceptable " + labelled.acceptable.map { "\($0.word)" }.joined(separator: ", ")
        }
        if labelled.lowestPriority > .routine { text += ", at least \(labelled.lowestPriority.word)" }
        text += "\n    decided   "
        if let routing = decision.routing {
            text += "\(decision.verdict.word), \(routing.priority.word)"
            if routing.category != nil { text += ", \(routing.status.word)" }
        } else {
            text += "rejected: \(decision.rejection ?? "")"
        }
        text += "\n"
        for reason in decision.reasons {
            let evidence = reason.evidence.map { entry in
                "\(entry.finding) \(entry.state)" + (entry.origin.isEmpty ? "" : " (\(entry.origin))")
            }
            text += "    because   \(reason.rule)"
            text += (evidence.isEmpty ? "" : ": " + evidence.joined(separator: ", ")) + "\n"
        }
        let named = decision.reasons.flatMap { $0.evidence.map(\.finding) }
        let others = decision.findings.filter { !named.contains($0.name) }
        if !others.isEmpty {
            text += "    also      " + others.map { "\($0.name) \($0.state.name)" }.joined(separator: ", ") + "\n"
        }
        if !decision.review.isEmpty { text += "    review    " + decision.review.joined(separator: ", ") + "\n" }
        if showsText { text += "    text      \(labelled.inputText)\n" }
        return text
    }

    private var gateSection: String {
        guard !gates.isEmpty else { return "" }
        var text = "\nGates\n\n"
        for result in gates {
            text += "  \(result.passes ? "kept  " : "FAILED")  --\(result.gate.name) \(result.gate.boundText)"
            text += ": \(result.measured.sentence)\n"
        }
        return text
    }
}

extension Proportion {
    /// `12/14`, or a dash for a share of nothing.
    fileprivate var fraction: String {
        total > 0 ? "\(count)/\(total)" : "–"
    }
}

extension EvaluationGate {
    /// The bound as it was given.
    package var boundText: String {
        switch self {
        case .maxMissedEmergencies(let cases), .maxMissedDVT(let cases): "\(cases)"
        case .maxFalseAlarms(let share), .minStrict(let share), .minLenient(let share): "\(share)"
        }
    }
}

extension LabelledCase {
    /// What came in, on one line. What a patient wrote: print it only where that was asked for.
    var inputText: String {
        switch input {
        case .text(let bytes), .submission(let bytes):
            String(decoding: bytes.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
        }
    }
}
