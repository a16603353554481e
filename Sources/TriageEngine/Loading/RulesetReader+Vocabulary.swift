import YAML

extension RulesetReader {
    /// Findings and numbers of `findings.yaml`.
    func readVocabulary() {
        guard let root = folder.root("findings.yaml") else { return }
        guard members(of: root, "findings.yaml", keys: ["findings", "numbers"]) != nil else { return }
        let findingMembers = numbered(
            root["findings"].map { freeMembers(of: $0, "findings") } ?? [], "findings", at: \.keyLocation)
        if findingMembers.isEmpty { error(root.location, "findings.yaml needs \"findings\"") }
        // Names first, so that implications may point forward.
        let names = Dictionary(
            findingMembers.enumerated().map { ($1.key, FindingID($0)) }, uniquingKeysWith: { first, _ in first })
        let findings = findingMembers.map { finding($0, names: names) }
        let numberMembers = numbered(
            root["numbers"].map { freeMembers(of: $0, "numbers") } ?? [], "numbers", at: \.keyLocation)
        let numbers = numberMembers.map { numberFact($0) }
        for number in numbers where names[number.name] != nil {
            error(number.location, "\"\(number.name)\" is a finding already; give the number another name")
        }
        vocabulary = Vocabulary(findings: findings, numbers: numbers)
        reportCycles(of: \.implies, "implies")
        reportCycles(of: \.absentImplies, "absentImplies")
        for finding in findings { findingsSet.formUnion(finding.implies + finding.absentImplies) }
    }

    private func finding(_ member: YAMLMember, names: [String: FindingID]) -> Finding {
        let node = member.value
        let what = "finding \"\(member.key)\""
        requireName(member.key, what, at: member.keyLocation)
        _ = members(
            of: node, what,
            keys: [
                "text", "absentText", "meaning", "group", "danger", "hedged", "implies", "absentImplies", "codes",
                "sources",
            ])
        let text = text(node, "text", of: what) ?? member.key
        func references(_ key: String) -> [FindingID] {
            list(node, key, of: what).compactMap { element in
                guard let name = self.text(element, "an element of \"\(key)\" of \(what)") else { return nil }
                if let finding = names[name] { return finding }
                error(
                    element.location,
                    "unknown finding \"\(name)\"" + NameSuggestion.hint(for: name, among: names.keys.sorted()))
                return nil
            }
        }
        return Finding(
            name: member.key, text: text, absentText: optionalText(node, "absentText", of: what) ?? "no " + text,
            meaning: optionalText(node, "meaning", of: what) ?? text,
            group: requiredWord(node, "group", of: what) ?? .context,
            danger: requiredWord(node, "danger", of: what) ?? .present,
            hedged: requiredWord(node, "hedged", of: what) ?? .present,
            implies: references("implies"), absentImplies: references("absentImplies"),
            codes: list(node, "codes", of: what).compactMap { code($0, of: what) },
            sources: sources(node, of: what, isRequired: false), location: member.keyLocation)
    }

    private func code(_ node: YAMLNode, of what: String) -> Finding.Code? {
        let what = "a code of \(what)"
        guard members(of: node, what, keys: ["system", "code", "verified"]) != nil,
            let system = text(node, "system", of: what), let code = text(node, "code", of: what)
        else { return nil }
        return Finding.Code(
            system: system, code: code, isVerified: truth(node, "verified", of: what, default: false))
    }

    private func numberFact(_ member: YAMLMember) -> NumberFact {
        let node = member.value
        let what = "number \"\(member.key)\""
        requireName(member.key, what, at: member.keyLocation)
        _ = members(of: node, what, keys: ["text", "unit", "unitOfOne", "minimum", "maximum", "danger", "sources"])
        let minimum = node["minimum"].flatMap { number($0, "\"minimum\" of \(what)") } ?? -.infinity
        let maximum = node["maximum"].flatMap { number($0, "\"maximum\" of \(what)") } ?? .infinity
        if minimum >= maximum {
            error(node["minimum"]?.location ?? node.location, "the minimum of \(what) must lie below its maximum")
        }
        let unit = optionalText(node, "unit", of: what) ?? ""
        return NumberFact(
            name: member.key, text: text(node, "text", of: what) ?? member.key, unit: unit,
            unitOfOne: optionalText(node, "unitOfOne", of: what) ?? unit, minimum: min(minimum, maximum),
            maximum: max(minimum, maximum),
            danger: requiredWord(node, "danger", of: what) ?? .high,
            sources: sources(node, of: what, isRequired: false), location: member.keyLocation)
    }

    /// Names stand in conditions, tables and metrics: letters, digits and `_ - .` only.
    func requireName(_ name: String, _ what: String, at location: YAMLLocation) {
        let isPlain = name.utf8.allSatisfy { byte in
            (byte >= 0x61 && byte <= 0x7A) || (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x30 && byte <= 0x39)
                || byte == 0x5F || byte == 0x2D || byte == 0x2E
        }
        if name.isEmpty || !isPlain {
            error(location, "the name of \(what) may have letters, digits, \"_\", \"-\" and \".\" only")
        }
    }

    private func reportCycles(of edges: KeyPath<Finding, [FindingID]>, _ what: String) {
        let findings = vocabulary.findings
        let cycles = CycleSearch.cycles(count: findings.count) { index in
            findings[index][keyPath: edges].map { Int($0.index) }
        }
        for cycle in cycles {
            let path = cycle.map { findings[$0].name }.joined(separator: " → ")
            error(findings[cycle[0]].location, "\"\(what)\" runs in a circle: \(path); take one of them out")
        }
    }
}
