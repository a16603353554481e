import JSON
import Testing
import TriageEvents

@Suite struct RoutingEventWriterTests {
    /// A part that stays as long as the arena.
    private func part(_ arena: TextArena, _ write: (inout ByteWriter) -> Void) -> JSONText {
        var out = ByteWriter()
        write(&out)
        return arena.add(out.bytes)
    }

    @Test(arguments: [0, 7, 10, 99, 100, 999, 1000, 9999, 10_000, 123_456, 4_294_967_295])
    func evidenceWrittenAtOnceIsThatOfItsSteps(_ offset: Int) {
        let arena = TextArena()
        let finding = JSONText("swelling")
        for narrative in [0, 1, 25] {
            // Small, so that it has to grow; the first piece of a list has no comma before it.
            var steps = ByteWriter(capacity: 1)
            var once = ByteWriter(capacity: 1)
            steps.append("[")
            once.append("[")
            for _ in 0..<3 {
                RoutingEventWriter.beginEvidence(
                    finding: part(arena) {
                        RoutingEventParts.evidenceStart(finding: finding, state: "present", into: &$0)
                    }, into: &steps)
                RoutingEventWriter.origin(start: offset / 2, end: offset, narrative: narrative, into: &steps)
                RoutingEventWriter.endEvidence(into: &steps)
                RoutingEventWriter.evidence(
                    at: part(arena) {
                        RoutingEventParts.evidenceStart(finding: finding, state: "present", into: &$0)
                        RoutingEventParts.spanStart(into: &$0)
                    }, start: UInt32(offset / 2), end: UInt32(offset), narrative: UInt32(narrative), into: &once)
            }
            #expect(once.string == steps.string)
        }
        withExtendedLifetime(arena) {}
    }

    @Test func readyEvidenceIsSeparatedByCommas() {
        var out = ByteWriter()
        out.append("[")
        for _ in 0..<2 { RoutingEventWriter.evidence(JSONText("{}"), into: &out) }
        #expect(out.string == "[{},{}")
    }
}
