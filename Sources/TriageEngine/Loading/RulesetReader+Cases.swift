import JSON
import TriageEvents
import YAML

extension RulesetReader {
    private static let plainExpectations = [
        "category", "status", "priority", "disposition", "rules", "notRules", "notExcluded", "findings", "numbers",
        "review",
        "notReview", "openQuestions", "notOpenQuestions",
    ]

    /// Cases of `cases/*.yaml`, in the order of the files.
    func readCases(rules: [Rule], exceptions: [RuleException], scores: [Score]) -> [RulesetCase] {
        let ruleNames = Set(
            rules.map(\.name) + exceptions.map(\.name) + ReviewFlag.allCases.map { $0.word.description })
        var cases: [RulesetCase] = []
        var places: [String: YAMLLocation] = [:]
        for root in folder.roots(below: "cases") where !root.isNull {
            _ = members(of: root, "a cases file", keys: ["cases"])
            for node in list(root, "cases", of: "a cases file") {
                guard let item = readCase(node, ruleNames: ruleNames) else { continue }
                if let first = places[item.name] {
                    error(node.location, "case \"\(item.name)\" is given twice, first in \(first.file):\(first.line)")
                }
                places[item.name] = node.location
                cases.append(item)
            }
        }
        return cases
    }

    private func readCase(_ node: YAMLNode, ruleNames: Set<String>) -> RulesetCase? {
        let name = node["case"]?.text ?? "?"
        let what = "case \"\(name)\""
        let keys = [
            "case", "proves", "about", "submittedAt", "patient", "language", "form", "answers", "narrative", "expect",
            "covers",
        ]
        guard members(of: node, what, keys: keys) != nil, text(node, "case", of: "a case") != nil else { return nil }
        guard let expect = node["expect"] else {
            error(node.location, "\(what) needs \"expect\"")
            return nil
        }
        return RulesetCase(
            name: name, proves: text(node, "proves", of: what) ?? "",
            subject: node["about"].flatMap { subject($0, of: what, ruleNames: ruleNames) },
            submission: Self.submission(name: name, node), expectation: expectation(expect, of: what, ruleNames),
            covers: texts(node, "covers", of: what), location: node.location)
    }

    private func subject(_ node: YAMLNode, of what: String, ruleNames: Set<String>) -> RulesetCase.Subject? {
        let what = "\"about\" of \(what)"
        guard members(of: node, what, keys: ["rule", "kind", "pitfall", "statement"]) != nil else { return nil }
        if let rule = node["rule"] {
            checkNames([rule], ruleNames, "rule")
            guard let kind: RulesetCase.Kind = requiredWord(node, "kind", of: what) else { return nil }
            return .rule(rule.text ?? "?", kind: kind)
        }
        if let pitfall = optionalText(node, "pitfall", of: what) { return .pitfall(pitfall) }
        if let statement = optionalText(node, "statement", of: what) { return .statement(statement) }
        error(node.location, "\(what) needs rule and kind, or pitfall, or statement")
        return nil
    }

