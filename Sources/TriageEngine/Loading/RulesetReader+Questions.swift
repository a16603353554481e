import TriageEvents
import YAML

extension RulesetReader {
    /// Questions of `questions.yaml`.
    func readQuestions() -> [Question] {
        guard let root = folder.root("questions.yaml"), !root.isNull else { return [] }
        _ = members(of: root, "questions.yaml", keys: ["questions"])
        var questions: [Question] = []
        for node in numbered(list(root, "questions", of: "questions.yaml"), "questions", at: \.location) {
            let question = question(node)
            if questionNames[question.name] != nil {
                error(question.location, "question \"\(question.name)\" is given twice")
            } else {
                questionNames[question.name] = questions.count
            }
            questions.append(question)
        }
        return questions
    }

    private func question(_ node: YAMLNode) -> Question {
        let name = node["question"]?.text ?? "?"
        let what = "question \"\(name)\""
        _ = members(
            of: node, what,
            keys: [
                "question", "text", "ask", "type", "answers", "options", "unselected", "number", "unit", "sources",
                "screening",
            ])
        if text(node, "question", of: "a question") != nil { requireName(name, what, at: node.location) }
        let kind: Question.Kind = requiredWord(node, "type", of: what) ?? .text
        let options: [Question.Option]
        switch kind {
        case .boolean: options = booleanOptions(node, of: what)
        case .choice, .choices: options = choiceOptions(node, of: what)
        case .number, .date, .text: options = []
        }
        for (key, kinds) in [
            ("answers", [Question.Kind.boolean]), ("options", [.choice, .choices]), ("unselected", [.choices]),
            ("number", [.number, .date]), ("unit", [.number, .date]),
        ] where node[key] != nil && !kinds.contains(kind) {
            error(
                node[key]?.location ?? node.location,
                "\"\(key)\" has no meaning for \(what) of type \(kind.rawValue)")
        }
        var number: NumberID?
        if kind == .number || kind == .date, let name = text(node, "number", of: what) {
            number = self.number(named: name, at: node["number"]?.location ?? node.location)
            if let number { numbersSet.insert(number) }
        }
        let unit = optionalText(node, "unit", of: what)
        if let number, let unit, !vocabulary[number].unit.isEmpty,
            MeasurementUnit.factor(from: unit, to: vocabulary[number].unit) == nil
        {
            error(
                node["unit"]?.location ?? node.location,
                "\"\(unit)\" cannot be turned into \(vocabulary[number].unit), the unit of \(vocabulary[number].name)")
        }
        let text = text(node, "text", of: what) ?? name
        return Question(
            name: name, text: text, asked: optionalText(node, "ask", of: what) ?? text, kind: kind, options: options,
            unselected: node["unselected"].flatMap {
                word($0, "\"unselected\" of \(what)", Question.Unselected.allCases, spelt: \.rawValue)
            } ?? .unknown, number: number, unit: unit,
            isScreening: truth(node, "screening", of: what, default: false),
            sources: sources(node, of: what, isRequired: false),
            location: node.location)
    }

    private func booleanOptions(_ node: YAMLNode, of what: String) -> [Question.Option] {
        guard let answers = node["answers"] else {
            error(node.location, "\(what) needs \"answers\" with \"true\" and \"false\"")
            return []
        }
        return freeMembers(of: answers, "\"answers\" of \(what)").map { member in
            // `review` is the one key of an answer that is no finding and no number.
            var effect = effect(
                member.value, "answer \"\(member.key)\" of \(what)", skipping: ["review"])
            effect.review = reviewFlags(member.value, of: what)
            return Question.Option(name: member.key, text: member.key, isExclusive: false, effect: effect)
        }
    }

    private func choiceOptions(_ node: YAMLNode, of what: String) -> [Question.Option] {
        var options: [Question.Option] = []
        for option in list(node, "options", of: what, isRequired: true) {
            guard let name = text(option, "option", of: "an option of \(what)") else { continue }
            let what = "option \"\(name)\" of \(what)"
            _ = members(of: option, what, keys: ["option", "text", "exclusive", "sets", "review"])
            if options.contains(where: { $0.name == name }) { error(option.location, "\(what) is given twice") }
            var effect = option["sets"].map { self.effect($0, "\"sets\" of \(what)", skipping: []) } ?? AnswerEffect()
            effect.review = reviewFlags(option, of: what)
            options.append(
                Question.Option(
                    name: name, text: text(option, "text", of: what) ?? name,
                    isExclusive: truth(option, "exclusive", of: what, default: false), effect: effect))
        }
        return options
    }

