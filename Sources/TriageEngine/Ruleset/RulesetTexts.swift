import JSON

/// The texts of a ruleset as borrowed UTF-8, so that no Swift string is made for a submission.
///
/// Sendable although the arena and the lists are none: everything is added in the initialiser, only read afterwards, and
/// freed with the texts.
final class RulesetTexts: @unchecked Sendable {
    /// A part of a template: text, or a place where a list of phrases is put in.
    struct Part {
        /// For a place, the name between the braces.
        let text: JSONText
        let isPlaceholder: Bool
    }

    struct RuleTexts {
        let name: JSONText
        /// Templates: runs of `parts`.
        let reason: PlainRun
        let floorReason: PlainRun
        /// Run of `sources`.
        let sources: PlainRun
    }

    private let arena = TextArena()
    let rulesetID: JSONText
    let rulesetVersion: JSONText
    let rulesetDigest: JSONText
    let findingNames: PlainList<JSONText>
    let findingTexts: PlainList<JSONText>
    let findingAbsentTexts: PlainList<JSONText>
    let numberNames: PlainList<JSONText>
    let numberTexts: PlainList<JSONText>
    let numberUnits: PlainList<JSONText>
    let questionNames: PlainList<JSONText>
    let questionTexts: PlainList<JSONText>
    let dispositionCodes: PlainList<JSONText>
    let dispositionTexts: PlainList<JSONText>
    let rules: PlainList<RuleTexts>
    let exceptions: PlainList<RuleTexts>
    /// The parts of all templates, and the sources of all rules.
    let parts: PlainList<Part>
    let sources: PlainList<JSONText>
    let scoreNames: PlainList<JSONText>
    /// Names of the items of each score.
    let scoreItems: [[JSONText]]
    let outOfScope: JSONText
    let insufficient: JSONText
    let retracted: JSONText
    let assessmentFailed: JSONText
    /// A template: run of `parts`.
    let conflict: PlainRun

    init(_ parts: Ruleset.Parts) {
        var templates: [Part] = []
        var allSources: [JSONText] = []
        let arena = arena
        let identity = parts.identity
        func texts(_ strings: [String]) -> PlainList<JSONText> { PlainList(strings.map { arena.add($0) }) }
        func template(_ text: String) -> PlainRun { templates.appendRun(Self.template(text, arena)) }
        func sources(_ names: [String]) -> PlainRun { allSources.appendRun(names.map { arena.add($0) }) }
        rulesetID = arena.add(identity.name)
        rulesetVersion = arena.add(identity.version)
        rulesetDigest = arena.add(parts.digest)
        findingNames = texts(parts.vocabulary.findings.map(\.name))
        findingTexts = texts(parts.vocabulary.findings.map(\.text))
        findingAbsentTexts = texts(parts.vocabulary.findings.map(\.absentText))
        numberNames = texts(parts.vocabulary.numbers.map(\.name))
        numberTexts = texts(parts.vocabulary.numbers.map(\.text))
        numberUnits = texts(parts.vocabulary.numbers.map(\.unit))
        questionNames = texts(parts.questions.map(\.name))
        questionTexts = texts(parts.questions.map(\.text))
        dispositionCodes = texts(parts.dispositions.map(\.code))
        dispositionTexts = texts(parts.dispositions.map(\.text))
        rules = PlainList(
            parts.rules.map { rule in
                let floor = rule.floorReason ?? Self.replaceTitle(in: identity.notExcludedReason, with: rule.title)
                return RuleTexts(
                    name: arena.add(rule.name), reason: template(rule.reason), floorReason: template(floor),
                    sources: sources(rule.sources))
            })
        exceptions = PlainList(
            parts.exceptions.map { exception in
                RuleTexts(
                    name: arena.add(exception.name), reason: template(exception.reason), floorReason: PlainRun(),
                    sources: sources(exception.sources))
            })
        scoreNames = texts(parts.scores.map(\.name))
        scoreItems = parts.scores.map { score in score.items.map { arena.add($0.name) } }
        outOfScope = arena.add(identity.outOfScope.reason)
        insufficient = arena.add(identity.insufficient.reason)
        retracted = arena.add(identity.retracted.reason)
        assessmentFailed = arena.add(identity.assessmentFailed.reason)
        conflict = template(identity.conflict.reason)
        self.parts = PlainList(templates)
        self.sources = PlainList(allSources)
    }

    deinit {
        for list in [
            findingNames, findingTexts, findingAbsentTexts, numberNames, numberTexts, numberUnits, questionNames,
            questionTexts, dispositionCodes, dispositionTexts, scoreNames, sources,
        ] {
            list.deallocate()
        }
        rules.deallocate()
        exceptions.deallocate()
        parts.deallocate()
    }

    private static func replaceTitle(in text: String, with title: String) -> String {
        var result = ""
        for part in split(text) {
            switch part {
            case (let literal, false): result += literal
            case ("title", true): result += title
            case (let name, true): result += "{\(name)}"
            }
        }
        return result
    }

    private static func template(_ text: String, _ arena: TextArena) -> [Part] {
        split(text).map { part, isPlaceholder in Part(text: arena.add(part), isPlaceholder: isPlaceholder) }
    }

    /// The text cut at `{name}`.
    private static func split(_ text: String) -> [(String, isPlaceholder: Bool)] {
        var parts: [(String, isPlaceholder: Bool)] = []
        var rest = Substring(text)
        while let start = rest.firstIndex(of: "{"), let end = rest[start...].firstIndex(of: "}") {
            if start != rest.startIndex { parts.append((String(rest[..<start]), false)) }
            parts.append((String(rest[rest.index(after: start)..<end]), true))
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { parts.append((String(rest), false)) }
        return parts
    }
}
