import Testing
import TriageEngine
import TriageEvents

/// Of what asks for the same priority, that which wants an answer soonest decides how soon.
struct UrgencyTests {
    private static func chain() throws -> TriageChain {
        let rules = """
            rules:
              - rule: top
                title: Top
                category: suspected_dvt
                priority: asap
                disposition: now
                followUp: now
                when: {all: [a, b]}
                whenNotExcluded: [{floor: urgent, if: a}]
                reason: Top.
                sources: [S1]
              - rule: slow
                title: Slow
                category: vein_issue
                priority: urgent
                disposition: soon
                when: c
                reason: Slow.
                sources: [S2]
              - rule: quick
                title: Quick
                category: cramp
                priority: urgent
                disposition: now
                when: d
                reason: Quick.
                sources: [S3]
            """
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
