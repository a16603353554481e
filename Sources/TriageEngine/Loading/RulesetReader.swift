import TriageEvents
import YAML

/// Reads the trees of a ruleset into its model, collecting every problem instead of stopping at the first.
///
/// A value that cannot be used is reported and stands as a harmless default, so that what follows can be checked, too.
/// `Ruleset.load` throws when anything was reported as an error.
final class RulesetReader {
    let folder: RulesetFolder
    var problems: [RulesetProblem]
    var vocabulary = Vocabulary(findings: [], numbers: [])
    var dispositions: [Disposition] = []
    var dispositionNames: [String: Int] = [:]
    var definitions: [Definition] = []
    var definitionNames: [String: Int] = [:]
    /// Whether each definition speaks of a score or of doubt, if only through others.
    var definitionsAboutKnowledge: [Bool] = []
    var scoreNames: [String: Int] = [:]
    var questionNames: [String: Int] = [:]
    /// What a condition speaks of; what can become known; which other names something uses.
    var findingsInConditions: Set<FindingID> = []
    var numbersInConditions: Set<NumberID> = []
    var findingsSet: Set<FindingID> = []
    var numbersSet: Set<NumberID> = []
    var definitionsUsed: Set<Int> = []
    var dispositionsUsed: Set<Int> = []

    init(folder: RulesetFolder) {
        self.folder = folder
        problems = folder.problems
    }

    func error(_ location: YAMLLocation, _ message: String) {
        problems.append(RulesetProblem(at: location, message))
    }

    /// Says that nothing bears a name, unless it may stand in one of the parts where it belongs, and that could not be
    /// read: then this would only hide the cause.
    func unknown(_ location: YAMLLocation, _ message: String, in parts: String...) {
        if !parts.contains(where: folder.lacks) { error(location, message) }
    }

    func warning(_ location: YAMLLocation, _ message: String) {
        problems.append(RulesetProblem(.warning, at: location, message))
    }

    // Mappings

    /// The members of a mapping after a look for unknown keys; nil and a report when it is none.
    func members(of node: YAMLNode, _ what: String, keys: [String]) -> [YAMLMember]? {
        guard let members = node.members else {
            error(node.location, "\(what) must be a mapping, not \(node.kindName)")
            return nil
        }
        for member in members where !keys.contains(member.key) {
            error(
                member.keyLocation,
                "unknown key \"\(member.key)\" in \(what)"
                    + (NameSuggestion.nearest(to: member.key, among: keys).map { "; did you mean \"\($0)\"?" }
                        ?? "; it may have \(keys.joined(separator: ", "))"))
        }
        return members
    }

    /// The members of a mapping whose keys are names of its own; empty and a report when it is none.
    func freeMembers(of node: YAMLNode, _ what: String) -> [YAMLMember] {
        if node.isNull { return [] }
        guard let members = node.members else {
            error(node.location, "\(what) must be a mapping, not \(node.kindName)")
            return []
        }
        return members
    }

    /// The elements of the list under a key; empty when the key is missing.
    func list(_ node: YAMLNode, _ key: String, of what: String, isRequired: Bool = false) -> [YAMLNode] {
        guard let value = node[key], !value.isNull else {
            if isRequired { error(node.location, "\(what) needs \"\(key)\"") }
            return []
        }
        guard let elements = value.elements else {
            error(value.location, "\"\(key)\" of \(what) must be a list, not \(value.kindName)")
            return []
        }
        return elements
    }

    // Scalars

    /// The text under a key; nil and a report when it is missing or no text.
    func text(_ node: YAMLNode, _ key: String, of what: String) -> String? {
        guard let value = node[key], !value.isNull else {
            error(node.location, "\(what) needs \"\(key)\"")
            return nil
        }
        return text(value, "\"\(key)\" of \(what)")
    }

    /// The text under a key that may be missing.
    func optionalText(_ node: YAMLNode, _ key: String, of what: String) -> String? {
        guard let value = node[key], !value.isNull else { return nil }
        return text(value, "\"\(key)\" of \(what)")
    }

    func text(_ value: YAMLNode, _ what: String) -> String? {
        if let text = value.textValue {
            if text.isEmpty { error(value.location, "\(what) must not be empty") }
            return text.isEmpty ? nil : text
        }
        let hint = value.text.map { "; quote it: \"\($0)\"" } ?? ""
        error(value.location, "\(what) must be text, not \(value.kindName)\(hint)")
        return nil
    }

    func texts(_ node: YAMLNode, _ key: String, of what: String) -> [String] {
        list(node, key, of: what).compactMap { text($0, "an element of \"\(key)\" of \(what)") }
    }

    /// The sources of a rule or the like, which must name at least one.
    func sources(_ node: YAMLNode, of what: String, isRequired: Bool) -> [String] {
        let sources = texts(node, "sources", of: what)
        if isRequired, sources.isEmpty {
            error(node.location, "\(what) needs \"sources\": what it rests on, such as [S092] or [\"NICE NG158\"]")
        }
        return sources
    }

