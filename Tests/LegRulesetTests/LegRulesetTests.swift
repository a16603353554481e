import Testing
import TriageEngine

struct LegRulesetTests {
    @Test func loadsWithoutAnError() throws {
        switch LegRuleset.loaded {
        case .success(let ruleset):
            for warning in ruleset.warnings { print(warning) }
        case .failure(let errors):
            Issue.record("\(errors.problems.count) problems:\n\(errors)")
        }
    }

    @Test func everyCaseComesOutAsWritten() throws {
        let ruleset = try LegRuleset.loaded.get()
        let results = RulesetCases.run(ruleset)
        #expect(!results.isEmpty, "the ruleset has no cases")
        var report = ""
        for result in results where !result.passes {
            let item = result.item
            report += "\(item.place): \(item.name)\n"
            for mismatch in result.mismatches { report += "    \(mismatch)\n" }
            report += "    \(result.body)\n"
        }
        let failed = results.count { !$0.passes }
        #expect(failed == 0, "\(failed) of \(results.count) cases fail:\n\(report)")
    }

    /// A nurse who reads an open question does not have the form's options before them.
    @Test func everyOpenQuestionCanBeAskedWithoutItsOptions() throws {
        for question in try LegRuleset.loaded.get().questions {
            #expect(!question.asked.contains("these"), "\(question.name) points at options: \(question.asked)")
        }
    }
}
