import Foundation
import JSON
import Testing
import TriageEngine
import TriageEvents

/// The invariants of the decision model, on submissions that start from the ruleset's cases and are mutated.
struct LegRulesetPropertyTests {
    /// Mutants per property. `LEGTRIAGE_PROPERTY_COUNT` sets it; a debug build tries a few only.
    private static var count: Int {
        if let text = ProcessInfo.processInfo.environment["LEGTRIAGE_PROPERTY_COUNT"], let count = Int(text) {
            return count
        }
        return 100
    }

    private struct Base {
        let name: String
        var answers: [(question: String, value: String)]
        let narrative: String?
        let patient: String
    }

    private struct Facts {
        let ruleset: Ruleset
        var bases: [Base] = []
        var random = SeededGenerator(seed: 20_260_301)

        mutating func base() -> Base {
            bases.randomElement(using: &random) ?? Base(name: "", answers: [], narrative: nil, patient: "{}")
        }

        /// An option of a random question, as JSON.
        mutating func answer() -> (question: Question, value: String)? {
            let questions = ruleset.questions.filter { !$0.options.isEmpty }
            guard let question = questions.randomElement(using: &random),
                let option = question.options.randomElement(using: &random)
            else { return nil }
            return (question, question.kind == .boolean ? option.name : "\"\(option.name)\"")
        }
    }

    private static func facts() throws -> (Facts, TriageChain) {
        let ruleset = try LegRuleset.loaded.get()
        var facts = Facts(ruleset: ruleset)
        for item in ruleset.cases {
            guard let object = try JSONSerialization.jsonObject(with: Data(item.submission)) as? [String: Any] else {
                continue
            }
            var answers: [(question: String, value: String)] = []
            for (question, value) in (object["answers"] as? [String: Any] ?? [:]).sorted(by: { $0.key < $1.key }) {
                let data = try JSONSerialization.data(withJSONObject: value, options: .fragmentsAllowed)
                answers.append((question, String(decoding: data, as: UTF8.self)))
            }
            let patient = try JSONSerialization.data(
                withJSONObject: object["patient"] as? [String: Any] ?? [:], options: .sortedKeys)
            facts.bases.append(
                Base(
                    name: item.name, answers: answers, narrative: object["narrative"] as? String,
                    patient: String(decoding: patient, as: UTF8.self)))
        }
        let chain = TriageChain(ruleset: ruleset)
        facts.bases = try balanced(facts.bases, chain)
        return (facts, chain)
    }

    /// Each category at least an eighth of the bases, by taking those of a rare one several times.
    private static func balanced(_ bases: [Base], _ chain: TriageChain) throws -> [Base] {
        var groups: [[Base]] = Array(repeating: [], count: TriageEvents.Category.allCases.count + 1)
        for base in bases { groups[try decide(base, chain).category.map { Int($0.rawValue) + 1 } ?? 0].append(base) }
        return groups.flatMap { group in
            let wanted = max(group.count, bases.count / 8 + 1)
            return (0..<(group.isEmpty ? 0 : wanted)).map { group[$0 % group.count] }
        }
    }

    private static func json(_ base: Base, reversed: Bool = false) -> String {
        let answers = reversed ? base.answers.reversed() : base.answers
        let list = answers.map { "\"\($0.question)\":\($0.value)" }.joined(separator: ",")
        var text = "{\"submissionId\":\"p\",\"patient\":\(base.patient),\"answers\":{\(list)}"
        if let narrative = base.narrative,
            let data = try? JSONSerialization.data(withJSONObject: narrative, options: .fragmentsAllowed)
        {
            text += ",\"narrative\":" + String(decoding: data, as: UTF8.self)
        }
        return text + "}"
    }

    private static func assess(_ base: Base, _ chain: TriageChain, reversed: Bool = false) -> (AssessmentView, String) {
        let body = chain.body(json(base, reversed: reversed))
        return (chain.view, body)
    }

    /// The decision alone, which is much the quicker.
    private static func decide(_ base: Base, _ chain: TriageChain, reversed: Bool = false) throws -> AssessmentView {
        let view = Array(json(base, reversed: reversed).utf8).withUnsafeBytes {
            chain.decide(value: $0, headers: .none)
        }
        return try #require(view)
    }

    /// A null category ranks as the most serious one that is not excluded.
    private static func rank(_ view: AssessmentView, _ ruleset: Ruleset) -> Int {
        if let category = view.category { return Int(category.rawValue) }
        let open = view.notExcludedRules.compactMap { name in ruleset.rule(named: name) }
            .compactMap { ruleset.rules[Int($0.index)].category }.map { Int($0.rawValue) }
        return open.max() ?? -1
    }

    @Test func propertyAnswerOrderIsIrrelevant() throws {
        var (facts, chain) = try Self.facts()
        for round in 0..<Self.count {
            var base = facts.base()
            if let answer = facts.answer(), !base.answers.contains(where: { $0.question == answer.question.name }) {
                base.answers.append((answer.question.name, answer.value))
            }
            let first = try Self.decide(base, chain)
            let second = try Self.decide(base, chain, reversed: true)
            #expect(first.category == second.category && first.priority == second.priority, "\(base.name)")
            #expect(first.status == second.status && first.review == second.review, "\(base.name)")
            #expect(first.trueRules == second.trueRules, "\(base.name)")
            guard round.isMultiple(of: 100) else { continue }
            let questions = Self.assess(base, chain).0.openQuestions
            #expect(Self.assess(base, chain, reversed: true).0.openQuestions == questions, "\(base.name)")
        }
    }

