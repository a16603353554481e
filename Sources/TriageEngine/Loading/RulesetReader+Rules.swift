import TriageEvents
import YAML

extension RulesetReader {
    /// Names of definitions and scores, so that conditions may point forward.
    func collectNames() {
        for member in definitionMembers {
            requireName(member.key, "definition \"\(member.key)\"", at: member.keyLocation)
            if vocabulary.finding(named: member.key) != nil {
                error(
                    member.keyLocation,
                    "\"\(member.key)\" is a finding already; findings and definitions share one space of names")
            }
            definitionNames[member.key] = definitionNames.count
        }
        for node in scoreNodes {
            guard let name = node["score"]?.text else { continue }
            if scoreNames[name] != nil {
                error(node.location, "score \"\(name)\" is given twice")
            } else {
                scoreNames[name] = scoreNames.count
            }
        }
    }

    private var definitionMembers: [YAMLMember] {
        guard let root = folder.root("definitions.yaml"), !root.isNull, let node = root["definitions"] else {
            return []
        }
        return node.members ?? []
    }

    private var scoreNodes: [YAMLNode] {
        folder.root("scores.yaml")?["scores"]?.elements ?? []
    }

    /// Definitions of `definitions.yaml`, without cycles.
    func readDefinitions() {
        if let root = folder.root("definitions.yaml"), !root.isNull {
            _ = members(of: root, "definitions.yaml", keys: ["definitions"])
            if let node = root["definitions"] { _ = freeMembers(of: node, "definitions") }
        }
        for member in definitionMembers {
            let what = "definition \"\(member.key)\""
            let node = member.value
            _ = members(of: node, what, keys: ["text", "when", "sources", "meaning"])
            definitions.append(
                Definition(
                    name: member.key, text: optionalText(node, "text", of: what),
                    condition: condition(node, "when", of: what, place: .knowledge) ?? .any([]),
                    sources: sources(node, of: what, isRequired: false), location: member.keyLocation))
        }
        let references = definitions.map { Self.definitionsIn($0.condition) }
        let cycles = CycleSearch.cycles(count: definitions.count) { references[$0] }
        for cycle in cycles {
            let path = cycle.map { definitions[$0].name }.joined(separator: " → ")
            error(definitions[cycle[0]].location, "definitions run in a circle: \(path); take one of them out")
        }
        // A definition in a circle would never end; the ruleset is refused anyway.
        for cycle in cycles { for index in cycle { definitions[index].condition = .any([]) } }
        goThroughDefinitions(CycleSearch.dependenciesFirst(count: definitions.count) { references[$0] })
    }

    /// What is to be known of each definition through those it uses. Each is gone through once, after those: the ways
    /// through them double with every definition that uses another one twice.
    private func goThroughDefinitions(_ order: [Int]) {
        var depths = Array(repeating: 0, count: definitions.count)
        definitionsAboutKnowledge = Array(repeating: false, count: definitions.count)
        for index in order {
            let condition = definitions[index].condition
            definitionsAboutKnowledge[index] = condition.isAboutKnowledge(definitions: definitionsAboutKnowledge)
            depths[index] = condition.depth(definitions: depths)
            if depths[index] > Self.deepest {
                error(
                    definitions[index].location,
                    "definitions use each other to a depth of more than \(Self.deepest) conditions; say some of it directly"
                )
                depths[index] = 0
            }
        }
    }

    /// Conditions are put together by functions that call themselves, on a stack that has an end.
    private static let deepest = 1000

    static func definitionsIn(_ condition: Condition) -> [Int] {
        switch condition {
        case .definition(let index): [index]
        case .all(let parts), .any(let parts), .atLeast(_, let parts): parts.flatMap { definitionsIn($0) }
        case .not(let part), .doubtful(let part): definitionsIn(part)
        case .finding, .number, .score: []
        }
    }

