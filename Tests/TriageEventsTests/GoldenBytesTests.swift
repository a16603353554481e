import Digests
import Foundation
import JSON
import Testing
import TriageEvents

/// Bytes of every published version of a format, kept as they were: they must be read, or come out, the same for ever.
@Suite struct GoldenBytesTests {
    private func golden(_ name: String) throws -> [UInt8] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return [UInt8](try Data(contentsOf: tests.appending(path: "Golden/\(name)")))
    }

    @Test func readsTheFirstNativeForm() throws {
        let submission = try decode(try golden("intake.native.1.json")).get()
        #expect(submission.id == "s-0001")
        #expect(submission.submittedAt == "2026-03-01T08:00:00Z")
        #expect(submission.form == "leg-intake" && submission.version == "1")
        #expect(submission.age == 54 && submission.sex == "female" && submission.pregnancy == "'none'")
        #expect(
            submission.answers == [
                "breathing.now=false", "leg.side='left'", "calf.difference=1.5", "chest.signs=[none]",
                "travel.recent=null",
            ])
        #expect(submission.narratives == ["Woke with a hard knot in my calf, gone after stretching."])
        #expect(submission.problems.isEmpty && submission.unknownMembers == 0)
    }

    @Test func readsTheFirstResponse() throws {
        let submission = try decode(try golden("intake.fhir.1.json")).get()
        #expect(submission.id == "s-0002")
        #expect(submission.submittedAt == "2026-03-01T08:30:00Z")
        #expect(submission.form == "leg-intake" && submission.version == "1")
        #expect(submission.patientRef == "Patient/8" && submission.flags == ["thirdParty"])
        #expect(
            submission.answers == [
                "leg.side=[right]", "chest.signs=[dyspnea,chest_pain]", "calf.difference=3.5 cm",
                "story='Her calf is swollen since Friday.'",
            ])
        #expect(submission.narratives == ["Her calf is swollen since Friday."])
        #expect(submission.problems.isEmpty && submission.unknownMembers == 0)
    }

    @Test func readsTheFirstEnvelope() throws {
        let submission = try decode(try golden("intake.cloudevent.1.json")).get()
        #expect(submission.id == "s-0003")
        #expect(submission.envelope == .cloudEventStructured)
        #expect(submission.eventTime == "2026-03-01T08:00:05Z")
        #expect(submission.answers == ["breathing.now=true"])
    }

    @Test func writesTheFirstRoutingEvent() throws {
        let value = try golden("intake.native.1.json")
        let written = value.withUnsafeBytes { RoutingEventSample.write(value: $0) }
        #expect(
            String(decoding: written, as: UTF8.self) + "\n"
                == String(decoding: try golden("routing.1.json"), as: UTF8.self))
    }
}
