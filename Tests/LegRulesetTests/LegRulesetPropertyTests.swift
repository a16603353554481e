import JSON
import Testing
import TriageEngine
import TriageEvents

/// The seven invariants of the decision model, on the ruleset's cases and mutants of them. The extensions hold one or
/// two each.
struct LegRulesetPropertyTests {
    @Test func propertyBasesAreVaried() throws {
        var bench = try PropertyBench(seed: 10)
        var counts: [String: Int] = [:]
        let drawn = max(PropertyBench.count, 500)
        for _ in 0..<drawn {
            let view = try bench.decide(bench.draft()).view
            counts[view.category?.word.description ?? "null", default: 0] += 1
            counts[view.status.word.description, default: 0] += 1
        }
        print(
            "\(drawn) bases:", counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        )
        let names =
            ["null"] + TriageEvents.Category.allCases.map { $0.word.description }
            + Status.allCases.map { $0.word.description }
        for name in names { #expect(counts[name, default: 0] * 10 >= drawn, "\(name): \(counts[name, default: 0])") }
    }

    /// (iv) The order in which answers come is irrelevant.
    @Test func propertyAnswerOrderIsIrrelevant() throws {
        var bench = try PropertyBench(seed: 4)
        var round = 0
        try bench.run { bench in
            let draft = bench.draft()
            guard draft.answers.count > 1 else { return false }
            var other = draft
            other.answers.shuffle(using: &bench.random)
            let (first, second) = (try bench.decide(draft).view, try bench.decide(other).view)
            #expect(first.category == second.category && first.priority == second.priority, "\(draft)")
            #expect(first.status == second.status && first.review == second.review, "\(draft)")
            #expect(first.trueRules == second.trueRules, "\(draft)")
            #expect(first.notExcludedRules == second.notExcludedRules, "\(draft)")
            round += 1
            // Whole bodies, open questions included, cost many times a decision.
            if round.isMultiple(of: 100) {
                _ = bench.chain.body(draft)
                let questions = bench.chain.view.openQuestions
                _ = bench.chain.body(other)
                #expect(bench.chain.view.openQuestions == questions, "\(draft)")
            }
            return true
        }
    }

    /// (vii) An empty submission is never a cramp, however its emptiness is written down.
    @Test func propertyNothingIsNeverACramp() throws {
        var bench = try PropertyBench(seed: 7)
        let silent = bench.drafts.options.choices.filter { $0.option.effect.isEmpty }
        let blanks = [nil, "", " ", "\n\n", "...", "?", "-", "n/a", "Hello", "\u{1F642}", "test test", "asdf qwer"]
        let blankAnswers = ["null", "\"\"", "[]", "\"no such option\"", "{}"]
        try bench.run { bench in
            var draft = Draft(origin: "nothing")
            for _ in 0..<Int.random(in: 0...4, using: &bench.random) {
                let blank = Bool.random(using: &bench.random)
                if blank, let question = bench.ruleset.questions.randomElement(using: &bench.random),
                    let value = blankAnswers.randomElement(using: &bench.random)
                {
                    draft = draft.answering(question.name, value)
                } else if let choice = silent.randomElement(using: &bench.random) {
                    draft = draft.answering(choice.question.name, choice.value)
                }
            }
            draft.narrative = blanks.randomElement(using: &bench.random) ?? nil
            draft.patient = DraftPool.patients.randomElement(using: &bench.random) ?? "{}"
            let after = try bench.decide(draft)
            #expect(after.view.category == nil, "\(draft): \(after)")
            #expect(after.priority >= .urgent, "\(draft): \(after)")
            return true
        }
    }

    /// The same bytes give the same body, whatever the chain has seen before.
    @Test func propertyTheSameBytesGiveTheSameBody() throws {
        var bench = try PropertyBench(seed: 8)
        let other = TriageChain(ruleset: bench.ruleset)
        // Whole bodies, open questions included, cost many times a decision.
        try bench.run(max(PropertyBench.count / 100, 20)) { bench in
            let draft = bench.draft()
            let first = bench.chain.body(draft)
            _ = other.body(bench.draft())
            #expect(first == other.body(draft), "\(draft)")
            return true
        }
    }
}

extension TriageChain {
    /// The body that a submission gives.
    func body(_ draft: Draft) -> String {
        var writer = ByteWriter()
        _ = draft.bytes.withUnsafeBytes { process(value: $0, headers: .none, into: &writer) }
        return writer.string
    }
}