    /// Scores of `scores.yaml`.
    func readScores() -> [Score] {
        guard let root = folder.root("scores.yaml"), !root.isNull else { return [] }
        _ = members(of: root, "scores.yaml", keys: ["scores"])
        return list(root, "scores", of: "scores.yaml").map { score($0) }
    }

    private func score(_ node: YAMLNode) -> Score {
        let name = node["score"]?.text ?? "?"
        let what = "score \"\(name)\""
        _ = members(
            of: node, what,
            keys: ["score", "title", "reportedWhen", "notApplicableWhen", "items", "bands", "sources"])
        _ = text(node, "score", of: "a score")
        let items = list(node, "items", of: what, isRequired: true).compactMap { item -> Score.Item? in
            let what = "an item of \(what)"
            guard members(of: item, what, keys: ["item", "points", "when", "text", "sources"]) != nil,
                let name = text(item, "item", of: what), let text = text(item, "text", of: what),
                let condition = patientCondition(item, "when", of: what)
            else { return nil }
            guard let points = item["points"].flatMap({ number($0, "\"points\" of \(what)") }), points >= 0 else {
                error(item["points"]?.location ?? item.location, "\"points\" of \(what) must be a number from 0 up")
                return nil
            }
            return Score.Item(name: name, text: text, points: points, condition: condition)
        }
        let bands = (node["bands"].map { freeMembers(of: $0, "\"bands\" of \(what)") } ?? []).compactMap {
            band($0, of: what)
        }
        return Score(
            name: name, title: text(node, "title", of: what) ?? name,
            reportedWhen: node["reportedWhen"].flatMap { condition($0, place: .patient) },
            notApplicableWhen: node["notApplicableWhen"].flatMap { condition($0, place: .knowledge) }, items: items,
            bands: bands, sources: sources(node, of: what, isRequired: true), location: node.location)
    }

    private func band(_ member: YAMLMember, of what: String) -> Score.Band? {
        _ = members(of: member.value, "band \"\(member.key)\"", keys: ["low", "high"])
        let low = member.value["low"].flatMap { range($0, "\"low\" of a band") }
        let high = member.value["high"].flatMap { range($0, "\"high\" of a band") }
        let known = Score.Band.meanings.map(\.word.description)
        guard let index = known.firstIndex(of: member.key) else {
            error(
                member.keyLocation,
                "a band of \(what) must be one of \(known.joined(separator: ", ")), not \"\(member.key)\""
                    + NameSuggestion.hint(for: member.key, among: known))
            return nil
        }
        return Score.Band(meaning: Score.Band.meanings[index], low: low, high: high)
    }

    /// A condition that may not speak of what is known, not even through a definition.
    func patientCondition(_ node: YAMLNode, _ key: String, of what: String) -> Condition? {
        guard let condition = condition(node, key, of: what, place: .patient) else { return nil }
        if condition.isAboutKnowledge(definitions: definitionsAboutKnowledge) {
            error(
                node[key]?.location ?? node.location,
                "a definition used here speaks of a score or of doubt; those may stand only in whenNotExcluded, in"
                    + " notApplicableWhen and in rules without a category")
        }
        return condition
    }

