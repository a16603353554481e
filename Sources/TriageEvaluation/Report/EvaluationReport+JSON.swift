package import JSON
import TriageEngine
import TriageEvents

extension EvaluationReport {
    /// Writes the report for a machine: one object on one line, the same bytes for the same figures.
    ///
    /// - Parameters:
    ///   - writer: Where to.
    ///   - showsText: Whether the texts of the misses are written. They are what patients wrote: never by default.
    package func write(into writer: inout ByteWriter, showsText: Bool = false) {
        writer.beginObject()
        writer.name("evaluation")
        writer.value("leg-evaluation/1" as StaticString)
        if let ruleset { writer.write("ruleset", ruleset) }
        writer.name("all")
        Self.write(figures, into: &writer)
        if let heldBack {
            writer.name("holdBack")
            writer.value(heldBack.parts)
            writer.name("open")
            Self.write(heldBack.open, into: &writer)
            writer.name("heldBack")
            Self.write(heldBack.heldBack, into: &writer)
        }
        writer.name("misses")
        writer.beginArray()
        for outcome in misses { Self.write(outcome, into: &writer, showsText: showsText) }
        writer.endArray()
        writeGates(into: &writer)
        writer.endObject()
        writer.append(UInt8(ascii: "\n"))
    }

    private func writeGates(into writer: inout ByteWriter) {
        writer.name("gates")
        writer.beginArray()
        for result in gates {
            writer.beginObject()
            writer.name("gate")
            writer.value(result.gate.name)
            writer.name("bound")
            writer.value(result.gate.bound)
            writer.write("measured", result.measured)
            writer.name("passes")
            writer.value(result.passes)
            writer.endObject()
        }
        writer.endArray()
        writer.name("passes")
        writer.value(passes)
    }

    private static func write(_ figures: EvaluationFigures, into writer: inout ByteWriter) {
        writer.beginObject()
        writer.name("cases")
        writer.value(figures.cases)
        writer.write("strict", figures.strict)
        writer.write("lenient", figures.lenient)
        writer.write("strictInCategory", figures.strictInCategory)
        writer.write("lenientInCategory", figures.lenientInCategory)
        writer.write("underTriaged", figures.underTriaged)
        writer.write("overTriaged", figures.overTriaged)
        writer.write("falseAlarms", figures.falseAlarms)
        writer.name("labels")
        writer.beginArray()
        for row in figures.labels {
            writer.beginObject()
            writer.name("label")
            writer.value(row.label.word)
            writer.name("cases")
            writer.value(row.strict.total)
            writer.name("canBeMissed")
            writer.value(row.canBeMissed)
            writer.write("strict", row.strict)
            writer.write("lenient", row.lenient)
            writer.write("underTriaged", row.underTriaged)
            writer.write("overTriaged", row.overTriaged)
            if let falseAlarms = row.falseAlarms { writer.write("falseAlarms", falseAlarms) }
            writer.name("decided")
            writer.beginObject()
            for verdict in Verdict.allCases {
                writer.name(verdict.word)
                writer.value(figures.confusion[row.label, verdict])
            }
            writer.endObject()
            writer.endObject()
        }
        writer.endArray()
        write(figures.findings, into: &writer)
        writer.endObject()
    }

    private static func write(_ figures: FindingFigures, into writer: inout ByteWriter) {
        func write(_ name: StaticString, _ count: FindingFigures.Count, into writer: inout ByteWriter) {
            writer.name(name)
            writer.beginObject()
            writer.write("precision", count.precision)
            writer.write("recall", count.recall)
            writer.endObject()
        }
        writer.name("findings")
        writer.beginObject()
        write("present", figures.present, into: &writer)
        write("absent", figures.absent, into: &writer)
        writer.name("each")
        writer.beginArray()
        for row in figures.rows {
            writer.beginObject()
            writer.name("finding")
            writer.value(row.finding)
            write("present", row.present, into: &writer)
            write("absent", row.absent, into: &writer)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }

    private static func write(_ outcome: CaseOutcome, into writer: inout ByteWriter, showsText: Bool) {
        let labelled = outcome.labelled
        let decision = outcome.decision
        writer.beginObject()
        writer.name("id")
        writer.value(labelled.id)
        writer.name("line")
        writer.value(labelled.line)
        writer.name("miss")
        writer.value(outcome.miss?.word ?? "")
        writer.name("label")
        writer.value(labelled.label.word)
        writer.name("acceptable")
        writer.beginArray()
        for label in labelled.acceptable { writer.value(label.word) }
        writer.endArray()
        writer.name("lowestPriority")
        writer.value(labelled.lowestPriority.word)
        writer.name("decided")
        writer.value(decision.verdict.word)
        if let routing = decision.routing {
            writer.name("status")
            writer.value(routing.status.word)
            writer.name("priority")
            writer.value(routing.priority.word)
        }
        if let rejection = decision.rejection {
            writer.name("rejection")
            writer.value(rejection)
        }
        write(decision, into: &writer)
        if showsText {
            writer.name("text")
            writer.value(labelled.inputText)
        }
        writer.endObject()
    }

    private static func write(_ decision: Decision, into writer: inout ByteWriter) {
        writer.name("reasons")
        writer.beginArray()
        for reason in decision.reasons {
            writer.beginObject()
            writer.name("rule")
            writer.value(reason.rule)
            writer.name("evidence")
            writer.beginArray()
            for entry in reason.evidence {
                writer.beginObject()
                writer.name("finding")
                writer.value(entry.finding)
                writer.name("state")
                writer.value(entry.state)
                writer.name("origin")
                writer.value(entry.origin)
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
        writer.name("findings")
        writer.beginObject()
        for finding in decision.findings {
            var name = finding.name
            name.withUTF8 { writer.name(JSONText($0)) }
            writer.value(finding.state.name)
        }
        writer.endObject()
        writer.name("review")
        writer.beginArray()
        for flag in decision.review { writer.value(flag) }
        writer.endArray()
    }
}
