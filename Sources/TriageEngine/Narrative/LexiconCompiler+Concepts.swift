internal import YAML

extension LexiconCompiler {
    /// Names first, since meanings name other concepts.
    mutating func declareConcepts(_ node: YAMLNode) {
        for element in node.elements ?? [] {
            guard let name = element["concept"]?.text else {
                report(element, "a concept needs a name")
                continue
            }
            if conceptNumbers[name] != nil { continue }
            conceptNumbers[name] = concepts.count
            concepts.append(Concept(name: name))
        }
    }

    mutating func readConcepts(_ node: YAMLNode) {
        guard let elements = node.elements else { return report(node, "a list of concepts is expected here") }
        for element in elements {
            expect(
                element,
                keys: [
                    "concept", "says", "place", "had", "pastAfter", "complaint", "undeniable", "whole", "beside",
                    "finding", "means",
                ])
            guard let name = element["concept"]?.text, let index = conceptNumbers[name] else { continue }
            if let place = element["place"]?.text {
                if place == "fixed" {
                    concepts[index].seeksSite = false
                } else if let site = siteNumbers[place] {
                    concepts[index].defaultSite = site
                } else {
                    report(element, "place is a site or \"fixed\", which takes none from the words around")
                }
            }
            if let had = element["had"]?.text {
                if had != "past" { report(element, "had: past is all that can be said") }
                concepts[index].hadMeansPast = true
            }
            if let past = element["pastAfter"] {
                concepts[index].pastAfterSeconds = past.text == "never" ? .infinity : past.text.flatMap(Self.seconds)
                if concepts[index].pastAfterSeconds == nil { report(past, "a duration, or never, is expected here") }
            }
            if element["complaint"]?.text == "true" { concepts[index].isComplaint = true }
            if element["undeniable"]?.text == "true" { concepts[index].isUndeniable = true }
            if element["whole"]?.text == "true" { concepts[index].isWhole = true }
            if element["beside"]?.text == "true" { concepts[index].isBeside = true }
            if let finding = element["finding"] {
                let states = findings(finding, default: .present)
                concepts[index].meanings.append(
                    Meaning(sets: states, denies: states.map { flipped($0) }, doubts: states))
            }
            for node in element["means"]?.elements ?? [] {
                let meaning = readMeaning(node)
                concepts[index].meanings.append(meaning)
            }
            if let says = element["says"] { addPhrases(says, .concept(Int32(index))) }
        }
    }

    private func flipped(_ finding: Lexicon.Finding) -> Lexicon.Finding {
        Lexicon.Finding(
            id: finding.id, state: finding.state == .present ? .absent : .present,
            isPresentWhenHedged: finding.isPresentWhenHedged)
    }

    private mutating func readMeaning(_ node: YAMLNode) -> Meaning {
        expect(node, keys: ["when", "sets", "denies", "doubts", "past", "family", "number"])
        var meaning = Meaning()
        if let when = node["when"] { meaning.when = readCondition(when) }
        if let found = node["sets"] { meaning.sets = findings(found, default: .present) }
        if let found = node["denies"] { meaning.denies = findings(found, default: .absent) }
        if let found = node["past"] { meaning.past = findings(found, default: .present) }
        if let found = node["family"] { meaning.family = findings(found, default: .present) }
        if let found = node["doubts"] { meaning.doubts = findings(found, default: .present) }
        // What holds under conditions only is not what a doubt is about.
        let when = node["when"]?.members?.map(\.key) ?? []
        let isPlain = when.allSatisfy { ["site", "notSite", "side"].contains($0) }
        if node["doubts"] == nil {
            meaning.doubts = (isPlain ? meaning.sets.filter { $0.state == .present } : []) + meaning.denies
        }
        if let number = node["number"], let measured = readNumber(number) { meaning.numbers.append(measured) }
        return meaning
    }

    private mutating func readNumber(_ node: YAMLNode) -> MeasuredNumber? {
        expect(node, keys: ["name", "from", "unit", "times", "plus"])
        guard let name = node["name"]?.text, let number = vocabulary.number(named: name) else {
            report(node, "the name of a number of findings.yaml is expected here")
            return nil
        }
        let factor = node["times"]?.text.flatMap(Double.init) ?? 1
        let offset = node["plus"]?.text.flatMap(Double.init) ?? 0
        guard let from = node["from"], from.text != "value" else {
            return MeasuredNumber(number: number, source: .value, factor: factor, offset: offset)
        }
        guard let unit = node["unit"]?.text.flatMap(Self.seconds), unit > 0 else {
            report(node, "a number taken from a duration needs its unit, as in unit: 1 minutes")
            return nil
        }
        return MeasuredNumber(number: number, source: .duration(kinds(from)), factor: factor / unit, offset: offset)
    }