    /// Rules and exceptions of `rules/*.yaml`, in the order of the files.
    func readRules() -> (rules: [Rule], exceptions: [RuleException]) {
        var ruleNodes: [YAMLNode] = []
        var exceptionNodes: [YAMLNode] = []
        for root in folder.roots(below: "rules") where !root.isNull {
            _ = members(of: root, "a rules file", keys: ["rules", "exceptions"])
            ruleNodes += list(root, "rules", of: "a rules file")
            exceptionNodes += list(root, "exceptions", of: "a rules file")
        }
        ruleNodes = numbered(ruleNodes, "rules", at: \.location)
        var rules = ruleNodes.map { rule($0) }
        if rules.isEmpty {
            unknown(
                YAMLLocation(file: "rules", line: 0, column: 0), "there is no rule; put at least one into rules/*.yaml",
                in: "rules")
        }
        var names: [String: RuleID] = [:]
        for (index, rule) in rules.enumerated() {
            if let first = names[rule.name] {
                let place = rules[Int(first.index)].location
                error(rule.location, "rule \"\(rule.name)\" is given twice, first in \(place.file):\(place.line)")
            } else {
                names[rule.name] = RuleID(index)
            }
        }
        readInPlaceOf(ruleNodes, &rules, names)
        let exceptions = exceptionNodes.map { exception($0, rules: names) }
        for (index, exception) in exceptions.enumerated() {
            if names[exception.name] != nil || exceptions[..<index].contains(where: { $0.name == exception.name }) {
                error(
                    exception.location, "\"\(exception.name)\" is given twice; reasons name rules and exceptions alike")
            }
            if index == Self.mostExceptions {
                error(exception.location, "more than \(Self.mostExceptions) exceptions; join some with \"any\"")
            }
            for rule in exception.lifts { rules[Int(rule.index)].liftedBy.append(index) }
        }
        return (rules, exceptions)
    }

    /// Open questions keep a bit for each.
    private static let mostExceptions = 64

    private func rule(_ node: YAMLNode) -> Rule {
        let name = node["rule"]?.text ?? "?"
        let what = "rule \"\(name)\""
        _ = members(
            of: node, what,
            keys: [
                "rule", "title", "category", "priority", "disposition", "when", "whenNotExcluded", "followUp", "reason",
                "floorReason", "review", "sources", "inPlaceOf", "yields", "enabled",
            ])
        if text(node, "rule", of: "a rule") != nil { requireName(name, what, at: node.location) }
        let category: TriageEvents.Category? =
            node["category"].flatMap {
                $0.text == "none" || $0.isNull ? nil : self.category($0, "\"category\" of \(what)")
            }
        let priority = node["priority"].flatMap { self.priority($0, "\"priority\" of \(what)") }
        if category != nil, node["priority"] == nil { error(node.location, "\(what) needs \"priority\"") }
        let condition =
            category == nil
            ? self.condition(node, "when", of: what, place: .knowledge) : patientCondition(node, "when", of: what)
        let floorNodes = list(node, "whenNotExcluded", of: what)
        let followUp = disposition(node, "followUp", of: what, isRequired: false)
        if !floorNodes.isEmpty, node["followUp"] == nil, floorNodes.contains(where: { $0["disposition"] == nil }) {
            error(node.location, "\(what) has floors, so it needs \"followUp\": the disposition they ask for")
        }
        let reason = text(node, "reason", of: what) ?? ""
        requirePlaceholders(node["reason"], reason, ["{present}"])
        let floorReason = optionalText(node, "floorReason", of: what)
        requirePlaceholders(node["floorReason"], floorReason ?? "", ["{unknown}"])
        let yields = truth(node, "yields", of: what, default: false)
        if yields, category != nil || priority == nil || node["inPlaceOf"] != nil {
            error(
                node["yields"]?.location ?? node.location,
                "\(what) cannot yield: only a rule without a category and \"inPlaceOf\" that asks for a priority can")
        }
        return Rule(
            name: name, title: text(node, "title", of: what) ?? name, category: category, priority: priority,
            disposition: disposition(node, "disposition", of: what, isRequired: priority != nil),
            condition: condition ?? .any([]), floors: floorNodes.compactMap { floor($0, of: what, followUp: followUp) },
            reason: reason, floorReason: floorReason, review: reviewFlags(node, of: what),
            sources: sources(node, of: what, isRequired: true), yields: yields,
            isEnabled: truth(node, "enabled", of: what, default: true), location: node.location)
    }

