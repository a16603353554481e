import Foundation
import KafkaQueue
import Testing

/// A real Apache Kafka for the time of a suite: the one at `LEGTRIAGE_TEST_BOOTSTRAP`, else, if `LEGTRIAGE_TEST_KAFKA`
/// is 1, one started by `../shared/kafka/broker` beside the package.
struct RealBroker: SuiteTrait, TestScoping {
    @TaskLocal static var bootstrap = ""

    static let skipReason: Comment =
        "needs a Kafka: set LEGTRIAGE_TEST_BOOTSTRAP=host:port, or LEGTRIAGE_TEST_KAFKA=1 to start ../shared/kafka/broker"

    private static let given = ProcessInfo.processInfo.environment["LEGTRIAGE_TEST_BOOTSTRAP"]

    private static var script: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/kafka/broker")
    }

    static var isAtHand: Bool {
        if given != nil { return true }
        return ProcessInfo.processInfo.environment["LEGTRIAGE_TEST_KAFKA"] == "1"
            && FileManager.default.isExecutableFile(atPath: script.path)
    }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        guard Self.isAtHand else { return try await function() }
        if let given = Self.given {
            return try await Self.$bootstrap.withValue(given) { try await function() }
        }
        let port = 20_000 + Int(ProcessInfo.processInfo.processIdentifier) % 4000 * 10
        let bootstrap = try broker(
            port,
            [
                "start", "--heap", "512m", "--set", "transaction.abort.timed.out.transaction.cleanup.interval.ms=1000",
                // Kafka's own default: a topic that is missing must be missed all the same.
                "--set", "auto.create.topics.enable=true",
            ])
        defer { _ = try? broker(port, ["stop", "--clean"]) }
        try await Self.$bootstrap.withValue(bootstrap) { try await function() }
    }

    /// Runs the script; its last word is the bootstrap address.
    private func broker(_ port: Int, _ arguments: [String]) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = Self.script
        process.arguments = ["--port", "\(port)"] + arguments
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(arguments[0]) of the broker on port \(port)")
        let words = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        return words.last.map(String.init) ?? ""
    }
}
