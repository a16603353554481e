import InMemoryQueue
import MessageQueue
import Locking
import TestSupport
import Testing

@testable import TriageWorker

/// What comes out when what goes in is broken, too large, or dressed up.
@Suite(.timeLimit(.minutes(1)))
struct OneOutputTests {
    private static let canary = "kanarienvogel"

    /// 1,000 records that no decoder should choke on; each carries the canary where it can.
    private static func malformed() -> [[UInt8]?] {
        var random = SeededGenerator(seed: 7)
        let form = Array(WorkerBench.form("id-\(canary)", narrative: canary).utf8)
        return (0..<1000).map { number in
            switch number % 8 {
            case 0: return Array(form.prefix(Int(random.next() % UInt64(form.count))))
            case 1:
                var flipped = form
                flipped[Int(random.next() % UInt64(form.count))] ^= UInt8(1 << (random.next() % 8))
                return flipped
            case 2: return nil
            case 3: return []
            case 4:
                return Array(String(repeating: "[", count: 1 + Int(random.next() % 5000)).utf8)
                    + Array("\"\(canary)\"".utf8)
            case 5: return (0..<64).map { _ in UInt8(truncatingIfNeeded: random.next()) } + Array(canary.utf8)
            case 6: return Array("{\"submissionId\": \(number), \"narrative\": \"\(canary)\"}".utf8)
            default: return Array("\u{FEFF}".utf8) + form
            }
        }
    }

    @Test func malformedRecordsGiveOneOutputEachAndLeakNothing() async throws {
        let bench = try WorkerBench(partitions: 4)
        for (number, value) in Self.malformed().enumerated() { try bench.send(value, to: number % 4) }
        try bench.send(Array(repeating: 0x20, count: 2 << 20) + Array(Self.canary.utf8), to: 0)
        let snapshot = try await bench.run()
        #expect(try bench.places() == bench.expectedPlaces())
        #expect(snapshot.isBalanced)
        #expect(snapshot.deadLettersInAll > 500)
        let headers = try bench.outputs().flatMap { $0.headers.compactMap(\.value) }
        #expect(!headers.contains { String(decoding: $0, as: UTF8.self).contains(Self.canary) })
        #expect(!bench.lines.withLock { $0.contains { $0.contains(Self.canary) } })
    }

    @Test func aDeadLetterKeepsKeyValueAndHeadersAndBelievesNoneOfOurs() async throws {
        let bench = try WorkerBench(partitions: 1)
        let own: [StoredRecord.Header] = [
            .init(name: Array("a".utf8), value: Array("1".utf8)), .init(name: Array("b".utf8), value: nil),
            .init(name: Array("legtriage-red-flag".utf8), value: Array("forged".utf8)),
            .init(name: Array("a".utf8), value: []),
        ]
        try bench.send(Array("no form".utf8), key: "key", headers: own)
        try await bench.run()
        let letter = try #require(try bench.records(bench.names.deadLetters).first)
        #expect(letter.key == Array("key".utf8))
        #expect(letter.value == Array("no form".utf8))
        #expect(letter.headers.prefix(3) == [own[0], own[1], own[3]])
        #expect(WorkerBench.header(letter, "legtriage-red-flag") != "forged")
        #expect(WorkerBench.header(letter, "legtriage-error-code") == "invalid_json")
        #expect(WorkerBench.header(letter, "legtriage-error-path") == "$")
        #expect(WorkerBench.header(letter, "legtriage-attempt") == "1")
        #expect(WorkerBench.header(letter, "legtriage-input") == "\(bench.names.intake[0])/0/0")
    }

    @Test func aRoutingEventCarriesCloudEventsHeadersTraceAndRedrive() async throws {
        let bench = try WorkerBench(partitions: 1)
        let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        try bench.send(
            WorkerBench.form("x", stat: true),
            headers: [
                ("traceparent", trace), ("tracestate", "a=b"), ("legtriage-attempt", "2"),
                ("legtriage-redrive-of", "leg-intake.dead-letters/0/5"), ("legtriage-replay", "true"), ("other", "x"),
            ])
        try await bench.run()
        let event = try #require(try bench.records(bench.names.stat).first)
        let names = event.headers.map { String(decoding: $0.name, as: UTF8.self) }
        #expect(
            names == [
                "ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time", "content-type", "legtriage-input",
                "traceparent", "tracestate", "legtriage-redrive-of", "legtriage-attempt",
            ])
        #expect(WorkerBench.header(event, "ce_source") == "/legtriage/legtriage")
        #expect(WorkerBench.header(event, "ce_type") == "leg-triage.routing.v1")
        #expect(WorkerBench.header(event, "traceparent") == trace)
        #expect(WorkerBench.header(event, "ce_id")?.count == 32)
        let body = String(decoding: event.value ?? [], as: UTF8.self)
        #expect(body.contains("\"eventId\":\"\(WorkerBench.header(event, "ce_id") ?? "?")\""))
        #expect(event.key == Array("k".utf8))
    }

    @Test func anOutputThatTheBrokerRefusesBecomesADeadLetter() async throws {
        let bench = try WorkerBench(partitions: 1, laneBytes: 400)
        try bench.sendForms(3)
        let snapshot = try await bench.run()
        #expect(snapshot.deadLettersInAll == 3)
        #expect(try bench.places() == bench.expectedPlaces())
        let letters = try bench.records(bench.names.deadLetters)
        #expect(letters.allSatisfy { WorkerBench.header($0, "legtriage-error-code") == "output_refused" })
        #expect(letters.allSatisfy { $0.value?.isEmpty == false })
        // The first form would have been `stat`: whoever looks at dead letters must see that.
        #expect(letters.map { WorkerBench.header($0, "legtriage-red-flag") } == ["true", nil, nil])
    }

    @Test func aDeadLetterThatIsTooLargeKeepsSizeAndDigest() async throws {
        let bench = try WorkerBench(partitions: 1, deadLetterBytes: 1000)
        try bench.sendForms(5)
        try bench.send([UInt8](repeating: 0x61, count: 5000))
        try bench.sendForms(5)
        let snapshot = try await bench.run()
        #expect(snapshot.recordsIn == 11)
        #expect(try bench.places() == bench.expectedPlaces())
        let letter = try #require(try bench.records(bench.names.deadLetters).first)
        #expect(letter.value == nil)
        #expect(WorkerBench.header(letter, "legtriage-value-size") == "5000")
        #expect(WorkerBench.header(letter, "legtriage-value-sha256")?.count == 64)
        #expect(WorkerBench.header(letter, "legtriage-error-code") == "invalid_json")
    }
}