    private func floor(_ node: YAMLNode, of rule: String, followUp: Int?) -> Rule.Floor? {
        let what = "a floor of \(rule)"
        guard members(of: node, what, keys: ["floor", "if", "disposition"]) != nil else { return nil }
        guard let value = node["floor"] else {
            error(node.location, "\(what) needs \"floor\": a priority")
            return nil
        }
        let condition = node["if"].flatMap { self.condition($0, place: .knowledge) }
        let disposition = disposition(node, "disposition", of: what, isRequired: false) ?? followUp
        guard let priority = priority(value, "\"floor\" of \(what)"), let disposition else { return nil }
        return Rule.Floor(priority: priority, condition: condition, disposition: disposition)
    }

    private func rule(namedBy element: YAMLNode, of key: String, _ rules: [String: RuleID]) -> RuleID? {
        guard let name = text(element, "an element of \"\(key)\"") else { return nil }
        if let rule = rules[name] { return rule }
        unknown(
            element.location, "unknown rule \"\(name)\"" + NameSuggestion.hint(for: name, among: rules.keys.sorted()),
            in: "rules")
        return nil
    }

    private func urgency(of rule: Rule) -> Urgency {
        guard let priority = rule.priority, let disposition = rule.disposition else {
            return Urgency(priority: .routine, respondWithinSeconds: .max)
        }
        return dispositions.urgency(priority, disposition)
    }

    /// Notes for each rule which others say all that it says. Those may not ask for less: what decides is always told.
    private func readInPlaceOf(_ nodes: [YAMLNode], _ rules: inout [Rule], _ names: [String: RuleID]) {
        for (index, node) in nodes.enumerated() {
            let own = rules[index]
            for element in list(node, "inPlaceOf", of: "rule \"\(own.name)\"") {
                guard let other = rule(namedBy: element, of: "inPlaceOf", names) else { continue }
                let said = rules[Int(other.index)]
                if said.category != own.category || urgency(of: said) > urgency(of: own) {
                    error(
                        element.location,
                        "\"\(own.name)\" cannot stand in place of \"\(said.name)\": only of rules of its own category that"
                            + " ask for no higher priority and no sooner answer")
                }
                rules[Int(other.index)].saidBy.append(RuleID(index))
            }
        }
        let references = rules.map { $0.saidBy.map { Int($0.index) } }
        for cycle in CycleSearch.cycles(count: rules.count, edges: { references[$0] }) {
            let path = cycle.map { rules[$0].name }.joined(separator: ", ")
            error(
                rules[cycle[0]].location,
                "each of these would leave its reason to another, so none would be told: \(path)")
        }
    }

    private func exception(_ node: YAMLNode, rules: [String: RuleID]) -> RuleException {
        let name = node["exception"]?.text ?? "?"
        let what = "exception \"\(name)\""
        _ = members(of: node, what, keys: ["exception", "title", "enabled", "lifts", "when", "reason", "sources"])
        if text(node, "exception", of: "an exception") != nil { requireName(name, what, at: node.location) }
        let lifts = list(node, "lifts", of: what, isRequired: true).compactMap { rule(namedBy: $0, of: "lifts", rules) }
        let reason = text(node, "reason", of: what) ?? ""
        requirePlaceholders(node["reason"], reason, ["{present}"])
        return RuleException(
            name: name, title: text(node, "title", of: what) ?? name,
            condition: patientCondition(node, "when", of: what) ?? .any([]), lifts: lifts, reason: reason,
            sources: sources(node, of: what, isRequired: true),
            isEnabled: truth(node, "enabled", of: what, default: true), location: node.location)
    }

    /// Reports `{word}` that nothing is put in for.
    func requirePlaceholders(_ node: YAMLNode?, _ text: String, _ known: [String]) {
        var rest = Substring(text)
        while let start = rest.firstIndex(of: "{") {
            let tail = rest[start...]
            let end = tail.firstIndex(of: "}") ?? tail.index(before: tail.endIndex)
            let written = String(tail[...end])
            if !known.contains(written), let node {
                error(
                    node.location,
                    "nothing is put in for \"\(written)\" here; known is \(known.joined(separator: ", "))")
            }
            rest = tail[tail.index(after: end)...]
        }
    }
}