    func number(_ value: YAMLNode, _ what: String) -> Double? {
        if let number = value.numberValue { return number }
        let written = value.text.map { "\"\($0)\"" } ?? value.kindName
        error(value.location, "\(what) must be a number, not \(written)")
        return nil
    }

    /// The elements without those that are too many to have an index of 16 bits, of which the first is reported.
    func numbered<Element>(_ elements: [Element], _ what: String, at place: (Element) -> YAMLLocation) -> [Element] {
        guard elements.count > Int(UInt16.max) else { return elements }
        error(place(elements[Int(UInt16.max)]), "more than 65,535 \(what)")
        return Array(elements.prefix(Int(UInt16.max)))
    }

    func truth(_ node: YAMLNode, _ key: String, of what: String, default standard: Bool) -> Bool {
        guard let value = node[key] else { return standard }
        if let truth = value.truthValue { return truth }
        error(value.location, "\"\(key)\" of \(what) must be true or false, not \(value.text ?? value.kindName)")
        return standard
    }

    /// A word of a closed list; nil and a report when it is another.
    func word<Word>(_ value: YAMLNode, _ what: String, _ words: [Word], spelt: (Word) -> String) -> Word? {
        let known = words.map(spelt)
        let list = known.joined(separator: ", ")
        guard let text = value.text else {
            error(value.location, "\(what) must be one of \(list), not \(value.kindName)")
            return nil
        }
        if let index = known.firstIndex(of: text) { return words[index] }
        error(
            value.location,
            "\(what) must be one of \(list), not \"\(text)\"" + NameSuggestion.hint(for: text, among: known))
        return nil
    }

    /// The word under a key that must be there.
    func requiredWord<Word: RawRepresentable & CaseIterable>(_ node: YAMLNode, _ key: String, of what: String) -> Word?
    where Word.RawValue == String {
        let words = Array(Word.allCases)
        guard let value = node[key] else {
            error(
                node.location, "\(what) needs \"\(key)\": one of \(words.map(\.rawValue).joined(separator: ", "))")
            return nil
        }
        return word(value, "\"\(key)\" of \(what)", words, spelt: \.rawValue)
    }

    func priority(_ value: YAMLNode, _ what: String) -> Priority? {
        word(value, what, Priority.allCases) { $0.word.description }
    }

    func category(_ value: YAMLNode, _ what: String) -> TriageEvents.Category? {
        word(value, what, TriageEvents.Category.allCases) { $0.word.description }
    }

    /// A duration such as `5 minutes`, in seconds.
    func duration(_ value: YAMLNode, _ what: String) -> Int? {
        let parts = (value.text ?? "").split(separator: " ")
        let seconds = [
            "second": 1, "seconds": 1, "minute": 60, "minutes": 60, "hour": 3600, "hours": 3600, "day": 86_400,
            "days": 86_400, "week": 604_800, "weeks": 604_800,
        ]
        if parts.count == 2, let count = Int(parts[0]), count > 0, count <= 100_000,
            let unit = seconds[String(parts[1])]
        {
            return count * unit
        }
        error(
            value.location,
            "\(what) must be a duration such as \"5 minutes\", not \"\(value.text ?? value.kindName)\";"
                + " units are seconds, minutes, hours, days, weeks")
        return nil
    }

    // Names

    func finding(_ name: String, at location: YAMLLocation) -> FindingID? {
        if let finding = vocabulary.finding(named: name) { return finding }
        unknown(
            location,
            "unknown finding \"\(name)\"" + NameSuggestion.hint(for: name, among: vocabulary.findings.map(\.name)),
            in: "findings.yaml")
        return nil
    }

    func number(named name: String, at location: YAMLLocation) -> NumberID? {
        if let number = vocabulary.number(named: name) { return number }
        unknown(
            location,
            "unknown number \"\(name)\"" + NameSuggestion.hint(for: name, among: vocabulary.numbers.map(\.name)),
            in: "findings.yaml")
        return nil
    }

    func disposition(_ node: YAMLNode, _ key: String, of what: String, isRequired: Bool) -> Int? {
        guard let value = node[key], !value.isNull else {
            if isRequired { error(node.location, "\(what) needs \"\(key)\"") }
            return nil
        }
        guard let name = text(value, "\"\(key)\" of \(what)") else { return nil }
        if let index = dispositionNames[name] {
            dispositionsUsed.insert(index)
            return index
        }
        unknown(
            value.location,
            "unknown disposition \"\(name)\"" + NameSuggestion.hint(for: name, among: dispositions.map(\.code)),
            in: "ruleset.yaml")
        return nil
    }

    func reviewFlags(_ node: YAMLNode, of what: String) -> ReviewFlags {
        var flags: ReviewFlags = []
        for value in list(node, "review", of: what) {
            if let flag = word(value, "a review flag of \(what)", ReviewFlag.allCases, spelt: { $0.word.description }) {
                flags.insert(flag)
            }
        }
        return flags
    }
}
