import Testing
import TriageEngine
import TriageEvents

/// Of what asks for the same priority, that which wants an answer soonest decides how soon.
struct UrgencyTests {
    private static func chain() throws -> TriageChain {
        let rules =
            "rules:\n"
            + RulesetFixture.rule(
                "top", "suspected_dvt", "asap", when: "{all: [a, b]}", disposition: "now",
                more: ", followUp: now, whenNotExcluded: [{floor: urgent, if: a}]")
            + RulesetFixture.rule("slow", "vein_issue", "urgent", when: "c")
            + RulesetFixture.rule("quick", "cramp", "urgent", when: "d", disposition: "now")
        let names = ["a", "b", "c", "d"]
        return TriageChain(
            ruleset: try RulesetFixture.load([
                "findings.yaml": "findings:\n" + names.map { RulesetFixture.finding($0) }.joined(),
                "questions.yaml": "questions:\n" + names.map { RulesetFixture.question($0) }.joined(),
                "rules/a.yaml": rules,
            ]))
    }

    @Test func aRuleThatLeavesMoreTimeDoesNotLengthenTheWaitOfAFloor() throws {
        let chain = try Self.chain()
        #expect(chain.assess(answers: "\"a\":true").disposition == "now")
        let both = chain.assess(answers: "\"a\":true,\"c\":true")
        #expect(both.category == .veinIssue)
        #expect(both.priority == .urgent)
        #expect(both.disposition == "now")
        #expect(both.reasons.contains("top"))
    }

    @Test func aLessSeriousRuleThatLeavesLessTimeIsWaitedForNoLonger() throws {
        let chain = try Self.chain()
        #expect(chain.assess(answers: "\"a\":false,\"c\":true").disposition == "soon")
        let both = chain.assess(answers: "\"a\":false,\"c\":true,\"d\":true")
        #expect(both.category == .veinIssue)
        #expect(both.disposition == "now")
    }
}
