import JSON
import TriageEngine

/// A routing event for people: read from its body, so that nothing is shown that is not published.
struct EventPresenter {
    let style: Style
    /// Columns that may be used.
    let width: Int
    /// Words for finding names, questions and the like.
    let ruleset: Ruleset
    private let parser = JSONParser(byteLimit: 16 << 20)

    init(style: Style, width: Int, ruleset: Ruleset) {
        self.style = style
        self.width = min(max(width, 60), 110)
        self.ruleset = ruleset
    }

    /// The event as lines of text; empty if the body is no routing event.
    ///
    /// - Parameters:
    ///   - body: the bytes that are published.
    ///   - narratives: what the patient wrote, if it may be quoted.
    /// - Returns: text that ends with a line feed.
    func text(_ body: UnsafeRawBufferPointer, narratives: [[UInt8]]) -> String {
        guard let event = try? parser.parse(body) else { return "" }
        let priority = event["priority"]?.text?.string ?? "?"
        let category = event["category"]?.text?.string ?? "undetermined"
        let status = event["status"]?.text?.string ?? "?"
        let title = Self.title(category)
        var head = style.priority(priority, "● \(title)")
        if status != category { head += "  \(status)" }
        head += "  ·  " + style.priority(priority, priority)
        if let seconds = event["respondWithinSeconds"]?.integer {
            head += "  ·  respond within \(TimeText.of(seconds: seconds))"
        }
        var text = head + "\n"
        if let id = event["submissionId"]?.text?.string { text += style.dim("  submission \(id)") + "\n" }
        if let disposition = event["disposition"]?["text"]?.text?.string { text += paragraph(disposition, indent: 2) }
        text += reasons(event, narratives) + scores(event) + openQuestions(event) + review(event)
        return text
    }

    static func title(_ category: String) -> String {
        switch category {
        case "suspected_dvt": "SUSPECTED DVT"
        case "vein_issue": "VEIN ISSUE"
        default: category.uppercased()
        }
    }

    private func paragraph(_ text: String, indent: Int, first: String = "") -> String {
        let spaces = String(repeating: " ", count: indent)
        let lines = text.wrapped(to: width - indent - first.count)
        return lines.enumerated().map { index, line in
            spaces + (index == 0 ? first : String(repeating: " ", count: first.count)) + line + "\n"
        }.joined()
    }

    /// The most reasons with their evidence and sources; the rest is told in a sentence each.
    private static let fullReasons = 4
    /// The most sources of a reason.
    private static let shownSources = 6

    private func reasons(_ event: JSONValue, _ narratives: [[UInt8]]) -> String {
        guard let reasons = event["reasons"]?.elements else { return "" }
        var text = ""
        for (index, reason) in reasons.enumerated() {
            let isFull = index < Self.fullReasons
            let rule = reason["rule"]?.text?.string ?? ""
            if index == 0 { text += style.bold("  Why") + "\n" }
            // The sentence says whether it is so or only not excluded; a rule's name alone would not.
            text += paragraph(reason["text"]?.text?.string ?? "", indent: 4, first: "– ")
            text += style.dim(paragraph("rule " + rule + (isFull ? sources(reason) : ""), indent: 6))
            if isFull, let evidence = reason["evidence"]?.elements { text += list(evidence, narratives) }
        }
        return text
    }

    private func sources(_ reason: JSONValue) -> String {
        guard let elements = reason["sources"]?.elements else { return "" }
        let names = elements.compactMap { $0.text?.string }
        guard !names.isEmpty else { return "" }
        return "; sources " + names.prefix(Self.shownSources).joined(separator: ", ")
            + (names.count > Self.shownSources ? " and \(names.count - Self.shownSources) more" : "")
    }

    /// A line for each finding, with all that it rests on.
    private func list(_ evidence: JSONElements, _ narratives: [[UInt8]]) -> String {
        var lines: [(fact: String, origins: [String])] = []
        for piece in evidence {
            let fact = fact(piece)
            let origin = piece["origin"].map { self.origin($0, narratives) } ?? ""
            let index = lines.firstIndex { $0.fact == fact } ?? lines.count
            if index == lines.count { lines.append((fact, [])) }
            if !origin.isEmpty, !lines[index].origins.contains(origin) { lines[index].origins.append(origin) }
        }
        return lines.map { line in
            paragraph(line.fact + (line.origins.isEmpty ? "" : " ← " + line.origins.joined(separator: ", ")), indent: 8)
        }.joined()
    }

    /// The finding in words; its state only where it is not simply there.
    private func fact(_ piece: JSONValue) -> String {
        let name = piece["finding"]?.text?.string ?? ""
        if let low = piece["low"]?.number {
            let words = ruleset.vocabulary.numbers.first { $0.name == name }?.text ?? name
            guard let high = piece["high"]?.number else { return "\(words): \(number(low)) or more" }
            return "\(words): " + (low == high ? number(low) : "\(number(low)) to \(number(high))")
        }
        let words = ruleset.vocabulary.findings.first { $0.name == name }?.text ?? name
        let state = piece["state"]?.text?.string ?? "unknown"
        return state == "present" ? words : "\(words): \(state)"
    }

    private func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
    }

    /// The question, or the words of the narrative.
    private func origin(_ origin: JSONValue, _ narratives: [[UInt8]]) -> String {
        if let question = origin.text?.string { return question }
        guard let start = origin["start"]?.integer, let end = origin["end"]?.integer else { return "" }
        let index = origin["narrative"]?.integer ?? 0
        guard narratives.indices.contains(index), start >= 0, start <= end, end <= narratives[index].count else {
            return "narrative, bytes \(start) to \(end)"
        }
        return "“\(String(decoding: narratives[index][start..<end], as: UTF8.self))”"
    }

    private func scores(_ event: JSONValue) -> String {
        guard let scores = event["scores"]?.elements else { return "" }
        var text = ""
        for score in scores {
            if text.isEmpty { text = style.bold("  Scores") + "\n" }
            let low = number(score["low"]?.number ?? 0)
            let high = number(score["high"]?.number ?? 0)
            let band = score["band"]?.text?.string.split(separator: "_").joined(separator: " ") ?? ""
            let id = score["id"]?.text?.string ?? ""
            text += "    \(id): " + (low == high ? low : "\(low) to \(high)") + ", \(band)\n"
        }
        return text
    }

    private func openQuestions(_ event: JSONValue) -> String {
        guard let questions = event["openQuestions"]?.elements else { return "" }
        var lines: [String] = []
        for question in questions {
            let raise = question["couldRaiseTo"]?.text?.string ?? ""
            lines.append(
                paragraph(
                    (question["text"]?.text?.string ?? "") + (raise.isEmpty ? "" : " (could raise to \(raise))"),
                    indent: 4, first: "? "))
        }
        guard !lines.isEmpty else { return "" }
        let more = lines.count > 5 ? style.dim("    and \(lines.count - 5) more") + "\n" : ""
        return style.bold("  Worth asking") + "\n" + lines.prefix(5).joined() + more
    }

    private func review(_ event: JSONValue) -> String {
        guard let flags = event["review"]?.elements else { return "" }
        var words: [String] = []
        for flag in flags { if let word = flag.text?.string { words.append(word) } }
        guard !words.isEmpty else { return "" }
        return style.bold("  For review") + "\n    "
            + words.map { $0.split(separator: "_").joined(separator: " ") }.joined(separator: ", ") + "\n"
    }
}
