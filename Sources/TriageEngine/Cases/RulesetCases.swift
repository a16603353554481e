import JSON
package import TriageEvents

/// Runs the worked examples of a ruleset.
package enum RulesetCases {
    /// One expectation that was not met.
    package struct Mismatch: Sendable, CustomStringConvertible {
        /// What was looked at: `category`, `rules`, `findings.chest_pain`, ….
        package let what: String
        package let expected: String
        package let got: String

        package var description: String { "\(what): expected \(expected), got \(got)" }
    }

    /// What came of one case.
    package struct Result: Sendable {
        package let item: RulesetCase
        /// Empty when the case passes.
        package let mismatches: [Mismatch]
        /// The body that the submission gives; for a reader of a failure.
        package let body: String
        /// Rules and exceptions that are true, by name.
        package let trueRules: [String]
        /// Category and status that came out.
        package let category: TriageEvents.Category?
        package let status: Status

        package var passes: Bool { mismatches.isEmpty }
    }

    /// Runs all cases, in the order of the files. Cost is some microseconds a case.
    package static func run(_ ruleset: Ruleset) -> [Result] {
        let chain = TriageChain(ruleset: ruleset)
        return ruleset.cases.map { run($0, chain) }
    }

    /// Runs one case.
    package static func run(_ item: RulesetCase, _ chain: TriageChain) -> Result {
        var writer = ByteWriter()
        let outcome = item.submission.withUnsafeBytes { bytes in
            chain.process(value: bytes, headers: .none, into: &writer)
        }
        guard case .routed = outcome else {
            let mismatch = Mismatch(what: "submission", expected: "a routing event", got: "a dead letter")
            return Result(
                item: item, mismatches: [mismatch], body: "", trueRules: [], category: nil, status: .undetermined)
        }
        let view = chain.view
        return Result(
            item: item, mismatches: mismatches(item.expectation, view) + questions(item.expectation, view),
            body: writer.string,
            trueRules: view.trueRules + view.appliedExceptions, category: view.category, status: view.status)
    }

    /// What a case expects and an assessment lacks. Open questions are not looked at, so that `TriageChain.decide` will
    /// do.
    package static func mismatches(_ wanted: RulesetCase.Expectation, _ view: AssessmentView) -> [Mismatch] {
        var found: [Mismatch] = []
        func check(_ what: String, _ expected: String?, _ got: String) {
            guard let expected, expected != got else { return }
            found.append(Mismatch(what: what, expected: expected, got: got))
        }
        func checkMembers(_ what: String, _ names: [String], in all: [String], wanted isWanted: Bool) {
            found += members(what, names, in: all, wanted: isWanted)
        }
        if let category = wanted.category {
            check("category", category?.word.description ?? "null", view.category?.word.description ?? "null")
        }
        check("status", wanted.status?.word.description, view.status.word.description)
        check("priority", wanted.priority?.word.description, view.priority.word.description)
        check("disposition", wanted.disposition, view.disposition)
        let applied = view.trueRules + view.appliedExceptions
        checkMembers("rules", wanted.rules, in: applied, wanted: true)
        checkMembers("notRules", wanted.notRules, in: applied, wanted: false)
        checkMembers("notExcluded", wanted.notExcluded, in: view.notExcludedRules, wanted: true)
        for finding in wanted.findings {
            check(
                "findings.\(finding.name)", finding.state.name.description,
                view.state(ofFinding: finding.name)?.name.description ?? "no such finding")
        }
        for number in wanted.numbers {
            let got = view.interval(ofNumber: number.name)
            check(
                "numbers.\(number.name)", "[\(number.low), \(number.high)]",
                got.map { "[\($0.low), \($0.high)]" } ?? "unknown")
        }
        for score in wanted.scores {
            let got = view.bounds(ofScore: score.name)
            check(score.name, "[\(score.low), \(score.high)]", got.map { "[\($0.low), \($0.high)]" } ?? "not reported")
        }
        let review = view.review.inOrder.map { $0.word.description }
        checkMembers("review", wanted.review.map { $0.word.description }, in: review, wanted: true)
        checkMembers("notReview", wanted.notReview.map { $0.word.description }, in: review, wanted: false)
        return found
    }

    private static func questions(_ wanted: RulesetCase.Expectation, _ view: AssessmentView) -> [Mismatch] {
        members("openQuestions", wanted.openQuestions, in: view.openQuestions, wanted: true)
            + members("notOpenQuestions", wanted.notOpenQuestions, in: view.openQuestions, wanted: false)
    }

    private static func members(
        _ what: String, _ names: [String], in all: [String], wanted isWanted: Bool
    ) -> [Mismatch] {
        names.filter { all.contains($0) != isWanted }.map { name in
            let list = all.isEmpty ? "none" : all.joined(separator: ", ")
            return Mismatch(what: what, expected: isWanted ? name : "not \(name)", got: list)
        }
    }
}
