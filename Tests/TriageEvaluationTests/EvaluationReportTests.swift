import JSON
import Testing
import TriageEvents

@testable import TriageEvaluation

@Suite struct EvaluationReportTests {
    private let outcomes = [
        outcome(.cramp, id: "fine", line: 1, is: .cramp, at: .urgent),
        outcome(.cramp, id: "category", line: 2, is: .veinIssue, at: .urgent),
        outcome(.outOfScope, id: "asap", line: 3, is: nil, at: .asap),
        outcome(.outOfScope, id: "stat", line: 4, is: .emergency, at: .stat),
        outcome(.suspectedDVT, id: "clot", line: 5, is: .cramp, at: .routine),
        outcome(.emergency, id: "near", line: 6, is: .suspectedDVT, at: .asap),
        outcome(
            .emergency, id: "far", line: 7, text: "Gertrude\ncannot breathe", is: .cramp, at: .routine,
            found: [present("dyspnea"), absent("warmth")],
            reasons: [
                Decision.Reason(
                    rule: "cramp-typical",
                    evidence: [Decision.Evidence(finding: "dyspnea", state: "present", origin: "16..<23")])
            ], review: ["conflict"]),
    ]

    @Test func listsTheWorstMissFirst() {
        let report = EvaluationReport(outcomes)
        #expect(report.misses.map(\.labelled.id) == ["far", "near", "clot", "stat", "asap", "category"])
    }

    @Test func keepsTheOrderOfTheFileAmongEquals() {
        let report = EvaluationReport(["z", "m", "a"].map { outcome(.cramp, id: $0, is: .veinIssue, at: .urgent) })
        #expect(report.misses.map(\.labelled.id) == ["z", "m", "a"])
    }

    @Test func saysWhyACaseWasMissedAndHidesTheTextUnlessAsked() {
        let report = EvaluationReport(outcomes)
        let text = report.text()
        #expect(
            text.contains(
                """
                  far (line 7): under-triaged
                    labelled  emergency, at least stat
                    decided   cramp, routine, provisional
                    because   cramp-typical: dyspnea present (16..<23)
                    also      warmth absent
                    review    conflict

                """))
        #expect(!text.contains("Gertrude"))
        #expect(report.text(showsText: true).contains("    text      Gertrude cannot breathe\n"))
        #expect(!json(report).contains("Gertrude"))
        #expect(json(report, showsText: true).contains(#""text":"Gertrude cannot breathe""#))
    }

    @Test func listsNoMoreMissesThanAsked() {
        let text = EvaluationReport(outcomes).text(missLimit: 1)
        #expect(text.contains("Misses, the worst first: 6, 1 of them listed"))
        #expect(text.contains("far (line 7)"))
        #expect(!text.contains("near (line 6)"))
    }

    @Test func printsThePartThatIsHeldBackApartAndNoneOfItsMisses() throws {
        let cases = (0..<200).map { outcome(.cramp, id: "case-\($0)", is: .veinIssue, at: .urgent) }
        let report = EvaluationReport(cases, holdingBackOneIn: 4)
        let parts = try #require(report.heldBack)
        #expect(parts.heldBack.cases + parts.open.cases == 200)
        // One in four, give or take four standard deviations.
        #expect((26...74).contains(parts.heldBack.cases))
        #expect(report.misses.count == parts.open.cases)
        #expect(!report.misses.contains { $0.labelled.isHeldBack(oneIn: 4) })
        #expect(report.text().contains("Held back, one in 4, \(parts.heldBack.cases) cases"))
    }

    @Test func holdsTheSameCasesBackInAnyOrder() {
        let held = (0..<40).map { outcome(.cramp, id: "case-\($0)", is: nil, at: .urgent).labelled }
            .filter { $0.isHeldBack(oneIn: 4) }.map(\.id)
        // Written down: which cases are held back must not change between versions of the program.
        #expect(held == HeldBackCases.ofForty)
    }

    @Test func givesTheSameBytesEachTime() {
        let first = EvaluationReport(outcomes, holdingBackOneIn: 3, gates: [.minStrict(0.5)])
        let second = EvaluationReport(outcomes, holdingBackOneIn: 3, gates: [.minStrict(0.5)])
        #expect(json(first) == json(second))
        #expect(first.text() == second.text())
    }

    @Test func writesJSONThatReadsBack() throws {
        let report = EvaluationReport(
            outcomes, ruleset: RulesetIdentity(id: "leg", version: "1.0.0", sha256: "ab"),
            gates: [.maxMissedEmergencies(1)])
        let parser = JSONParser()
        let bytes = Array(json(report).utf8)
        try bytes.withUnsafeBytes { buffer in
            let root = try parser.parse(buffer)
            #expect(root["evaluation"]?.text?.string == "leg-evaluation/1")
            #expect(root["ruleset"]?["version"]?.text?.string == "1.0.0")
            #expect(root["all"]?["cases"]?.integer == 7)
            #expect(root["all"]?["underTriaged"]?["count"]?.integer == 3)
            #expect(root["all"]?["underTriaged"]?["of"]?.integer == 7)
            let labels = try #require(root["all"]?["labels"]?.elements.map { Array($0) })
            #expect(labels.count == 6)
            #expect(labels[3]["label"]?.text?.string == "emergency")
            #expect(labels[3]["decided"]?["cramp"]?.integer == 1)
            let misses = try #require(root["misses"]?.elements.map { Array($0) })
            #expect(misses.count == 6)
            #expect(misses[0]["findings"]?["dyspnea"]?.text?.string == "present")
            #expect(root["passes"]?.boolean == false)
        }
    }

    private func json(_ report: EvaluationReport, showsText: Bool = false) -> String {
        var writer = ByteWriter()
        report.write(into: &writer, showsText: showsText)
        return writer.string
    }
}
