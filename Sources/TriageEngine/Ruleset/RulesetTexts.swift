import JSON

/// The texts of a ruleset as borrowed UTF-8, so that no Swift string is made for a submission.
///
/// Sendable although the arena is none: everything is added in the initialiser and only read afterwards.
final class RulesetTexts: @unchecked Sendable {
    /// A text with places where a list of phrases is put in.
    struct Template {
        enum Part {
            case literal(JSONText)
            /// The name between the braces.
            case placeholder(JSONText)
        }

        let parts: [Part]
    }

    struct RuleTexts {
        let name: JSONText
        let reason: Template
        let floorReason: Template
        let sources: [JSONText]
    }

    private let arena = TextArena()
    let rulesetID: JSONText
    let rulesetVersion: JSONText
    let rulesetDigest: JSONText
    let findingNames: [JSONText]
    let findingTexts: [JSONText]
    let findingAbsentTexts: [JSONText]
    let numberNames: [JSONText]
    let numberTexts: [JSONText]
    let numberUnits: [JSONText]
    let questionNames: [JSONText]
    let questionTexts: [JSONText]
    let dispositionCodes: [JSONText]
    let dispositionTexts: [JSONText]
    let rules: [RuleTexts]
    let exceptions: [RuleTexts]
    let scoreNames: [JSONText]
    /// Names of the items of each score.
    let scoreItems: [[JSONText]]
    let outOfScope: JSONText
    let insufficient: JSONText
    let retracted: JSONText
    let assessmentFailed: JSONText
    let conflict: Template

    init(_ parts: Ruleset.Parts) {
        let arena = arena
        let identity = parts.identity
        func texts(_ strings: [String]) -> [JSONText] { strings.map { arena.add($0) } }
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
        rules = parts.rules.map { rule in
            let floor = rule.floorReason ?? Self.replaceTitle(in: identity.notExcludedReason, with: rule.title)
            return RuleTexts(
                name: arena.add(rule.name), reason: Self.template(rule.reason, arena),
                floorReason: Self.template(floor, arena), sources: texts(rule.sources))
        }
        exceptions = parts.exceptions.map { exception in
            RuleTexts(
                name: arena.add(exception.name), reason: Self.template(exception.reason, arena),
                floorReason: Template(parts: []), sources: texts(exception.sources))
        }
        scoreNames = texts(parts.scores.map(\.name))
        scoreItems = parts.scores.map { texts($0.items.map(\.name)) }
        outOfScope = arena.add(identity.outOfScope.reason)
        insufficient = arena.add(identity.insufficient.reason)
        retracted = arena.add(identity.retracted.reason)
        assessmentFailed = arena.add(identity.assessmentFailed.reason)
        conflict = Self.template(identity.conflict.reason, arena)
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

    private static func template(_ text: String, _ arena: TextArena) -> Template {
        Template(
            parts: split(text).map { part, isPlaceholder in
                isPlaceholder ? .placeholder(arena.add(part)) : .literal(arena.add(part))
            })
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
