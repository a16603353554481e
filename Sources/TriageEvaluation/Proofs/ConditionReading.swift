import TriageEngine

/// Conditions read off one assessment, apart from the engine that made it: whether they hold, and how much is missing.
final class ConditionReading {
    private let definitions: [Condition]
    /// Of definitions that were read already: the ways to one may be without number.
    private var definitionTruths: [Int: Bool?] = [:]
    private let findings: [FindingState]
    private let numbers: [(low: Double, high: Double)?]
    private let scores: [(low: Double, high: Double)?]

    init(_ ruleset: Ruleset, _ view: AssessmentView) {
        definitions = ruleset.definitions.map(\.condition)
        let states = Dictionary(view.findings.map { ($0.name, $0.state) }, uniquingKeysWith: { first, _ in first })
        findings = ruleset.vocabulary.findings.map { states[$0.name] ?? .unknown }
        numbers = ruleset.vocabulary.numbers.map { view.interval(ofNumber: $0.name) }
        scores = ruleset.scores.map { view.bounds(ofScore: $0.name) }
    }

    /// True, false, or nil while it is unknown. A doubt is never known here: assessments do not name them.
    func truth(_ condition: Condition) -> Bool? {
        switch condition {
        case .finding(let finding): return Self.truth(findings[Int(finding.index)])
        case .definition(let index):
            if let known = definitionTruths[index] { return known }
            let truth = truth(definitions[index])
            definitionTruths[index] = .some(truth)
            return truth
        case .all(let parts): return truth(atLeast: parts.count, of: parts)
        case .any(let parts): return truth(atLeast: 1, of: parts)
        case .atLeast(let count, let parts): return truth(atLeast: count, of: parts)
        case .not(let part): return truth(part).map { !$0 }
        case .number(let number, let range):
            return numbers[Int(number.index)].flatMap { range.holds(low: $0.low, high: $0.high) }
        case .score(let score, let bound, let range):
            return scores[score].map { range.contains(bound == .low ? $0.low : $0.high) } ?? false
        case .doubtful: return nil
        }
    }

    /// How many facts would have to be otherwise for the condition to be as wanted: 0 when it is. A named condition is
    /// one fact.
    func missing(in condition: Condition, for wanted: Bool = true) -> Int {
        switch condition {
        case .not(let part): return missing(in: part, for: !wanted)
        case .all(let parts): return missing(in: parts, atLeast: wanted ? parts.count : 1, for: wanted)
        case .any(let parts): return missing(in: parts, atLeast: wanted ? 1 : parts.count, for: wanted)
        case .atLeast(let count, let parts):
            return missing(in: parts, atLeast: wanted ? count : parts.count - count + 1, for: wanted)
        case .finding, .definition, .number, .score, .doubtful: return truth(condition) == wanted ? 0 : 1
        }
    }

    private func missing(in parts: [Condition], atLeast count: Int, for wanted: Bool) -> Int {
        parts.map { missing(in: $0, for: wanted) }.sorted().prefix(count).reduce(0, +)
    }

    private func truth(atLeast count: Int, of parts: [Condition]) -> Bool? {
        let truths = parts.map(truth)
        if truths.count(where: { $0 == true }) >= count { return true }
        return truths.count(where: { $0 != false }) < count ? false : nil
    }

    private static func truth(_ state: FindingState) -> Bool? {
        switch state {
        case .present: true
        case .absent: false
        case .unknown: nil
        }
    }
}
