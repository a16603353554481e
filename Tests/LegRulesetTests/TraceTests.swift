import Testing
import TriageEngine
import TriageEvaluation

@Suite struct TraceTests {
    @Test func carriesEverySeedStatementOrSaysWhyNot() throws {
        let trace = RulesetTrace(try LegRuleset.loaded.get())
        #expect(trace.missing.map(\.statement) == [])
        #expect(trace.problems.map(\.description) == [])
        #expect(trace.passes)
    }

    /// The seed documents hold 134 numbered statements and 15 contradictions; the list in `trace.yaml` must not shrink.
    @Test func tracesAllStatementsOfTheSeedDocuments() throws {
        let trace = RulesetTrace(try LegRuleset.loaded.get())
        let expected =
            (1...134).map { number in "S" + String(repeating: "0", count: 3 - String(number).count) + String(number) }
            + (1...15).map { "X\($0)" }
        #expect(trace.entries.map(\.statement) == expected)
    }
}