    @Test func propertyADangerousFindingNeverLowersAnything() throws {
        var (facts, chain) = try Self.facts()
        for _ in 0..<Self.count {
            let base = facts.base()
            guard let answer = facts.answer(), !base.answers.contains(where: { $0.question == answer.question.name }),
                let option = answer.question.options.first(where: {
                    answer.value == $0.name || answer.value == "\"\($0.name)\""
                }), !option.effect.settings.isEmpty,
                option.effect.settings.allSatisfy({ setting in
                    let finding = facts.ruleset.vocabulary[setting.finding]
                    return setting.state == .present && finding.danger == .present
                        && [.emergency, .limb, .dvt].contains(finding.group)
                }), option.effect.intervals.isEmpty
            else { continue }
            let before = try Self.decide(base, chain)
            var more = base
            more.answers.append((answer.question.name, answer.value))
            let after = try Self.decide(more, chain)
            #expect(after.priority >= before.priority, "\(base.name) + \(answer.question.name)=\(answer.value)")
            #expect(
                Self.rank(after, facts.ruleset) >= Self.rank(before, facts.ruleset)
                    || after.category != nil && before.category == nil && !after.appliedExceptions.isEmpty
                    || before.category == nil && after.category != nil,
                "\(base.name) + \(answer.question.name)=\(answer.value)")
        }
    }

    @Test func propertyLeavingADenialOutNeverLowersThePriority() throws {
        var (facts, chain) = try Self.facts()
        for _ in 0..<Self.count {
            let base = facts.base()
            let denials = base.answers.indices.filter { index in
                guard let question = facts.ruleset.questions.first(where: { $0.name == base.answers[index].question })
                else { return false }
                let options = question.options.filter { option in
                    base.answers[index].value == option.name || base.answers[index].value.contains("\"\(option.name)\"")
                }
                return !options.isEmpty
                    && options.allSatisfy { option in
                        option.effect.intervals.isEmpty && !option.effect.settings.isEmpty
                            && option.effect.settings.allSatisfy { setting in
                                setting.state == .absent
                                    && facts.ruleset.vocabulary[setting.finding].danger == .present
                                    && [.emergency, .limb, .dvt].contains(
                                        facts.ruleset.vocabulary[setting.finding].group)
                            }
                    }
            }
            guard let index = denials.randomElement(using: &facts.random) else { continue }
            var less = base
            let removed = less.answers.remove(at: index)
            let before = try Self.decide(base, chain)
            let after = try Self.decide(less, chain)
            if before.review.contains(.conflict), !after.review.contains(.conflict) { continue }
            #expect(after.priority >= before.priority, "\(base.name) - \(removed.question)")
        }
    }

    @Test func propertyNothingIsEverACramp() throws {
        let (facts, chain) = try Self.facts()
        for patient in ["{}", "{\"ageYears\":30}", "{\"sex\":\"female\",\"pregnancy\":\"none\"}"] {
            let view = try Self.decide(Base(name: "", answers: [], narrative: nil, patient: patient), chain)
            #expect(view.category == nil)
            #expect(view.priority >= .urgent)
        }
        #expect(!facts.bases.isEmpty)
    }

    @Test func propertyTextNeverLowersWhatAnswersSay() throws {
        var (facts, chain) = try Self.facts()
        let texts = facts.bases.compactMap(\.narrative)
        for _ in 0..<Self.count {
            var base = facts.base()
            guard let text = texts.randomElement(using: &facts.random), base.narrative == nil else { continue }
            let before = try Self.decide(base, chain)
            base = Base(name: base.name, answers: base.answers, narrative: text, patient: base.patient)
            let after = try Self.decide(base, chain)
            guard let category = before.category, category >= .suspectedDVT else { continue }
            #expect(
                after.category.map { $0 >= category } ?? false,
                "\(base.name) + \"\(text)\": \(before.trueRules) became \(after.trueRules), \(after.appliedExceptions)")
            #expect(after.priority >= before.priority, "\(base.name)")
        }
    }

    @Test func propertyTheSameBytesGiveTheSameBody() throws {
        var (facts, chain) = try Self.facts()
        let other = TriageChain(ruleset: facts.ruleset)
        // Whole bodies, open questions included, cost a hundred times a decision.
        for _ in 0..<max(Self.count / 100, 50) {
            let base = facts.base()
            let (_, first) = Self.assess(base, chain)
            _ = Self.assess(facts.base(), other)
            let (_, second) = Self.assess(base, other)
            #expect(first == second, "\(base.name)")
        }
    }

    @Test func propertyBasesAreVaried() throws {
        let (facts, chain) = try Self.facts()
        var counts: [String: Int] = [:]
        for base in facts.bases {
            let view = try Self.decide(base, chain)
            counts[view.category?.word.description ?? "null", default: 0] += 1
            counts[view.status.word.description, default: 0] += 1
        }
        print("bases \(facts.bases.count):", counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })
        for name in [
            "cramp", "vein_issue", "suspected_dvt", "emergency", "null", "established", "provisional", "undetermined",
        ] {
            #expect(counts[name, default: 0] * 10 >= facts.bases.count, "\(name): \(counts[name, default: 0])")
        }
    }
}

/// A small seeded generator: the same sequence on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension TriageChain {
    /// The body that a submission gives.
    func body(_ text: String) -> String {
        var writer = ByteWriter()
        _ = Array(text.utf8).withUnsafeBytes { process(value: $0, headers: .none, into: &writer) }
        return writer.string
    }
}
