import Foundation
import InMemoryQueue
import Testing
import TriageEvents

@testable import TriageWorker

/// The headers of dead letters are a contract with whoever repairs and redrives them: what the worker writes and what
/// `config/schemas/dead-letter-headers.schema.json` tells of must be the same.
@Suite(.timeLimit(.minutes(1)))
struct DeadLetterSchemaTests {
    private let schema: [String: Any]

    init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../config/schemas/dead-letter-headers.schema.json").standardized
        schema = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    }

    private func property(_ name: String) throws -> [String: Any]? {
        try #require(schema["properties"] as? [String: [String: Any]])[name]
    }

    @Test func listsEveryCodeAndNoOther() throws {
        let codes = try #require(try property("legtriage-error-code")?["enum"] as? [String])
        #expect(codes == IntakeRejection.Code.allCases.map(\.rawValue))
    }

    @Test func describesEveryHeaderThatIsWrittenAndNoOther() throws {
        let names = try #require(schema["properties"] as? [String: Any]).keys
        let written = [
            EventHeaders.input, EventHeaders.errorCode, EventHeaders.errorPath, EventHeaders.redFlag,
            EventHeaders.attempt, EventHeaders.redriveOf, EventHeaders.valueSize, EventHeaders.valueDigest,
        ].map { "\($0)" }
        #expect(names.sorted() == written.sorted())
        let forbidden = try #require(
            ((schema["propertyNames"] as? [String: Any])?["not"] as? [String: Any])?["pattern"] as? String)
        let pattern = try Regex(forbidden)
        #expect(written.allSatisfy { $0.firstMatch(of: pattern) == nil })
        #expect("legtriage-else".firstMatch(of: pattern) != nil)
    }

    @Test func holdsForDeadLettersOfEveryKindThatTheWorkerWrites() async throws {
        let redrive = [("legtriage-attempt", "2"), ("legtriage-redrive-of", "leg-intake.dead-letters/0/5"), ("a", "b")]
        let bench = try WorkerBench(partitions: 1, laneBytes: 400, deadLetterBytes: 2000)
        let values: [[UInt8]?] = [
            nil, [], Array("[]".utf8), Array("{".utf8), [0x80, 0xFF], Array(#"{"submissionId":7}"#.utf8),
            Array(#"{"narrative":"chest pain"}"#.utf8), [UInt8](repeating: 0x61, count: 5000),
            Array(WorkerBench.form("x", stat: true).utf8),
        ]
        for value in values {
            try bench.send(value, headers: redrive.map { .init(name: Array($0.0.utf8), value: Array($0.1.utf8)) })
        }
        try await bench.run()
        let letters = try bench.records(bench.names.deadLetters)
        #expect(letters.count == values.count)
        var codes: Set<String> = []
        for letter in letters {
            var told: [String: String] = [:]
            for header in letter.headers where header.name.starts(with: Array("legtriage-".utf8)) {
                told[String(decoding: header.name, as: UTF8.self)] = String(decoding: header.value ?? [], as: UTF8.self)
            }
            try check(told)
            codes.insert(told["legtriage-error-code"] ?? "none")
            #expect(told["legtriage-attempt"] == "3")
            #expect(told["legtriage-redrive-of"] == "leg-intake.dead-letters/0/5")
            #expect(
                (told["legtriage-value-size"] != nil)
                    == (letter.value == nil && told["legtriage-error-code"] != "null_value"))
        }
        #expect(codes.count == 8)
        #expect(codes.contains("output_refused"))
    }

    /// The words of JSON Schema that the file uses.
    private func check(_ told: [String: String]) throws {
        for name in try #require(schema["required"] as? [String]) { #expect(told[name] != nil) }
        for (name, others) in try #require(schema["dependentRequired"] as? [String: [String]]) where told[name] != nil {
            #expect(others.allSatisfy { told[$0] != nil })
        }
        for (name, value) in told {
            let rules = try #require(try property(name), "\(name) is not in the schema")
            if let known = rules["enum"] as? [String] { #expect(known.contains(value)) }
            if let constant = rules["const"] as? String { #expect(value == constant) }
            if let pattern = rules["pattern"] as? String { #expect(try value.wholeMatch(of: Regex(pattern)) != nil) }
        }
    }
}