    private func expectation(_ node: YAMLNode, of what: String, _ ruleNames: Set<String>) -> RulesetCase.Expectation {
        var expectation = RulesetCase.Expectation()
        let what = "\"expect\" of \(what)"
        _ = members(of: node, what, keys: Self.plainExpectations + scoreNames.keys.sorted())
        if let category = node["category"] {
            expectation.category = category.isNull ? .some(nil) : self.category(category, "\"category\" of \(what)")
        }
        expectation.status = node["status"].flatMap {
            word($0, "\"status\" of \(what)", Status.allCases) { $0.word.description }
        }
        expectation.priority = node["priority"].flatMap { priority($0, "\"priority\" of \(what)") }
        if node["disposition"] != nil, let index = disposition(node, "disposition", of: what, isRequired: false) {
            expectation.disposition = dispositions[index].code
        }
        checkNames(
            list(node, "rules", of: what) + list(node, "notRules", of: what) + list(node, "notExcluded", of: what),
            ruleNames, "rule")
        expectation.rules = texts(node, "rules", of: what)
        expectation.notRules = texts(node, "notRules", of: what)
        expectation.notExcluded = texts(node, "notExcluded", of: what)
        for member in node["findings"].map({ freeMembers(of: $0, "\"findings\" of \(what)") }) ?? [] {
            guard finding(member.key, at: member.keyLocation) != nil else { continue }
            let state = word(
                member.value, "\"\(member.key)\" in \(what)", FindingState.allCases, spelt: { $0.name.description })
            if let state { expectation.findings.append((member.key, state)) }
        }
        for member in node["numbers"].map({ freeMembers(of: $0, "\"numbers\" of \(what)") }) ?? [] {
            guard number(named: member.key, at: member.keyLocation) != nil,
                let pair = pair(member.value, "\"\(member.key)\" in \(what)")
            else { continue }
            expectation.numbers.append((member.key, pair.0, pair.1))
        }
        for member in node.members ?? [] where scoreNames[member.key] != nil {
            if let pair = pair(member.value, "\"\(member.key)\" of \(what)") {
                expectation.scores.append((member.key, pair.0, pair.1))
            }
        }
        expectation.review = reviewFlags(node, of: what).inOrder
        for value in list(node, "notReview", of: what) {
            let flag = word(value, "\"notReview\" of \(what)", ReviewFlag.allCases) { $0.word.description }
            if let flag { expectation.notReview.append(flag) }
        }
        let questions = Set(questionNames.keys)
        checkNames(
            list(node, "openQuestions", of: what) + list(node, "notOpenQuestions", of: what), questions, "question")
        expectation.openQuestions = texts(node, "openQuestions", of: what)
        expectation.notOpenQuestions = texts(node, "notOpenQuestions", of: what)
        return expectation
    }

    private func checkNames(_ nodes: [YAMLNode], _ known: Set<String>, _ kind: String) {
        for node in nodes {
            guard let name = node.text, !known.contains(name) else { continue }
            error(node.location, "unknown \(kind) \"\(name)\"" + NameSuggestion.hint(for: name, among: known.sorted()))
        }
    }

    private func pair(_ node: YAMLNode, _ what: String) -> (Double, Double)? {
        if let value = node.numberValue { return (value, value) }
        guard let elements = node.elements, elements.count == 2, let low = elements[0].numberValue,
            let high = elements[1].numberValue
        else {
            error(node.location, "\(what) must be a number or [low, high]")
            return nil
        }
        return (low, high)
    }

    /// The case's submission in our own JSON, as a worker would get it.
    private static func submission(name: String, _ node: YAMLNode) -> [UInt8] {
        var out = ByteWriter()
        out.beginObject()
        out.name("schema")
        out.value("leg-intake/1")
        out.name("submissionId")
        out.value("case-" + name)
        for key in ["submittedAt", "patient", "language", "form", "answers", "narrative"] {
            guard let value = node[key] else { continue }
            key.withJSONText { out.name($0) }
            if key == "form", let form = value.text {
                out.beginObject()
                out.name("id")
                out.value(form)
                out.endObject()
            } else {
                write(value, into: &out)
            }
        }
        out.endObject()
        return out.array
    }

    private static func write(_ node: YAMLNode, into out: inout ByteWriter) {
        switch node.content {
        case .scalar(let text, _):
            if node.isNull {
                out.null()
            } else if let truth = node.truthValue {
                out.value(truth)
            } else if let number = node.numberValue {
                out.value(number)
            } else {
                out.value(text)
            }
        case .sequence(let elements):
            out.beginArray()
            for element in elements { write(element, into: &out) }
            out.endArray()
        case .mapping(let members):
            out.beginObject()
            for member in members {
                member.key.withJSONText { out.name($0) }
                write(member.value, into: &out)
            }
            out.endObject()
        }
    }
}

extension String {
    /// Lends the string as borrowed UTF-8.
    fileprivate func withJSONText(_ body: (JSONText) -> Void) {
        var copy = self
        copy.withUTF8 { body(JSONText($0)) }
    }
}
