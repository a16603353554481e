import TestSupport
import TriageEngine
import TriageEvents

/// The bases of all properties: the ruleset's cases and mutants of them, in equal parts of each category.
///
/// Uniformly random answers are nearly all emergencies and would prove nothing.
struct DraftPool {
    static let shared = Result { try DraftPool(LegRuleset.loaded.get()) }

    let ruleset: Ruleset
    /// By category, those without one first.
    private(set) var groups: [[Draft]] = []
    /// Narratives of the cases, for adding to others.
    let narratives: [String]
    let options: AnswerOptions

    private init(_ ruleset: Ruleset) throws {
        self.ruleset = ruleset
        let cases = try ruleset.cases.map { try Draft($0) }
        narratives = cases.compactMap(\.narrative)
        options = AnswerOptions(ruleset)
        groups = Array(repeating: [], count: TriageEvents.Category.allCases.count + 1)
        let chain = TriageChain(ruleset: ruleset)
        var random = SeededGenerator(seed: 1)
        // A debug build reads slowly: there, the cases themselves are most of the bases.
        let mutants = min(PropertyBench.count, 8_000)
        for index in 0..<cases.count + mutants {
            var draft = index < cases.count ? cases[index] : cases[Int.random(in: 0..<cases.count, using: &random)]
            if index >= cases.count { mutate(&draft, using: &random) }
            let view = draft.bytes.withUnsafeBytes { chain.decide(value: $0, headers: .none) }
            guard let view else { throw PropertyBench.UnreadableDraft(draft: draft) }
            groups[view.category.map { Int($0.rawValue) + 1 } ?? 0].append(draft)
        }
    }

    /// A base of any category; one is as likely as another.
    func draft(using random: inout SeededGenerator) -> Draft {
        draft(ofGroup: Int.random(in: 0..<groups.count, using: &random), using: &random)
    }

    /// A base of one category; nil: without one.
    func draft(of category: TriageEvents.Category?, using random: inout SeededGenerator) -> Draft {
        draft(ofGroup: category.map { Int($0.rawValue) + 1 } ?? 0, using: &random)
    }

    private func draft(ofGroup index: Int, using random: inout SeededGenerator) -> Draft {
        groups[index].randomElement(using: &random) ?? Draft(origin: "nothing")
    }

    /// One to three changes: an answer given, taken back or changed, the text or the patient exchanged.
    private func mutate(_ draft: inout Draft, using random: inout SeededGenerator) {
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            switch Int.random(in: 0..<10, using: &random) {
            case 0...3:
                if let answer = options.any(using: &random), !draft.hasAnswer(to: answer.question) {
                    draft.answers.append(answer)
                }
            case 4...5:
                if let answer = options.any(using: &random), draft.hasAnswer(to: answer.question) {
                    draft = draft.answering(answer.question, answer.value)
                } else if let place = draft.answers.indices.randomElement(using: &random) {
                    draft.answers.remove(at: place)
                }
            case 6: draft.narrative = nil
            case 7:
                if let text = narratives.randomElement(using: &random), draft.narrative == nil {
                    draft.narrative = text
                }
            case 8: draft.answers.shuffle(using: &random)
            default: draft.patient = Self.patients.randomElement(using: &random) ?? "{}"
            }
        }
    }

    static let patients = [
        "{}", "{\"ageYears\":16}", "{\"ageYears\":34,\"sex\":\"female\",\"pregnancy\":\"none\"}",
        "{\"ageYears\":52,\"sex\":\"male\"}", "{\"ageYears\":71,\"sex\":\"female\"}",
        "{\"ageYears\":29,\"sex\":\"female\",\"pregnancy\":\"pregnant\"}",
        "{\"ageYears\":33,\"sex\":\"female\",\"pregnancy\":\"postpartum\"}",
    ]
}
