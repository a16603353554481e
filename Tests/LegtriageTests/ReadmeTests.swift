import Foundation
import Testing

@testable import legtriage

/// What the README shows is what the program does.
struct ReadmeTests {
    private let readme: String

    init() throws {
        readme = try String(contentsOf: URL(filePath: ProgramBench.root + "/README.md"), encoding: .utf8)
    }

    /// The first block of code that begins so.
    private func block(_ begin: String) throws -> String {
        let start = try #require(readme.range(of: begin))
        let end = try #require(readme[start.upperBound...].range(of: "\n```"))
        return String(readme[start.upperBound..<end.lowerBound]) + "\n"
    }

    @Test func itsFormGivesTheEventThatItShows() throws {
        let bench = try ProgramBench()
        let form = try bench.write("form.json", try block("```json\n"))
        #expect(bench.run("classify", "-f", "json", "-o", bench.path("event"), form) == 0)
        // Both without white space, which the README has more of.
        let shown = try block("```\n{\n").filter { !$0.isWhitespace }
        let event = try bench.read("event").filter { !$0.isWhitespace }
        // What stands between two ellipses must stand so in the event.
        var rest = event[...]
        for part in shown.split(separator: "…").map(Self.settled) where !part.isEmpty {
            let found = rest.range(of: part)
            #expect(found != nil, "README.md shows \(part), the event has \(event)")
            rest = found.map { rest[$0.upperBound...] } ?? rest
        }
    }

    /// Without the commas and brackets around an ellipsis, which stand for what is left out.
    private static func settled(_ part: Substring) -> String {
        var part = part
        while let first = part.first, "],}\"".contains(first) { part.removeFirst() }
        while let last = part.last, "[,{\"".contains(last) { part.removeLast() }
        return String(part)
    }

    @Test func itsEventHasNoDigestThatEveryChangeOfTheRulesetWouldMakeStale() throws {
        #expect(try block("```\n{\n").firstMatch(of: /[0-9a-f]{8}/) == nil)
    }

    @Test func itsRuleIsARule() throws {
        let bench = try ProgramBench()
        let copy = bench.folder.appending(path: "leg")
        try FileManager.default.copyItem(at: URL(filePath: ProgramBench.root + "/config/rulesets/leg"), to: copy)
        let file = copy.appending(path: "rules/99-readme.yaml")
        let rule = try block("```yaml\n").replacing("dvt-swelling-one-leg", with: "dvt-of-the-readme")
        try ("rules:\n" + rule).write(to: file, atomically: true, encoding: .utf8)
        #expect(bench.run("rules", "check", "--quiet", copy.path) == 0)
    }
}
