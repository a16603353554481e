import JSON
import TriageEvents

/// A routing event with every part there is.
enum RoutingEventSample {
    private static let digest = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

    /// The body of the sample for a record's value.
    static func write(value: UnsafeRawBufferPointer) -> [UInt8] {
        // Parts outlive what is written of them.
        let arena = TextArena()
        func part(_ write: (inout ByteWriter) -> Void) -> JSONText {
            var out = ByteWriter()
            write(&out)
            return arena.add(out.bytes)
        }
        var out = ByteWriter()
        RoutingEventWriter.begin(
            head(
                value,
                disposition: part {
                    RoutingEventParts.disposition(
                        code: JSONText("call-back-today"),
                        text: JSONText("Call back today; ask the \"open\" questions first."),
                        respondWithinSeconds: 86_400, into: &$0)
                }), into: &out)
        writeFirstReason(part, into: &out)
        writeSecondReason(part, into: &out)
        RoutingEventWriter.beginScores(into: &out)
        RoutingEventWriter.beginScore(
            part { RoutingEventParts.scoreStart(JSONText("wells"), into: &$0) }, low: 0, high: 2.5,
            band: .undetermined, into: &out)
        out.value("active_cancer")
        out.value("pitting")
        RoutingEventWriter.endScore(into: &out)
        RoutingEventWriter.beginOpenQuestions(into: &out)
        RoutingEventWriter.openQuestion(
            part {
                RoutingEventParts.questionStart(
                    JSONText("leg.swelling"), text: JSONText("Is it swollen?"), into: &$0)
            }, part { RoutingEventParts.questionEnd(category: .suspectedDVT, .asap, into: &$0) }, into: &out)
        RoutingEventWriter.openQuestion(
            part { RoutingEventParts.questionStart(JSONText("x"), text: JSONText("Other?"), into: &$0) },
            part { RoutingEventParts.questionEnd(category: nil, .stat, into: &$0) }, into: &out)
        RoutingEventWriter.end(
            review: [ReviewFlags(.assessmentFailed), ReviewFlags(.conflict), ReviewFlags(.minor)],
            part {
                RoutingEventParts.end(
                    rulesetID: JSONText("leg"), version: JSONText("1.0.0"), sha256: arena.add(digest), engine: 1,
                    into: &$0)
            }, into: &out)
        return withExtendedLifetime(arena) { out.array }
    }

    private static func head(_ value: UnsafeRawBufferPointer, disposition: JSONText) -> RoutingEventHead {
        let submissionID = JSONText("s-0001")
        var digest = digest
        let eventID = digest.withUTF8 {
            var ids = EventIDHash(rulesetDigest: JSONText($0), engine: 1)
            return ids.id(submissionID: submissionID, value: value)
        }
        var head = RoutingEventHead(eventID: eventID, submissionID: submissionID, disposition: disposition)
        head.patientRef = JSONText("Patient/7")
        head.submittedAt = Instant(millisecondsSince1970: 1_772_352_000_000)
        head.category = .cramp
        head.status = .provisional
        head.priority = .urgent
        return head
    }

    private static func writeFirstReason(
        _ part: ((inout ByteWriter) -> Void) -> JSONText, into out: inout ByteWriter
    ) {
        RoutingEventWriter.beginReason(
            part { RoutingEventParts.reasonStart(rule: JSONText("cramp-typical"), into: &$0) }, into: &out)
        out.appendEscaped(JSONText("It sounds like a cramp:"))
        RoutingEventWriter.endText(
            part { RoutingEventParts.reasonMiddle(sources: [JSONText("S010"), JSONText("X1")], into: &$0) }, into: &out)
        RoutingEventWriter.beginEvidence(
            finding: part {
                RoutingEventParts.evidenceStart(finding: JSONText("palpable_knot"), state: "present", into: &$0)
            }, into: &out)
        RoutingEventWriter.origin(start: 12, end: 21, narrative: 0, into: &out)
        RoutingEventWriter.endEvidence(into: &out)
        RoutingEventWriter.beginEvidence(
            finding: part {
                RoutingEventParts.evidenceStart(finding: JSONText("dyspnea"), state: "absent", into: &$0)
            }, into: &out)
        RoutingEventWriter.origin(part { $0.value("breathing.now") }, into: &out)
        RoutingEventWriter.endEvidence(into: &out)
        RoutingEventWriter.endReason(into: &out)
    }

    private static func writeSecondReason(
        _ part: ((inout ByteWriter) -> Void) -> JSONText, into out: inout ByteWriter
    ) {
        RoutingEventWriter.beginReason(
            part { RoutingEventParts.reasonStart(rule: JSONText("raise"), into: &$0) }, into: &out)
        out.appendEscaped(JSONText(" a hard knot."))
        RoutingEventWriter.endText(
            part { RoutingEventParts.reasonMiddle(sources: [JSONText("S092")], into: &$0) }, into: &out)
        RoutingEventWriter.beginEvidence(
            number: part { RoutingEventParts.evidenceStart(number: JSONText("age_years"), into: &$0) }, low: 54,
            high: 54, into: &out)
        RoutingEventWriter.origin(part { $0.value("patient.ageYears") }, into: &out)
        RoutingEventWriter.endEvidence(into: &out)
        RoutingEventWriter.beginEvidence(
            number: part { RoutingEventParts.evidenceStart(number: JSONText("duration"), into: &$0) }, low: 10,
            high: .infinity, into: &out)
        RoutingEventWriter.origin(start: 0, end: 4, narrative: 1, into: &out)
        RoutingEventWriter.endEvidence(into: &out)
        RoutingEventWriter.beginEvidence(
            finding: part {
                RoutingEventParts.evidenceStart(finding: JSONText("swelling"), state: "unknown", into: &$0)
            }, into: &out)
        RoutingEventWriter.origin(start: 5, end: 9, narrative: 0, into: &out)
        RoutingEventWriter.endEvidence(quote: JSONText("bit\n"), into: &out)
        RoutingEventWriter.endReason(into: &out)
    }
}
