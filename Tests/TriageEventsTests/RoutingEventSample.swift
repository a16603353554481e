import Digests
import JSON
import TriageEvents

/// A routing event with every part there is.
enum RoutingEventSample {
    /// The body of the sample for a record's value.
    static func write(value: UnsafeRawBufferPointer) -> [UInt8] {
        let digest = JSONText("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")
        var hash = BLAKE2b128()
        var event = RoutingEvent()
        event.submissionID = JSONText("s-0001")
        event.eventID = EventID(
            submissionID: event.submissionID, rulesetDigest: digest, engine: 1, value: value, using: &hash)
        event.patientRef = JSONText("Patient/7")
        event.submittedAt = Instant(millisecondsSince1970: 1_772_352_000_000)
        event.category = .cramp
        event.status = .provisional
        event.priority = .urgent
        event.respondWithinSeconds = 86_400
        event.dispositionCode = JSONText("call-back-today")
        event.dispositionText = JSONText("Call back today; ask the \"open\" questions first.")
        event.composedText = Array("It sounds like a cramp: a hard knot.".utf8)
        event.sources = [JSONText("S010"), JSONText("X1"), JSONText("S092")]
        event.evidence = [
            .init(finding: JSONText("palpable_knot"), state: .present, origin: .span(start: 12, end: 21, narrative: 0)),
            .init(
                finding: JSONText("dyspnea"), state: .absent, origin: .question(JSONText("breathing.now")), quote: nil),
            .init(
                finding: JSONText("age_years"), state: .between(low: 54, high: 54),
                origin: .member(JSONText("patient.ageYears"))),
            .init(
                finding: JSONText("duration"), state: .between(low: 10, high: .infinity),
                origin: .span(start: 0, end: 4, narrative: 1)),
            .init(
                finding: JSONText("swelling"), state: .unknown, origin: .span(start: 5, end: 9, narrative: 0),
                quote: JSONText("bit\n")),
        ]
        event.reasons = [
            .init(rule: JSONText("cramp-typical"), text: 0..<23, sources: 0..<2, evidence: 0..<2),
            .init(rule: JSONText("raise"), text: 23..<36, sources: 2..<3, evidence: 2..<5),
        ]
        event.unknownItems = [JSONText("active_cancer"), JSONText("pitting")]
        event.scores = [.init(id: JSONText("wells"), low: 0, high: 2.5, band: .undetermined, unknownItems: 0..<2)]
        event.openQuestions = [
            .init(
                id: JSONText("leg.swelling"), text: JSONText("Is it swollen?"), couldRaiseToCategory: .suspectedDVT,
                couldRaiseToPriority: .asap),
            .init(id: JSONText("x"), text: JSONText("Other?"), couldRaiseToCategory: nil, couldRaiseToPriority: .stat),
        ]
        event.review = [ReviewFlags(.assessmentFailed), ReviewFlags(.conflict), ReviewFlags(.minor)]
        event.rulesetID = JSONText("leg")
        event.rulesetVersion = JSONText("1.0.0")
        event.rulesetSHA256 = digest
        event.engine = 1
        var out = ByteWriter()
        RoutingEventWriter.write(event, into: &out)
        return out.array
    }
}
