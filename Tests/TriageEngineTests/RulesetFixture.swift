import Foundation
import JSON
import TriageEngine
import TriageEvents

/// Rulesets written to a temporary folder for one test.
enum RulesetFixture {
    static let identity = """
        ruleset: tiny
        version: 1.0.0
        settings: {defaultForm: tiny}
        dispositions:
          now: {text: Now, respondWithin: 5 minutes}
          soon: {text: Soon, respondWithin: 4 hours}
        undetermined:
          outOfScope: {priority: urgent, disposition: soon, reason: Nothing about a leg.}
          insufficient: {priority: urgent, disposition: soon, reason: Too little is known.}
          retracted: {priority: urgent, disposition: soon, reason: Taken back.}
          assessmentFailed: {priority: urgent, disposition: soon, reason: Failed.}
        conflict: {floor: urgent, disposition: soon}
        """

    static let form = """
        form: tiny
        questions: all
        """

    /// Loads the files; `ruleset.yaml` and a form map are added where they are not given.
    static func load(_ files: [String: String]) throws -> Ruleset {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("legtriage-" + UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        var files = files
        if files["ruleset.yaml"] == nil { files["ruleset.yaml"] = identity }
        if files["forms/tiny.yaml"] == nil { files["forms/tiny.yaml"] = form }
        for (path, text) in files {
            let file = folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return try Ruleset.load(directory: folder.path)
    }

    /// The problems of files that must not load.
    static func problems(_ files: [String: String]) throws -> [RulesetProblem] {
        do {
            _ = try load(files)
            return []
        } catch let errors as RulesetErrors {
            return errors.problems
        }
    }

    /// A question whose answer yes or no sets a finding, by default that of its own name.
    static func question(
        _ name: String, sets finding: String? = nil, text: String? = nil, more: String = ""
    ) -> String {
        let finding = finding ?? name
        return "  - {question: \(name), text: \(text ?? finding)\(more), type: boolean, "
            + "answers: {\"true\": {\(finding): present}, \"false\": {\(finding): absent}}}\n"
    }

    /// A rule of one line that asks for an answer soon.
    static func rule(
        _ name: String, _ category: String, _ priority: String, when condition: String, disposition: String = "soon",
        more: String = ""
    ) -> String {
        "  - {rule: \(name), title: \(name), category: \(category), priority: \(priority), "
            + "disposition: \(disposition), when: \(condition), reason: \(name), sources: [S1]\(more)}\n"
    }

    static func finding(_ name: String, danger: String = "present", more: String = "") -> String {
        "  \(name): {text: \(name) text, group: dvt, danger: \(danger), hedged: present\(more)}\n"
    }
}

extension TriageChain {
    /// The assessment of a submission in our own JSON whose answers are given as JSON text.
    func assess(answers: String, patient: String = "{}", extra: String = "") -> AssessmentView {
        let text = """
            {"schema":"leg-intake/1","submissionId":"s","patient":\(patient),"answers":{\(answers)}\(extra)}
            """
        var writer = ByteWriter()
        _ = Array(text.utf8).withUnsafeBytes { process(value: $0, headers: .none, into: &writer) }
        return view
    }

    /// The body that a submission gives.
    func body(_ text: String) -> String {
        var writer = ByteWriter()
        _ = Array(text.utf8).withUnsafeBytes { process(value: $0, headers: .none, into: &writer) }
        return writer.string
    }
}
