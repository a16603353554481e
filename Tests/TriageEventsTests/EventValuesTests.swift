import Digests
import Foundation
import JSON
import Testing
import TriageEvents

@Suite struct EventValuesTests {
    private func instant(_ text: String) -> Instant? {
        let arena = TextArena()
        return withExtendedLifetime(arena) { Instant(rfc3339: arena.add(text)) }
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.001Z", 1), ("1969-12-31T23:59:59.999Z", -1),
        ("2026-03-01T08:00:00+01:00", 1_772_348_400_000), ("2026-03-01T08:00:00.1239999Z", 1_772_352_000_123),
        ("2024-02-29T12:00:00-23:59", 1_709_294_340_000), ("0000-01-01T00:00:00Z", -62_167_219_200_000),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799_999), ("2016-12-31T23:59:60Z", 1_483_228_800_000),
        ("2016-12-31T23:59:60.9Z", 1_483_228_800_000), ("2026-03-01t08:00:00z", 1_772_352_000_000),
    ])
    func readsMoments(text: String, milliseconds: Int64) {
        #expect(instant(text)?.millisecondsSince1970 == milliseconds)
    }

    @Test(arguments: [
        "", "2026", "2026-03-01", "2026-03-01T08:00:00", "2026-03-01 08:00:00Z", "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z", "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-04-31T00:00:00Z",
        "2026-03-01T24:00:00Z", "2026-03-01T23:60:00Z", "2026-03-01T23:59:61Z", "2026-03-01T08:00:00.Z",
        "2026-03-01T08:00:00+24:00", "2026-03-01T08:00:00+0100", "2026-03-01T08:00:00Z ", "+2026-03-01T08:00:00Z",
        "0000-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "2026-03-01T08:00:00−01:00",
    ])
    func refusesWhatIsNoMoment(text: String) {
        #expect(instant(text) == nil)
    }

    @Test func printsMomentsAsFoundationDoes() {
        let formatter = ISO8601DateFormatter()
        formatter.formatOptions = [.withInternetDateTime]
        for days in stride(from: -700_000, through: 2_900_000, by: 997) {
            let moment = Instant(millisecondsSince1970: Int64(days) * 86_400_000 + 3_723_000)
            let date = Date(timeIntervalSince1970: Double(moment.millisecondsSince1970) / 1000)
            // Foundation's calendar is Julian before 1582.
            if days > -141_427 { #expect(moment.rfc3339 == formatter.string(from: date)) }
            #expect(instant(moment.rfc3339) == moment)
        }
    }

    @Test func ordersCategoriesAndPriorities() {
        #expect(Category.allCases == [.cramp, .veinIssue, .suspectedDVT, .emergency])
        #expect(Category.allCases.sorted() == Category.allCases)
        #expect(Priority.routine < .urgent && Priority.urgent < .asap && Priority.asap < .stat)
    }

    @Test func findsEveryValueByItsWord() {
        #expect(Category.allCases.map { Category(word: JSONText($0.word)) } == Category.allCases)
        #expect(Priority.allCases.map { Priority(word: JSONText($0.word)) } == Priority.allCases)
        #expect(Status.allCases.map { Status(word: JSONText($0.word)) } == Status.allCases)
        #expect(ReviewFlag.allCases.map { ReviewFlag(word: JSONText($0.word)) } == ReviewFlag.allCases)
        #expect(Category(word: JSONText("Cramp")) == nil && ReviewFlag(word: JSONText("")) == nil)
    }

    @Test func listsReviewFlagsInTheOrderOfTheClosedList() {
        var flags: ReviewFlags = [ReviewFlags(.selfHarm)]
        flags.insert(.conflict)
        flags.insert(.conflict)
        #expect(flags.inOrder == [.conflict, .selfHarm])
        #expect(flags.contains(.selfHarm) && !flags.contains(.minor))
    }

    @Test func givesAnotherIDWhereAnyPartDiffers() {
        func id(_ submission: String, _ digest: String, _ engine: Int, _ value: String) -> String {
            let arena = TextArena()
            return withExtendedLifetime(arena) {
                var ids = EventIDHash(rulesetDigest: arena.add(digest), engine: engine)
                let value = UnsafeRawBufferPointer(arena.add(value).bytes)
                // The one before leaves nothing behind.
                _ = ids.id(submissionID: arena.add("before"), value: value)
                return ids.id(submissionID: arena.add(submission), value: value).hex
            }
        }
        let base = id("a", "b", 1, "c")
        #expect(base.count == 32 && base.allSatisfy { $0.isHexDigit && !$0.isUppercase })
        #expect(id("a", "b", 1, "c") == base)
        let others = [
            id("x", "b", 1, "c"), id("a", "x", 1, "c"), id("a", "b", 2, "c"), id("a", "b", 1, "x"),
            id("ab", "", 1, "c"),
        ]
        #expect(Set(others + [base]).count == 6)
    }

    /// The same hash put together by hand, so that other programs can do so.
    @Test func hashesPartsAfterTheirLengths() {
        var ids = EventIDHash(rulesetDigest: JSONText("d"), engine: 12)
        let id = ids.id(submissionID: JSONText("s"), value: UnsafeRawBufferPointer(JSONText("v").bytes))
        var hash = BLAKE2b128()
        var parts: [UInt8] = []
        for part in ["s", "d", "12", "v"] {
            parts += [UInt8(part.utf8.count), 0, 0, 0, 0, 0, 0, 0] + Array(part.utf8)
        }
        parts.withUnsafeBytes { hash.update($0) }
        #expect(id.hex == Hexadecimal.encode(hash.finalizeBytes()))
    }
}
