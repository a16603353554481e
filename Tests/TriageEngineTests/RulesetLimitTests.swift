import Testing
import TriageEngine

/// Rulesets that nobody would write, and that must neither stop the program nor keep it for ever.
struct RulesetLimitTests {
    private static let finding = "findings:\n" + RulesetFixture.finding("leg_pain")
    private static let question = "questions:\n" + RulesetFixture.question("leg", sets: "leg_pain")

    /// Of definitions `d0` to `d<last>`, each from the one before it.
    private static func definitions(_ last: Int, _ condition: (String) -> String) -> String {
        "definitions:\n  d0: {when: leg_pain}\n"
            + (1...last).map { "  d\($0): {when: \(condition("d\($0 - 1)"))}\n" }.joined()
    }

    @Test(.timeLimit(.minutes(5))) func definitionsThatUseEachOtherTwiceAreGoneThroughOnce() throws {
        let last = "d45"
        let floors = ", followUp: soon, whenNotExcluded: [{floor: asap, if: {doubtful: \(last)}}, {floor: urgent}]"
        let exception =
            "exceptions:\n  - {exception: e, title: e, lifts: [r], when: {not: \(last)}, reason: e, sources: [S1]}\n"
        let ruleset = try RulesetFixture.load([
            "findings.yaml": Self.finding, "questions.yaml": Self.question,
            "definitions.yaml": Self.definitions(45) { "{all: [\($0), {not: \($0)}]}" },
            "rules/a.yaml": "rules:\n" + RulesetFixture.rule("r", "emergency", "stat", when: last, more: floors)
                + exception,
        ])
        let chain = TriageChain(ruleset: ruleset)
        #expect(chain.assess(answers: "").notExcludedRules == ["r"])
        #expect(chain.assess(answers: "\"leg\":true").notExcludedRules.isEmpty)
    }

    @Test func definitionsThatNoStackHoldsAreRefused() throws {
        func problems(_ last: Int) throws -> [RulesetProblem] {
            try RulesetFixture.problems([
                "findings.yaml": Self.finding, "questions.yaml": Self.question,
                "definitions.yaml": Self.definitions(last) { "{not: \($0)}" },
                "rules/a.yaml": "rules:\n" + RulesetFixture.rule("r", "emergency", "stat", when: "d\(last)"),
            ])
        }
        #expect(try problems(400).isEmpty)
        let found = try problems(600)
        #expect(found.map { "\($0.file):\($0.line)" } == ["definitions.yaml:502"])
        #expect(found.first?.message.contains("a depth of more than 1000") == true)
    }

    @Test func moreOfAKindThanCanBeCountedAreReportedAtTheFirstTooMany() throws {
        let all = 0..<66_000
        let problems = try RulesetFixture.problems([
            "findings.yaml": "findings:\n" + all.map { RulesetFixture.finding("f\($0)") }.joined(),
            "questions.yaml": "questions:\n" + all.map { "  - {question: q\($0), text: t, type: text}\n" }.joined(),
            "rules/a.yaml": "rules:\n"
                + all.map { "  - {rule: r\($0), title: r, when: f1, reason: r, sources: [S1]}\n" }.joined(),
        ])
        #expect(
            problems.filter { $0.severity == .error }.map { "\($0.file):\($0.line) \($0.message)" } == [
                "findings.yaml:65537 more than 65,535 findings", "questions.yaml:65537 more than 65,535 questions",
                "rules/a.yaml:65537 more than 65,535 rules",
            ])
    }
}
