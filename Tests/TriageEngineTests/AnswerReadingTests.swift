import Testing
import TriageEngine
import TriageEvents

struct AnswerReadingTests {
    private static func chain() throws -> TriageChain {
        let questions = """
            questions:
              - question: hot
                text: hot
                type: choice
                options:
                  - {option: "no", text: no, sets: {n: [0, 2], a: absent}}
                  - {option: "yes", text: yes, sets: {a: present}}
              - question: often
                text: often
                type: choice
                options:
                  - {option: rare, text: rare, sets: {n: [0, 3], a: absent}}
                  - {option: weekly, text: weekly, sets: {n: [1, 3], a: absent}}
              - question: gap
                text: gap
                type: choice
                options:
                  - {option: none, text: none, sets: {n: [0, 0.9]}}
                  - {option: "1", text: one to three, sets: {n: [1, 2.9], a: absent}}
                  - {option: "3", text: three or more, sets: {n: [3, ], a: present}}
                  - {option: unmeasured, text: not measured, sets: {}}

            """
        let rule = "rules:\n" + RulesetFixture.rule("top", "suspected_dvt", "asap", when: "a", disposition: "now")
        let members = """

            members:
              pregnancy:
                values:
                  pregnant: {b: present}
                  After birth: {b: present}
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

    @Test(arguments: [
        "gap\":-1", "gap\":31", "hot\":1", "hot\":20", "often\":2",
    ])
    func aNumberThatTellsNoOptionIsMalformed(_ answer: String) throws {
        let view = try Self.chain().assess(answers: "\"\(answer)")
        #expect(view.state(ofFinding: "a") == .unknown)
        #expect(view.review.contains(.malformed))
    }

    @Test(arguments: ["pregnant", "Pregnant", "PREGNANT", "after birth", "After Birth"])
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
