import Testing
import TriageEngine
import TriageEvents

@testable import TriageEvaluation

@Suite struct CaseAssessorTests {
    private func decide(_ answers: String, id: String = "s") throws -> Decision {
        let submission = #"{"schema":"leg-intake/1","submissionId":"\#(id)","answers":{\#(answers)}}"#
        let labelled = LabelledCase(line: 1, id: "a", input: .submission(Array(submission.utf8)), label: .cramp)
        return CaseAssessor(ruleset: try SmallRuleset.load()).decide(labelled)
    }

    @Test func readsDecisionEvidenceAndFindingsFromTheChain() throws {
        let decision = try decide(#""breath":false,"swelling":true"#)
        #expect(decision.verdict == .suspectedDVT)
        #expect(decision.routing?.priority == .asap)
        #expect(decision.findings == [absent("breathless"), present("swollen")])
        let reason = try #require(decision.reasons.first { $0.rule == "dvt-swelling" })
        #expect(reason.evidence == [Decision.Evidence(finding: "swollen", state: "present", origin: "swelling")])
        #expect(decision.state(of: "spasm") == .unknown)
    }

    @Test func takesADeadLetterForARejection() throws {
        let decision = try decide(#""breath":true"#, id: "")
        #expect(decision.verdict == .rejected)
        #expect(decision.rejection == "unusable_submission_id")
    }

    @Test func takesABareTextForAFormWithoutAnswers() throws {
        let assessor = CaseAssessor(ruleset: try SmallRuleset.load())
        let decision = assessor.decide(
            LabelledCase(line: 1, id: "an \"id\"", input: .text(Array("\"quoted\"\n".utf8)), label: .insufficient))
        #expect(decision.verdict == .undetermined)
        #expect(decision.routing?.status == .undetermined)
    }

    @Test func decidesEachCaseByItselfAndInOrder() throws {
        let ruleset = try SmallRuleset.load()
        let cases = try LabelledCaseReader.read(
            Array(
                """
                {"id":"1","category":"emergency","submission":{"submissionId":"1","answers":{"breath":true}}}
                {"id":"2","category":"cramp","submission":{"submissionId":"2","answers":{"cramp":true,"breath":false,"swelling":false}}}
                {"id":"3","category":"cramp","submission":{"submissionId":"3","answers":{"breath":true}},"findings":{"breathless":"absent"}}
                """.utf8)
        ) { ruleset.finding(named: $0) != nil }
        let outcomes = CaseAssessor(ruleset: ruleset).outcomes(of: cases)
        #expect(outcomes.map(\.decision.verdict) == [.emergency, .cramp, .emergency])
        #expect(outcomes.map(\.miss) == [nil, nil, .falseAlarm])
        let report = EvaluationReport(outcomes, ruleset: RulesetIdentity(ruleset))
        #expect(report.figures.findings.present.precision == Proportion(0, of: 1))
        #expect(report.text().contains("ruleset small 1.2.3"))
        #expect(report.text() == EvaluationReport(outcomes, ruleset: RulesetIdentity(ruleset)).text())
    }

    @Test func tracesALoadedRulesetWithoutWhatIsSwitchedOff() throws {
        let trace = RulesetTrace(try SmallRuleset.load())
        #expect(trace["S001"]?.names(.finding) == ["breathless"])
        #expect(trace["S001"]?.names(.rule) == ["emergency-breath"])
        #expect(trace["S001"]?.names(.workedCase) == ["short-of-breath"])
        #expect(trace["S005"]?.names(.workedCase) == ["short-of-breath"])
        #expect(trace["S006"]?.reason == "Nobody can know")
        #expect(trace.missing.map(\.statement) == ["S004"])
        #expect(trace.problems.isEmpty)
    }
}
