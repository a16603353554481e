import Testing
import TriageEngine
import TriageEvaluation

struct RulesetProofsTests {
    @Test(.timeLimit(.minutes(5))) func readsDefinitionsThatUseEachOtherTwiceOnce() throws {
        let definitions = (1...45).map { "  d\($0): {when: {all: [d\($0 - 1), {not: d\($0 - 1)}]}}\n" }
        let ruleset = try SmallRuleset.load(with: [
            "definitions.yaml": "definitions:\n  d0: {when: breathless}\n" + definitions.joined(),
            "rules/never.yaml": """
            rules:
              - {rule: never, title: Never, category: emergency, priority: stat, disposition: call, when: d45, reason: r, sources: [S001]}
            """,
            "cases/never.yaml": """
            cases:
              - {case: never-so, proves: It is not so, about: {rule: never, kind: negated}, answers: {breath: false}, expect: {notRules: [never]}}
            """,
        ])
        let proof = RulesetProofs(ruleset, .all).proofs.first { $0.name == "never" }
        #expect(proof?.negated == ["never-so"])
    }
}