    private mutating func kinds(_ node: YAMLNode) -> NarrativeDuration.Kinds {
        var kinds: NarrativeDuration.Kinds = []
        for (text, place) in texts(node) {
            if let kind = Self.kind(text) {
                kinds.insert(NarrativeDuration.Kinds(kind))
            } else {
                report(place, "lasting, since or ago is expected here")
            }
        }
        return kinds
    }

    private mutating func readCondition(_ node: YAMLNode) -> MentionCondition {
        expect(
            node,
            keys: [
                "site", "notSite", "side", "inClause", "inSentence", "inText", "notInClause", "notInSentence",
                "notInText",
                "lasting", "since", "ago", "started", "value",
            ])
        var condition = MentionCondition()
        if let sites = node["site"] { condition.sites = siteBits(sites) }
        if let sites = node["notSite"] { condition.notSites = siteBits(sites) }
        if let sides = node["side"] { condition.sides = sideBits(sides) }
        if let names = node["inClause"] { condition.inClause = conceptSet(names) }
        if let names = node["inSentence"] { condition.inSentence = conceptSet(names) }
        if let names = node["inText"] { condition.inText = conceptSet(names) }
        if let names = node["notInClause"] { condition.notInClause = conceptSet(names) }
        if let names = node["notInSentence"] { condition.notInSentence = conceptSet(names) }
        if let names = node["notInText"] { condition.notInText = conceptSet(names) }
        for (key, kinds) in [
            ("lasting", NarrativeDuration.Kinds.lasting), ("since", .since), ("ago", .ago),
            ("started", [.lasting, .since, .ago]),
        ] {
            guard let bounds = node[key] else { continue }
            expect(bounds, keys: ["atLeast", "atMost", "orUnknown"])
            let low = bounds["atLeast"]?.text.map { Self.seconds($0) } ?? 0
            let high = bounds["atMost"]?.text.map { Self.seconds($0) } ?? .infinity
            guard let low, let high else {
                report(bounds, "atLeast and atMost are durations")
                continue
            }
            condition.durations.append(
                DurationBound(kinds: kinds, low: low, high: high, orUnknown: bounds["orUnknown"]?.text == "true"))
        }
        if let value = node["value"] {
            expect(value, keys: ["atLeast", "atMost"])
            let low = value["atLeast"]?.text.map { Double($0) } ?? -.infinity
            let high = value["atMost"]?.text.map { Double($0) } ?? .infinity
            if let low, let high, low <= high {
                condition.value = low...high
            } else {
                report(value, "atLeast and atMost are numbers, in this order")
            }
        }
        return condition
    }

    private mutating func sideBits(_ node: YAMLNode) -> UInt16 {
        var bits: UInt16 = 0
        func bit(_ sides: [Lexicon.Side]) -> UInt16 { sides.reduce(0) { $0 | 1 << UInt16($1.rawValue) } }
        for (text, place) in texts(node) {
            switch text {
            case "left": bits |= bit([.left])
            case "right": bits |= bit([.right])
            case "one": bits |= bit([.left, .right, .one])
            case "single": bits |= bit([.single])
            case "both": bits |= bit([.both])
            case "plural": bits |= bit([.plural])
            case "unsaid": bits |= bit([.bare, .none])
            case "other": bits |= bit([.other])
            default: report(place, "side is one, left, right, single, both, plural, unsaid or other")
            }
        }
        return bits
    }

    private mutating func conceptSet(_ node: YAMLNode) -> ConceptSet {
        var set = ConceptSet()
        for (text, place) in texts(node) {
            if let index = conceptNumbers[text] {
                if concepts[index].conditionNumber < 0 {
                    guard namedConcepts < ConceptSet.capacity else {
                        report(place, "conditions name more than \(ConceptSet.capacity) concepts")
                        continue
                    }
                    concepts[index].conditionNumber = namedConcepts
                    namedConcepts += 1
                }
                set.insert(concepts[index].conditionNumber)
            } else {
                report(place, "no concept is called \"\(text)\"")
            }
        }
        return set
    }

    /// `[a, b]`, or `{a: present, b: absent}`.
    mutating func findings(_ node: YAMLNode, default state: FindingState) -> [Lexicon.Finding] {
        if let members = node.members {
            return members.compactMap { member in
                let state: FindingState? =
                    switch member.value.text {
                    case "present": .present
                    case "absent": .absent
                    default: nil
                    }
                guard let state else {
                    report(member.value, "present or absent is expected here")
                    return nil
                }
                return finding(member.key, state, member.value)
            }
        }
        return texts(node).compactMap { finding($0.text, state, $0.node) }
    }

    private mutating func finding(_ name: String, _ state: FindingState, _ place: YAMLNode) -> Lexicon.Finding? {
        guard let id = vocabulary.finding(named: name) else {
            report(place, "no finding is called \"\(name)\"")
            return nil
        }
        return Lexicon.Finding(id: id, state: state, isPresentWhenHedged: vocabulary[id].hedged == .present)
    }
}
