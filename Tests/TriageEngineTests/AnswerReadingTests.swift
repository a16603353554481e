import Testing
import TriageEngine
import TriageEvents

struct AnswerReadingTests {
    private static func chain() throws -> TriageChain {
        let questions = """
            questions:
              - question: gap
                text: gap
                type: choice
                options:
                  - {option: none, text: none, sets: {n: [0, 0.9]}}
                  - {option: "1", text: one to three, sets: {n: [1, 2.9], a: absent}}
                  - {option: "3", text: three or more, sets: {n: [3, ], a: present}}
                  - {option: unmeasured, text: not measured, sets: {}}

            """
        let rule = """
            rules:
              - rule: top
                title: Top
                category: suspected_dvt
                priority: asap
                disposition: now
                when: a
                reason: Top.
                sources: [S1]
            """
        let members = """

            members:
              pregnancy:
                values:
                  pregnant: {b: present}
                  unsure: {}
            """
        return TriageChain(
            ruleset: try RulesetFixture.load([
                "ruleset.yaml": RulesetFixture.identity + members,
                "findings.yaml": "findings:\n" + RulesetFixture.finding("a") + RulesetFixture.finding("b")
                    + "numbers:\n  n: {text: n, unit: cm, minimum: 0, maximum: 30, danger: high}\n",
                "questions.yaml": questions, "rules/a.yaml": rule,
            ]))
    }

    @Test(arguments: [
        ("3.5", FindingState.present), ("3", .present), ("2.95", .absent), ("1.5", .absent), ("0.95", .unknown),
    ])
    func aNumberStandsForTheOptionItFallsInto(_ number: String, _ state: FindingState) throws {
        let view = try Self.chain().assess(answers: "\"gap\":\(number)")
        #expect(view.state(ofFinding: "a") == state)
        #expect(!view.review.contains(.malformed))
        #expect(view.numbers.map(\.name) == ["n"])
    }

    @Test func aNumberBelowAllOptionsIsMalformed() throws {
        let view = try Self.chain().assess(answers: "\"gap\":-1")
        #expect(view.state(ofFinding: "a") == .unknown)
        #expect(view.review.contains(.malformed))
    }

    @Test(arguments: ["pregnant", "Pregnant", "PREGNANT"])
    func aWordOfAMemberIsUnderstoodWhateverItsCase(_ word: String) throws {
        let view = try Self.chain().assess(answers: "", patient: "{\"pregnancy\":\"\(word)\"}")
        #expect(view.state(ofFinding: "b") == .present)
        #expect(!view.review.contains(.malformed))
    }

    @Test func aWordOfAMemberThatTheRulesetDoesNotKnowIsNamedInReview() throws {
        let chain = try Self.chain()
        #expect(chain.assess(answers: "", patient: "{\"pregnancy\":\"30 weeks\"}").review.contains(.malformed))
        #expect(!chain.assess(answers: "", patient: "{\"pregnancy\":\"unsure\"}").review.contains(.malformed))
    }
}
