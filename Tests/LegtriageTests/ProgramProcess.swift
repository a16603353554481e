import Foundation
import Testing

/// The built program as a process of its own.
struct ProgramProcess {
    let process = Process()

    init(_ words: String...) throws {
        try self.init(words, output: .nullDevice)
    }

    init(_ words: [String], output: FileHandle) throws {
        // The tests are built into the same folder.
        let folder = try #require(Bundle.main.executableURL?.deletingLastPathComponent())
        let places = [folder.path, ProgramBench.root + "/.build/debug"].map { $0 + "/legtriage" }
        let path = try #require(places.first { FileManager.default.isExecutableFile(atPath: $0) })
        process.executableURL = URL(filePath: path)
        process.arguments = words
        // Settings of whoever runs the tests are none of the program's; what a sanitizer is told is.
        process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("LEGTRIAGE_") }
            .merging(["LEGTRIAGE_HOME": ProgramBench.root]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    /// Waits for its end. A signal that ended it counts as with a shell.
    var exitStatus: Int32 {
        process.waitUntilExit()
        return process.terminationStatus + (process.terminationReason == .uncaughtSignal ? 128 : 0)
    }
}
