import YAML

extension RulesetReader {
    /// Where a condition stands, which decides what it may speak of.
    enum ConditionPlace {
        /// About the patient alone.
        case patient
        /// Scores and doubts may be spoken of, too.
        case knowledge
    }

    private static let operators = ["all", "any", "atLeast", "of", "not", "number", "score", "doubtful"]

    /// The condition under a key; nil and a report when it is missing or wrong.
    func condition(_ node: YAMLNode, _ key: String, of what: String, place: ConditionPlace) -> Condition? {
        guard let value = node[key] else {
            error(node.location, "\(what) needs \"\(key)\"")
            return nil
        }
        return condition(value, place: place)
    }

    func condition(_ node: YAMLNode, place: ConditionPlace) -> Condition? {
        if let name = node.text {
            return reference(name, at: node.location)
        }
        guard let members = node.members else {
            error(node.location, "a condition must be a name or a mapping such as {any: [a, b]}, not \(node.kindName)")
            return nil
        }
        if node["number"] != nil { return numberCondition(node) }
        if node["score"] != nil { return scoreCondition(node, place: place) }
        if node["atLeast"] != nil || node["of"] != nil { return countCondition(node, place: place) }
        guard members.count == 1, let member = members.first else {
            error(
                node.location,
                "a condition has one of all, any, not, doubtful; to join several, put them into a list under all or any"
            )
            return nil
        }
        switch member.key {
        case "all": return parts(member.value, "all", place: place).map { .all($0) }
        case "any": return parts(member.value, "any", place: place).map { .any($0) }
        case "not": return condition(member.value, place: place).map { .not($0) }
        case "doubtful":
            requireKnowledge(place, "doubtful", at: member.keyLocation)
            return condition(member.value, place: .patient).map { .doubtful($0) }
        default:
            error(
                member.keyLocation,
                "unknown condition \"\(member.key)\"" + NameSuggestion.hint(for: member.key, among: Self.operators))
            return nil
        }
    }

    private func reference(_ name: String, at location: YAMLLocation) -> Condition? {
        if let finding = vocabulary.finding(named: name) {
            findingsInConditions.insert(finding)
            return .finding(finding)
        }
        if let definition = definitionNames[name] {
            definitionsUsed.insert(definition)
            return .definition(definition)
        }
        let known = vocabulary.findings.map(\.name) + definitionNames.keys.sorted()
        unknown(
            location, "unknown finding or definition \"\(name)\"" + NameSuggestion.hint(for: name, among: known),
            in: "findings.yaml", "definitions.yaml")
        return nil
    }

    private func parts(_ node: YAMLNode, _ key: String, place: ConditionPlace) -> [Condition]? {
        guard let elements = node.elements, !elements.isEmpty else {
            error(node.location, "\"\(key)\" needs a list of at least one condition")
            return nil
        }
        var seen: Set<String> = []
        for element in elements {
            if let name = element.text, !seen.insert(name).inserted {
                error(element.location, "\"\(name)\" stands twice in one list; each counts once")
            }
        }
        let parts = elements.map { condition($0, place: place) }
        return parts.contains { $0 == nil } ? nil : parts.compactMap(\.self)
    }

    private func countCondition(_ node: YAMLNode, place: ConditionPlace) -> Condition? {
        _ = members(of: node, "an atLeast condition", keys: ["atLeast", "of"])
        guard let count = node["atLeast"], let list = node["of"] else {
            error(node.location, "atLeast and of go together: {atLeast: 2, of: [a, b, c]}")
            return nil
        }
        guard let parts = parts(list, "of", place: place) else { return nil }
        guard let number = count.integerValue, number >= 1, number <= parts.count else {
            error(
                count.location,
                "atLeast must be a whole number from 1 to the \(parts.count) listed, not \"\(count.text ?? count.kindName)\""
            )
            return nil
        }
        return .atLeast(number, parts)
    }

    private func numberCondition(_ node: YAMLNode) -> Condition? {
        _ = members(of: node, "a number condition", keys: ["number", "atMost", "atLeast", "above", "below"])
        guard let name = text(node, "number", of: "a number condition") else { return nil }
        let range = range(node, "a number condition")
        guard let number = number(named: name, at: node["number"]?.location ?? node.location), let range else {
            return nil
        }
        numbersInConditions.insert(number)
        let fact = vocabulary[number]
        if range.holds(low: fact.minimum, high: fact.maximum) != nil {
            error(
                node.location,
                "this is the same for every value of \(name), which lies between \(fact.minimum) and \(fact.maximum)")
            return nil
        }
        return .number(number, range)
    }

    private func scoreCondition(_ node: YAMLNode, place: ConditionPlace) -> Condition? {
        requireKnowledge(place, "score", at: node.location)
        _ = members(of: node, "a score condition", keys: ["score", "low", "high"])
        guard let name = text(node, "score", of: "a score condition") else { return nil }
        guard let score = scoreNames[name] else {
            unknown(
                node["score"]?.location ?? node.location,
                "unknown score \"\(name)\"" + NameSuggestion.hint(for: name, among: scoreNames.keys.sorted()),
                in: "scores.yaml")
            return nil
        }
        var parts: [Condition] = []
        for (key, bound) in [("low", Condition.ScoreBound.low), ("high", .high)] {
            guard let value = node[key] else { continue }
            _ = members(of: value, "\"\(key)\" of a score condition", keys: ["atMost", "atLeast", "above", "below"])
            guard let range = range(value, "\"\(key)\" of a score condition") else { return nil }
            parts.append(.score(score, bound, range))
        }
        if parts.isEmpty {
            error(node.location, "a score condition needs low or high: {score: \(name), low: {atLeast: 2}}")
            return nil
        }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    /// The comparisons of a mapping together; nil and a report when there is none or no value satisfies them.
    func range(_ node: YAMLNode, _ what: String) -> NumberRange? {
        var range = NumberRange()
        var count = 0
        for member in node.members ?? [] where ["atMost", "atLeast", "above", "below"].contains(member.key) {
            guard let value = number(member.value, "\"\(member.key)\"") else { return nil }
            count += 1
            switch member.key {
            case "atLeast" where value >= range.low:
                (range.low, range.lowIsOpen) = (value, range.low == value && range.lowIsOpen)
            case "above" where value >= range.low: (range.low, range.lowIsOpen) = (value, true)
            case "atMost" where value <= range.high:
                (range.high, range.highIsOpen) = (value, range.high == value && range.highIsOpen)
            case "below" where value <= range.high: (range.high, range.highIsOpen) = (value, true)
            default: break
            }
        }
        if count == 0 {
            error(node.location, "\(what) needs atLeast, atMost, above or below")
            return nil
        }
        if range.isEmpty {
            error(node.location, "no value satisfies \(what): the lower end lies above the upper one")
            return nil
        }
        return range
    }

    private func requireKnowledge(_ place: ConditionPlace, _ what: String, at location: YAMLLocation) {
        guard place == .patient else { return }
        error(
            location,
            "\"\(what)\" may stand only in whenNotExcluded, in notApplicableWhen and in rules without a category")
    }
}
