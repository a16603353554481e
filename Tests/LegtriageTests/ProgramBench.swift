import Foundation

@testable import legtriage

/// Runs command lines inside the test, with files of its own.
final class ProgramBench {
    let folder: URL
    /// The package's own ruleset and samples.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "legtriage-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    func write(_ name: String, _ text: String) throws -> String {
        let file = folder.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    func read(_ name: String) throws -> String {
        try String(decoding: Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
    }

    /// The exit status; results go to the file `out` if the command takes `--output`.
    func run(_ words: String..., environment: [(name: String, value: String)] = []) -> Int32 {
        run(words, environment: environment)
    }

    func run(_ words: [String], environment: [(name: String, value: String)] = []) -> Int32 {
        Program.run(words, environment: [("LEGTRIAGE_HOME", Self.root)] + environment)
    }
}
