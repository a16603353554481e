import Foundation
import TestSupport
import Testing
import TriageEngine
import TriageEvents

extension LegRulesetPropertyTests {
    /// Every sentence of the facts says what its answer says, where that is a danger, and denies nothing that the
    /// answer does not.
    @Test func propertyEveryFactIsReadFromItsSentence() throws {
        let bench = try PropertyBench(seed: 50)
        for fact in PatientFact.all {
            let answered = try bench.decide(Draft(origin: "answer").answering(fact.question, fact.value)).view
            let told = try bench.decide(Draft(origin: "text").telling(fact.sentence)).view
            for (name, state) in answered.findings where state == .present {
                guard let id = bench.ruleset.finding(named: name) else { continue }
                guard bench.ruleset.vocabulary[id].danger == .present else { continue }
                #expect(told.state(ofFinding: name) == .present, "\(fact.sentence) \(name)")
            }
            // What a text sounds like is no answer's to say.
            for (name, state) in told.findings where state == .absent && name != "reads_like_emergency" {
                #expect(answered.state(ofFinding: name) == .absent, "\(fact.sentence) \(name)")
            }
        }
    }

    /// Every sign of danger that an answer can tell has its sentence.
    @Test func propertyEveryDangerIsAmongTheFacts() throws {
        let options = try DraftPool.shared.get().options
        for choice in options.choices
        where choice.says(.present, of: Self.dangerous) && choice.settings.allSatisfy({ $0.finding.danger == .present })
        {
            #expect(
                PatientFact.all.contains { $0.question == choice.question.name && $0.value == choice.value },
                "\(choice.question.name) \(choice.value)")
        }
    }

    /// (v) The same fact as text instead of as an answer gives the same result or a more urgent one. The rest of the
    /// submission is answers: beside another text, a sentence may change what that text is about and whom.
    @Test func propertyAFactToldIsNoLessUrgentThanOneAnswered() throws {
        var bench = try PropertyBench(seed: 51)
        try bench.run { bench in
            var draft = bench.draft()
            draft.narrative = nil
            guard let fact = PatientFact.all.randomElement(using: &bench.random), !draft.hasAnswer(to: fact.question)
            else { return false }
            let answered = try bench.decide(draft.answering(fact.question, fact.value))
            let told = try bench.decide(draft.telling(fact.sentence))
            #expect(told.priority >= answered.priority, "\(draft) + \(fact)\nanswered: \(answered)\ntold: \(told)")
            #expect(told.isNoLessSerious(than: answered), "\(draft) + \(fact)\nanswered: \(answered)\ntold: \(told)")
            return true
        }
    }

    /// (vi) Free text may raise what answers say, and never takes a danger that an answer tells back.
    @Test func propertyTextNeverLowersWhatAnswersSay() throws {
        var bench = try PropertyBench(seed: 6)
        let texts = bench.drafts.narratives + (try Self.corpora()) + PatientFact.all.map(\.sentence)
        let dangers = Set(bench.ruleset.vocabulary.findings.filter { $0.danger == .present }.map(\.name))
        try bench.run { bench in
            var draft = bench.draft()
            draft.narrative = nil
            let before = try bench.decide(draft)
            guard !draft.answers.isEmpty, let text = texts.randomElement(using: &bench.random) else { return false }
            let after = try bench.decide(draft.telling(text))
            for (name, state) in before.view.findings where state == .present && dangers.contains(name) {
                #expect(after.view.state(ofFinding: name) == .present, "\(name): \(draft) + \(text)")
            }
            guard before.isAtLeastSuspectedClot else { return true }
            #expect(after.rank >= before.rank, "\(draft) + \(text)\nwithout: \(before)\nwith: \(after)")
            #expect(after.priority >= before.priority, "\(draft) + \(text)\nwithout: \(before)\nwith: \(after)")
            return true
        }
    }

    /// The texts of the project's own corpora; a property that lost them would prove less, so they must be there.
    private static func corpora() throws -> [String] {
        try ["voices-a", "voices-b"].flatMap { name in
            let file = try String(contentsOfFile: "\(PackageFolder.path)/Tests/Corpora/\(name).jsonl", encoding: .utf8)
            return try file.split(separator: "\n").compactMap { line in
                try (JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["text"] as? String
            }
        }
    }
}
