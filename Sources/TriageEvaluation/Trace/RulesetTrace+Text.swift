import TriageEngine

extension RulesetTrace {
    /// The trace for a person, problems first.
    package var text: String {
        var text = problems.map { "\($0)\n" }.joined()
        if !text.isEmpty { text += "\n" }
        for entry in entries {
            text += entry.statement + "\n"
            for kind in TraceCarrier.Kind.allCases where !entry.names(kind).isEmpty {
                text += Self.row("\(kind.plural)", entry.names(kind).joined(separator: ", "))
            }
            if let reason = entry.reason { text += Self.row("no rule", reason) }
            if entry.isMissing { text += Self.row("MISSING", "nothing carries it and no reason is stated") }
        }
        return text + "\n" + summary + "\n"
    }

    private static func row(_ head: String, _ text: String) -> String {
        "  " + head + String(repeating: " ", count: max(1, 13 - head.count)) + text + "\n"
    }

    /// Why it does not pass, a line each; empty when it does.
    package var complaints: [String] {
        let errors = problems.count { $0.severity == .error }
        var lines: [String] = []
        if errors > 0 { lines.append("problems with trace.yaml or with sources that name statements: \(errors)") }
        if !missing.isEmpty { lines.append("statements with neither a carrier nor a reason: \(missing.count)") }
        return lines
    }

    /// One sentence: how many are carried by what.
    package var summary: String {
        let decided = entries.count { $0.isDecided }
        let shown = entries.count { $0.isCarried && !$0.isDecided }
        let excused = entries.count { !$0.isCarried && $0.reason != nil }
        return "\(entries.count) statements: \(decided) carried by a rule, exception or score, \(shown) by findings,"
            + " definitions, questions or cases only, \(excused) by nothing for a stated reason, \(missing.count) missing"
    }
}
