import Testing
import TriageEvents

@testable import TriageEvaluation

@Suite struct CaseOutcomeTests {
    @Test func isStrictlyRightOnlyByTheLabelAndLenientlyByAnyAcceptedOne() {
        let byLabel = outcome(.veinIssue, [.cramp], is: .veinIssue, at: .routine)
        #expect(byLabel.isStrictlyRight && byLabel.isLenientlyRight)
        let byOther = outcome(.veinIssue, [.cramp], is: .cramp, at: .routine)
        #expect(!byOther.isStrictlyRight && byOther.isLenientlyRight)
        let byNone = outcome(.veinIssue, [.cramp], is: nil, at: .routine)
        #expect(!byNone.isStrictlyRight && !byNone.isLenientlyRight)
    }

    @Test(arguments: [CaseLabel.outOfScope, .insufficient])
    func takesUndeterminedForBothLabelsWithoutACategory(label: CaseLabel) {
        #expect(outcome(label, is: nil, at: .urgent).isStrictlyRight)
        #expect(!outcome(label, is: .cramp, at: .routine).isStrictlyRight)
    }

    @Test(arguments: [
        (CaseLabel.emergency, Priority.asap, true), (.emergency, .stat, false),
        (.suspectedDVT, .urgent, true), (.suspectedDVT, .asap, false),
        (.veinIssue, .routine, false), (.cramp, .routine, false), (.outOfScope, .routine, false),
        (.insufficient, .routine, false),
    ])
    func missesBelowThePriorityOfTheLabel(label: CaseLabel, priority: Priority, isMissed: Bool) {
        #expect(outcome(label, is: label.category, at: priority).isUnderTriaged == isMissed)
    }

    @Test func missesOnlyBelowEveryAcceptedLabel() {
        #expect(!outcome(.emergency, [.suspectedDVT], is: .suspectedDVT, at: .asap).isUnderTriaged)
        #expect(outcome(.emergency, [.suspectedDVT], is: .suspectedDVT, at: .urgent).isUnderTriaged)
        #expect(!outcome(.emergency, [.outOfScope], is: nil, at: .routine).isUnderTriaged)
    }

    @Test func takesTheGivenMinimumInsteadOfTheLabels() {
        #expect(outcome(.cramp, minimum: .urgent, is: .cramp, at: .routine).isUnderTriaged)
        #expect(!outcome(.emergency, minimum: .asap, is: .emergency, at: .asap).isUnderTriaged)
    }

    @Test func missesADeadLetterWhereAPriorityIsAskedFor() {
        #expect(deadLetter(.emergency).isUnderTriaged)
        #expect(deadLetter(.emergency).miss == .underTriaged)
        #expect(!deadLetter(.cramp).isUnderTriaged)
        #expect(deadLetter(.cramp).miss == .rejected)
        #expect(!deadLetter(.outOfScope).isStrictlyRight)
    }

    @Test(arguments: [
        (CaseLabel.cramp, Priority.urgent, false), (.cramp, .asap, true), (.insufficient, .asap, true),
        (.suspectedDVT, .asap, false), (.suspectedDVT, .stat, true), (.emergency, .stat, false),
    ])
    func overTriagesAboveWhatTheLabelAllows(label: CaseLabel, priority: Priority, isOver: Bool) {
        #expect(outcome(label, is: label.category, at: priority).isOverTriaged == isOver)
    }

    @Test func raisesAFalseAlarmByPriorityOrByCategory() {
        #expect(outcome(.cramp, is: .cramp, at: .asap).isFalseAlarm)
        #expect(outcome(.veinIssue, is: .suspectedDVT, at: .urgent).isFalseAlarm)
        #expect(outcome(.outOfScope, is: .emergency, at: .stat).isFalseAlarm)
        #expect(!outcome(.cramp, is: .veinIssue, at: .urgent).isFalseAlarm)
        #expect(!outcome(.outOfScope, is: nil, at: .urgent).isFalseAlarm)
    }

    @Test func allowsAnAlarmAsSeriousAsAnAcceptedLabelAndNoMore() {
        #expect(!outcome(.outOfScope, [.suspectedDVT], is: .suspectedDVT, at: .asap).isFalseAlarm)
        #expect(outcome(.outOfScope, [.suspectedDVT], is: .emergency, at: .stat).isFalseAlarm)
        #expect(outcome(.outOfScope, [.suspectedDVT], is: .suspectedDVT, at: .stat).isFalseAlarm)
        #expect(!outcome(.cramp, [.emergency], is: .suspectedDVT, at: .asap).isFalseAlarm)
        #expect(!outcome(.cramp, minimum: .asap, is: .cramp, at: .asap).isFalseAlarm)
    }

    @Test(arguments: [CaseLabel.suspectedDVT, .emergency, .insufficient])
    func countsNoFalseAlarmAboutTextsThatMayHideADanger(label: CaseLabel) {
        #expect(!outcome(label, is: .emergency, at: .stat).isFalseAlarm)
    }

    @Test func namesTheWorstOfSeveralFaults() {
        #expect(outcome(.emergency, is: .cramp, at: .routine).miss == .underTriaged)
        #expect(outcome(.cramp, is: .emergency, at: .stat).miss == .falseAlarm)
        #expect(outcome(.cramp, is: .veinIssue, at: .urgent).miss == .wrongCategory)
        #expect(outcome(.cramp, is: .cramp, at: .urgent).miss == nil)
    }
}
