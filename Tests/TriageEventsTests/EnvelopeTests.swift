import Digests
import Testing
import TriageEvents

@Suite struct EnvelopeTests {
    private let native = #"{"submissionId":"inner","narrative":"text"}"#
    private let structured = [("content-type", "application/cloudevents+json; charset=UTF-8")]

    @Test func readsABinaryEventWithItsTime() throws {
        let submission = try decode(
            native,
            headers: [("ce_specversion", "1.0"), ("ce_id", "outer"), ("ce_time", "2026-03-01T08:00:00Z")]
        ).get()
        #expect(submission.id == "inner")
        #expect(submission.envelope == .cloudEventBinary)
        #expect(submission.eventTime == "2026-03-01T08:00:00Z")
        #expect(submission.submittedAt == nil)
    }

    @Test(arguments: [
        "application/cloudevents+json", "Application/CloudEvents+JSON;charset=utf-8", " application/cloudevents",
    ])
    func readsAStructuredEventByItsContentType(type: String) throws {
        let submission = try decode(
            #"{"specversion":"1.0","id":"outer","time":"2026-03-01T08:00:00Z","data":\#(native)}"#,
            headers: [("Content-Type", type)]
        ).get()
        #expect(submission.id == "inner")
        #expect(submission.envelope == .cloudEventStructured)
        #expect(submission.eventTime == "2026-03-01T08:00:00Z")
    }

    @Test func readsAStructuredEventThatOnlyItsMembersTell() throws {
        let submission = try decode(#"{"specversion":"1.0","id":"outer","data":\#(native)}"#).get()
        #expect(submission.id == "inner")
        #expect(submission.envelope == .cloudEventStructured)
    }

    @Test func readsDataInBase64AndDataEncodedTwice() throws {
        let base64 = Base64.encode(Array(native.utf8))
        #expect(try decode(#"{"data_base64":"\#(base64)"}"#, headers: structured).get().id == "inner")
        let quoted = native.replacing("\"", with: #"\""#)
        #expect(try decode(#"{"data":"\#(quoted)"}"#, headers: structured).get().id == "inner")
    }

    @Test func readsAFHIRResponseInAnEnvelope() throws {
        let response =
            #"{"resourceType":"QuestionnaireResponse","id":"r","status":"completed","item":[{"linkId":"a","answer":7}]}"#
        let submission = try decode(#"{"data":\#(response)}"#, headers: structured).get()
        #expect(submission.shape == .fhir)
        #expect(submission.problems == ["wrong_type $.data.item[0].answer"])
    }

    @Test func neverTakesTheEnvelopesIDForTheSubmissions() {
        #expect(
            decode(#"{"specversion":"1.0","id":"outer","data":{"narrative":"x"}}"#, headers: structured).refusal
                == "missing_submission_id $.data.submissionId")
    }

    @Test func readsAnObjectWithAnIDOfItsOwnWhateverTheHeadersSay() throws {
        let plain = try decode(native, headers: structured).get()
        #expect(plain.id == "inner")
        #expect(plain.envelope == .none)
        let withoutUse = try decode(
            #"{"submissionId":"outer","data_base64":"bm90IEpTT04=","narrative":"text"}"#, headers: structured
        ).get()
        #expect(withoutUse.id == "outer")
        #expect(withoutUse.narratives == ["text"])
    }

    @Test(arguments: [
        (#"{"data":[1]}"#, "not_an_object $.data"),
        (#"{"data":"plain words"}"#, "invalid_json $.data"),
        (#"{"data":""}"#, "empty_value $.data"),
        (#"{"data_base64":"***"}"#, "invalid_base64 $.data_base64"),
        (#"{"data_base64":7}"#, "invalid_base64 $.data_base64"),
        (#"{"data_base64":"W10="}"#, "not_an_object $.data_base64"),
        (#"{"id":"outer"}"#, "missing_submission_id $.data"),
        (#"[{"data":{"submissionId":"x"}}]"#, "not_an_object $"),
    ])
    func namesThePlaceWithinTheEnvelope(document: String, refusal: String) {
        #expect(decode(document, headers: structured).refusal == refusal)
    }

    @Test(
        arguments: [
            [0xEF, 0xBB, 0xBF], [0, 0, 0, 1, 2], [0, 0, 0, 1, 2, 0xEF, 0xBB, 0xBF], [0xEF, 0xBB, 0xBF, 0, 0, 0, 1, 2],
        ] as [[UInt8]])
    func skipsAndNotesWhatStandsBeforeTheJSON(prefix: [UInt8]) throws {
        let submission = try decode(prefix + Array(native.utf8)).get()
        #expect(submission.id == "inner")
        #expect(submission.flags.contains("byteOrderMark") == prefix.contains(0xEF))
        #expect(submission.flags.contains("registry") == prefix.contains(1))
    }
}
