import Testing
import TriageEvents

@testable import TriageEvaluation

@Suite struct EvaluationGateTests {
    /// Twenty texts: of five emergencies two are missed, of five suspected DVTs one, of ten cramps one alarms.
    private let outcomes =
        Array(repeating: outcome(.emergency, is: .emergency, at: .stat), count: 3)
        + Array(repeating: outcome(.emergency, is: .suspectedDVT, at: .asap), count: 2)
        + Array(repeating: outcome(.suspectedDVT, [.veinIssue], is: .suspectedDVT, at: .asap), count: 4)
        + [outcome(.suspectedDVT, is: .cramp, at: .urgent)]
        + Array(repeating: outcome(.cramp, is: .cramp, at: .urgent), count: 8)
        + [outcome(.cramp, [.veinIssue], is: .veinIssue, at: .urgent), outcome(.cramp, is: .emergency, at: .stat)]

    @Test(arguments: [
        (EvaluationGate.maxMissedEmergencies(2), true), (.maxMissedEmergencies(1), false),
        (.maxMissedDVT(1), true), (.maxMissedDVT(0), false),
        (.maxFalseAlarms(0.1), true), (.maxFalseAlarms(0.09), false),
        (.minStrict(0.75), true), (.minStrict(0.76), false),
        (.minLenient(0.8), true), (.minLenient(0.81), false),
    ])
    func holdsAtItsBoundAndNotBeyond(gate: EvaluationGate, passes: Bool) {
        let report = EvaluationReport(outcomes, gates: [gate])
        #expect(report.passes == passes)
        #expect(report.text().contains("\(passes ? "kept  " : "FAILED")  --\(gate.name) \(gate.boundText): "))
    }

    @Test func failsWhenThereIsNothingToMeasure() {
        let harmless = [outcome(.insufficient, is: nil, at: .urgent)]
        let gates: [EvaluationGate] = [
            .maxMissedEmergencies(2), .maxMissedDVT(1), .maxFalseAlarms(0.1), .minStrict(0), .minLenient(0),
        ]
        #expect(EvaluationReport(harmless, gates: gates).gates.map(\.passes) == [false, false, false, false, false])
    }

    @Test func failsWhenOneOfSeveralFails() {
        let report = EvaluationReport(outcomes, gates: [.maxMissedDVT(1), .maxMissedEmergencies(0), .minStrict(0.5)])
        #expect(report.gates.map(\.passes) == [true, false, true])
        #expect(!report.passes)
    }

    @Test func measuresTheWholeFileAlsoWhenAPartIsHeldBack() {
        let all = (0..<50).map { outcome(.emergency, id: "e\($0)", is: nil, at: .urgent) }
        let report = EvaluationReport(all, holdingBackOneIn: 2, gates: [.maxMissedEmergencies(49)])
        #expect(!report.passes)
    }
}
