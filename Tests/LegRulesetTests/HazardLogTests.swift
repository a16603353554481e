import Foundation
import TestSupport
import Testing
import TriageEngine
import TriageEvents

/// The links of docs/hazards.md, from hazard to control to proof, lead somewhere.
struct HazardLogTests {
    private struct Row {
        let id: String
        let cells: [String]
        /// What stands between backticks.
        func names(inCell index: Int) -> [String] {
            cells[index].split(separator: "`", omittingEmptySubsequences: false).enumerated()
                .filter { $0.offset.isMultiple(of: 2) == false }.map { String($0.element) }
        }
    }

    /// Rows of the hazard table: id, hazard, cause, controls, proof.
    private static func rows() throws -> [Row] {
        let text = try String(contentsOfFile: PackageFolder.path + "/docs/hazards.md", encoding: .utf8)
        return text.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard let id = cells.first, id.hasPrefix("H"), Int(id.dropFirst()) != nil else { return nil }
            return Row(id: id, cells: cells)
        }
    }

    /// All Swift files of the package's own, as one text.
    private static func sources() throws -> String {
        var text = ""
        for folder in ["Sources", "Tests"] {
            let root = PackageFolder.path + "/" + folder
            for path in try FileManager.default.subpathsOfDirectory(atPath: root) where path.hasSuffix(".swift") {
                text += try String(contentsOfFile: root + "/" + path, encoding: .utf8)
            }
        }
        return text
    }

    @Test func sixteenHazardsEachHaveControlsAndAProof() throws {
        let rows = try Self.rows()
        #expect(rows.map(\.id) == (1...16).map { "H\($0)" })
        for row in rows {
            try #require(row.cells.count == 5, "\(row.id)")
            #expect(!row.names(inCell: 4).isEmpty, "\(row.id) names no case, test or command as proof")
        }
    }

    @Test func everyProofExists() throws {
        let cases = Set(try LegRuleset.loaded.get().cases.map(\.name))
        let sources = try Self.sources()
        for row in try Self.rows() {
            for name in row.names(inCell: 4) {
                let isThere =
                    cases.contains(name) || Self.isDeclared(name, in: sources) || Self.isCommand(name, in: sources)
                    || FileManager.default.fileExists(atPath: PackageFolder.path + "/" + name)
                #expect(isThere, "\(row.id): there is no case, test, command or file named \(name)")
            }
        }
    }

    @Test func everyControlExists() throws {
        let ruleset = try LegRuleset.loaded.get()
        var known = Set(ruleset.rules.map(\.name) + ruleset.exceptions.map(\.name) + ruleset.definitions.map(\.name))
        known.formUnion(ruleset.vocabulary.findings.map(\.name) + ruleset.questions.map(\.name))
        known.formUnion(ReviewFlag.allCases.map { $0.word.description } + Status.allCases.map { $0.word.description })
        known.formUnion(Priority.allCases.map { $0.word.description })
        let format = try String(contentsOfFile: PackageFolder.path + "/docs/rulesets.md", encoding: .utf8)
        let sources = try Self.sources()
        for row in try Self.rows() {
            for name in row.names(inCell: 3) {
                let isThere =
                    known.contains(name) || Self.isDeclared(name, in: sources) || Self.isCommand(name, in: sources)
                    || name.hasSuffix("-*") && ruleset.rules.contains { $0.name.hasPrefix(name.dropLast()) }
                    || name.hasPrefix("legtriage-") && sources.contains("\"\(name)\"") || format.contains(name)
                #expect(isThere, "\(row.id): nothing is named \(name)")
            }
        }
    }

    /// A type of that name, or with "()" at its end a function.
    private static func isDeclared(_ name: String, in sources: String) -> Bool {
        guard !name.hasSuffix("()") else { return sources.contains("func \(name.dropLast())") }
        return ["struct", "enum", "class"].contains {
            sources.contains("\($0) \(name) ") || sources.contains("\($0) \(name):")
        }
    }

    /// `legtriage evaluate --negation`: a command of the program, and its option.
    private static func isCommand(_ name: String, in sources: String) -> Bool {
        guard name.hasPrefix("legtriage ") else { return false }
        let parts = name.dropFirst("legtriage ".count).split(separator: " ")
        let words = parts.prefix { !$0.hasPrefix("-") }.joined(separator: " ")
        let options = parts.filter { $0.hasPrefix("--") }.map { $0.dropFirst(2) }
        return sources.contains("\"\(words)\"") && options.allSatisfy { sources.contains("\"\($0)\"") }
    }
}
