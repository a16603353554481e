import Testing
import TriageEngine
import TriageEvents

extension LegRulesetPropertyTests {
    /// Each must be denied before a cramp is established.
    private static let mustBeDenied = [
        "chest_pain", "dyspnea", "hemoptysis", "syncope", "cyanosis_central", "confusion_new", "swelling_unilateral",
        "swelling_recent_worse", "warmth_unilateral", "redness_unilateral",
    ]
    /// One must be told before anything is a cramp.
    private static let crampTold = ["cramp_episode", "cramp_sudden_onset"]

    /// (iii) What is an established cramp tells of one, and denies every sign of something more serious, each by
    /// itself.
    @Test func propertyAnEstablishedCrampDeniesEveryDanger() throws {
        var bench = try PropertyBench(seed: 31)
        try bench.run { bench in
            let after = try bench.decide(bench.draft(of: .cramp))
            guard after.view.category == .cramp else { return false }
            #expect(Self.crampTold.contains { after.view.state(ofFinding: $0) == .present }, "\(after)")
            guard after.view.status == .established else {
                #expect(after.priority >= .urgent || !after.view.notExcludedRules.isEmpty, "\(after)")
                return true
            }
            for name in Self.mustBeDenied { #expect(after.view.state(ofFinding: name) == .absent, "\(name): \(after)") }
            // Pain that lasts is denied as such, or the pain is, or its being on one side.
            let lasting = after.view.interval(ofNumber: "pain_duration_hours")
            #expect(
                after.view.state(ofFinding: "pain_persistent") == .absent && (lasting.map { $0.high <= 1 } ?? false)
                    || after.view.state(ofFinding: "complaint_unilateral") == .absent, "\(after)")
            return true
        }
    }

    /// (iii) From undetermined, nothing but the core of a cramp leads to a cramp.
    @Test func propertyOnlyTheCoreMakesACramp() throws {
        var bench = try PropertyBench(seed: 32)
        let others = bench.drafts.options.choices.filter { choice in
            !choice.option.effect.isEmpty
                && !choice.settings.contains { $0.finding.group == .cramp && $0.state == .present }
        }
        try bench.run { bench in
            let draft = bench.draft(of: nil)
            guard let other = others.randomElement(using: &bench.random),
                let more = Self.adding(other, to: draft, bench.drafts.options)
            else { return false }
            let before = try bench.decide(draft)
            guard before.view.category == nil else { return false }
            // A draft that tells of cramps already is undetermined for a reason that an answer may lift.
            guard !Self.crampTold.contains(where: { before.view.state(ofFinding: $0) == .present }) else {
                return false
            }
            let after = try bench.decide(more)
            #expect(after.view.category != .cramp, "\(more)\nwithout: \(before)\nwith: \(after)")
            return true
        }
    }

    /// (iii) Nothing but an explicit negative makes a cramp an established one.
    @Test func propertyOnlyNegativesEstablishACramp() throws {
        var bench = try PropertyBench(seed: 33)
        let positives = bench.drafts.options.choices.filter { choice in
            !choice.option.effect.isEmpty && !choice.setsNumbers && choice.settings.allSatisfy { $0.state == .present }
        }
        try bench.run { bench in
            var draft = bench.draft(of: Bool.random(using: &bench.random) ? .cramp : nil)
            // Close to an established cramp, so that one answer could be all that lacks.
            if let place = draft.answers.indices.randomElement(using: &bench.random) { draft.answers.remove(at: place) }
            guard let positive = positives.randomElement(using: &bench.random),
                let more = Self.adding(positive, to: draft, bench.drafts.options)
            else { return false }
            let before = try bench.decide(draft)
            guard before.view.category != .cramp || before.view.status != .established else { return false }
            let after = try bench.decide(more)
            guard after.view.category == .cramp, after.view.status == .established else { return true }
            // All that may be so is that the core was what lacked: every denial was there before.
            #expect(before.view.category == nil, "\(more)\nwithout: \(before)\nwith: \(after)")
            for name in Self.mustBeDenied {
                #expect(before.view.state(ofFinding: name) == .absent, "\(name): \(draft)")
            }
            return true
        }
    }
}
