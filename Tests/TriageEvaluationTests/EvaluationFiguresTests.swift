import Testing
import TriageEvents

@testable import TriageEvaluation

@Suite struct EvaluationFiguresTests {
    /// Ten texts, counted by hand in the tests below.
    private let outcomes = [
        outcome(.cramp, is: .cramp, at: .urgent),
        outcome(.cramp, [.veinIssue], is: .veinIssue, at: .urgent),
        outcome(.cramp, is: .suspectedDVT, at: .asap),
        outcome(.veinIssue, is: nil, at: .urgent),
        outcome(.suspectedDVT, is: .suspectedDVT, at: .asap),
        outcome(.suspectedDVT, is: .cramp, at: .urgent),
        outcome(.emergency, is: .emergency, at: .stat),
        outcome(.emergency, [.outOfScope], is: nil, at: .urgent),
        outcome(.outOfScope, is: nil, at: .urgent),
        outcome(.insufficient, is: .emergency, at: .stat),
    ]

    @Test func countsAccuracyOverAllAndOverTheFourCategories() {
        let figures = EvaluationFigures(outcomes)
        #expect(figures.cases == 10)
        #expect(figures.strict == Proportion(4, of: 10))
        #expect(figures.lenient == Proportion(6, of: 10))
        #expect(figures.strictInCategory == Proportion(3, of: 8))
        #expect(figures.lenientInCategory == Proportion(5, of: 8))
    }

    @Test func countsUnderAndOverTriageAndFalseAlarms() {
        let figures = EvaluationFigures(outcomes)
        #expect(figures.underTriaged == Proportion(1, of: 10))
        #expect(figures[.suspectedDVT].underTriaged == Proportion(1, of: 2))
        #expect(figures[.emergency].underTriaged == Proportion(0, of: 2))
        #expect(figures[.emergency].canBeMissed == 1)
        #expect(figures.overTriaged == Proportion(2, of: 10))
        #expect(figures[.cramp].overTriaged == Proportion(1, of: 3))
        #expect(figures[.insufficient].overTriaged == Proportion(1, of: 1))
        #expect(figures.falseAlarms == Proportion(1, of: 5))
        #expect(figures[.cramp].falseAlarms == Proportion(1, of: 3))
        #expect(figures[.emergency].falseAlarms == nil)
    }

    @Test func putsEveryCaseIntoOneCellOfTheMatrix() {
        let matrix = EvaluationFigures(outcomes + [deadLetter(.cramp)]).confusion
        #expect(matrix[.cramp, .cramp] == 1)
        #expect(matrix[.cramp, .veinIssue] == 1)
        #expect(matrix[.cramp, .suspectedDVT] == 1)
        #expect(matrix[.cramp, .rejected] == 1)
        #expect(matrix[.veinIssue, .undetermined] == 1)
        #expect(matrix[.suspectedDVT, .cramp] == 1)
        #expect(matrix[.insufficient, .emergency] == 1)
        let all = CaseLabel.allCases.flatMap { label in Verdict.allCases.map { matrix[label, $0] } }
        #expect(all.reduce(0, +) == 11)
    }

    @Test func countsFindingsByStateAndLeavesUnlabelledOnesAlone() {
        let figures = EvaluationFigures([
            outcome(
                .cramp, labelled: [present("warmth"), present("redness"), absent("swelling")], is: .cramp, at: .urgent,
                found: [present("warmth"), present("swelling"), present("night")]),
            outcome(
                .cramp, labelled: [absent("warmth"), unknown("redness"), absent("swelling")], is: .cramp, at: .urgent,
                found: [present("redness"), absent("swelling")]),
        ]).findings
        // present: warmth hit; redness missed, then found where unknown; swelling found where absent.
        #expect(figures.present.precision == Proportion(1, of: 3))
        #expect(figures.present.recall == Proportion(1, of: 2))
        // absent: swelling taken for present, then hit; warmth missed.
        #expect(figures.absent.precision == Proportion(1, of: 1))
        #expect(figures.absent.recall == Proportion(1, of: 3))
        #expect(figures.rows.map(\.finding) == ["redness", "swelling", "warmth"])
        #expect(figures.rows[1].present.precision == Proportion(0, of: 1))
        #expect(figures.rows[1].absent.recall == Proportion(1, of: 2))
    }

    @Test func measuresNothingOfNothing() {
        let figures = EvaluationFigures([])
        #expect(figures.strict.share == nil)
        #expect(figures.falseAlarms.total == 0)
        #expect(figures.labels.count == CaseLabel.allCases.count)
    }
}