    /// Findings and numbers that a mapping sets.
    func effect(_ node: YAMLNode, _ what: String, skipping: [String]) -> AnswerEffect {
        var effect = AnswerEffect()
        for member in freeMembers(of: node, what) where !skipping.contains(member.key) {
            if let number = vocabulary.number(named: member.key) {
                if let interval = interval(member.value, number, "\"\(member.key)\" in \(what)") {
                    effect.intervals.append(interval)
                    numbersSet.insert(number)
                }
                continue
            }
            guard let finding = vocabulary.finding(named: member.key) else {
                let known = vocabulary.findings.map(\.name) + vocabulary.numbers.map(\.name)
                unknown(
                    member.keyLocation,
                    "unknown finding or number \"\(member.key)\"" + NameSuggestion.hint(for: member.key, among: known),
                    in: "findings.yaml")
                continue
            }
            let state = word(
                member.value, "\"\(member.key)\" in \(what)", FindingState.allCases, spelt: { $0.name.description })
            if let state, state != .unknown {
                effect.settings.append(AnswerEffect.Setting(finding: finding, state: state))
                findingsSet.insert(finding)
            }
        }
        return effect
    }

    private func interval(_ node: YAMLNode, _ number: NumberID, _ what: String) -> AnswerEffect.Interval? {
        let fact = vocabulary[number]
        let ends = node.elements ?? [node]
        guard ends.count == 1 || ends.count == 2 else {
            error(node.location, "\(what) must be a number, [low, high] or [low, ] with no upper end")
            return nil
        }
        let values = ends.map { end in self.number(end, what) }
        guard let low = values[0] else { return nil }
        var high = node.elements == nil ? low : Double.infinity
        if values.count == 2 {
            guard let upper = values[1] else { return nil }
            high = upper
        }
        let isWithin = low >= fact.minimum && (high <= fact.maximum || high == .infinity) && low <= high
        guard isWithin else {
            error(
                node.location,
                "\(what) must lie between \(fact.minimum) and \(fact.maximum), with the lower end first")
            return nil
        }
        return AnswerEffect.Interval(number: number, low: low, high: min(high, fact.maximum))
    }

    /// Form maps of `forms/*.yaml`.
    func readForms(_ questions: [Question]) -> [FormMap] {
        var forms: [FormMap] = []
        for root in folder.roots(below: "forms") where !root.isNull {
            let name = root["form"]?.text ?? "?"
            let what = "form \"\(name)\""
            _ = members(of: root, what, keys: ["form", "aliases", "versions", "questions", "items", "title"])
            _ = text(root, "form", of: "a form map")
            var items: [FormMap.Item] = []
            if let all = root["questions"] {
                if all.text == "all" {
                    items += questions.indices.map {
                        FormMap.Item(name: questions[$0].name, question: QuestionID($0), values: [])
                    }
                } else {
                    error(all.location, "\"questions\" of \(what) must be all; list single ones under items")
                }
            }
            for node in list(root, "items", of: what) {
                guard let item = formItem(node, of: what, questions: questions) else { continue }
                if items.contains(where: { $0.name == item.name }) {
                    error(node.location, "item \"\(item.name)\" of \(what) is given twice")
                }
                items.append(item)
            }
            if items.isEmpty {
                unknown(root.location, "\(what) maps nothing; give questions: all, or items", in: "questions.yaml")
            }
            if forms.contains(where: { $0.name == name }) { error(root.location, "\(what) is given twice") }
            forms.append(
                FormMap(
                    name: name, aliases: texts(root, "aliases", of: what), versions: texts(root, "versions", of: what),
                    items: items))
        }
        return forms
    }

    private func formItem(_ node: YAMLNode, of form: String, questions: [Question]) -> FormMap.Item? {
        let what = "an item of \(form)"
        guard members(of: node, what, keys: ["item", "question", "values"]) != nil,
            let name = text(node, "item", of: what), let questionName = text(node, "question", of: what)
        else { return nil }
        guard let index = questionNames[questionName] else {
            unknown(
                node["question"]?.location ?? node.location,
                "unknown question \"\(questionName)\""
                    + NameSuggestion.hint(for: questionName, among: questionNames.keys.sorted()),
                in: "questions.yaml")
            return nil
        }
        var values: [(written: String, option: String)] = []
        for member in node["values"].map({ freeMembers(of: $0, "\"values\" of \(what)") }) ?? [] {
            let options = questions[index].options.map(\.name)
            guard let option = member.value.text, options.contains(option) else {
                error(
                    member.value.location,
                    "question \"\(questionName)\" has no option \"\(member.value.text ?? member.value.kindName)\""
                        + NameSuggestion.hint(for: member.value.text ?? "", among: options))
                continue
            }
            values.append((written: member.key, option: option))
        }
        return FormMap.Item(name: name, question: QuestionID(index), values: values)
    }
}
