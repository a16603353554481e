import Foundation
import TriageEngine

/// A ruleset of one rule, so that these tests stand whatever clinicians decide: `breathing.now` answered with yes is
/// `stat`, all else is undetermined and `urgent`.
enum SmallRuleset {
    static let shared = Result { try load() }

    private static func load() throws -> Ruleset {
        let folder = FileManager.default.temporaryDirectory.appending(path: "small-ruleset-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files {
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return try Ruleset.load(directory: folder.path)
    }

    private static let files: [(name: String, text: String)] = [
        (
            "ruleset.yaml",
            """
            ruleset: small
            version: 1.0.0
            title: For tests of the worker
            settings: {quoteEvidence: false, defaultForm: leg-intake, languages: [en]}
            dispositions:
              now: {text: Now, respondWithin: 5 minutes}
              soon: {text: Soon, respondWithin: 1 days}
            undetermined:
              outOfScope: {priority: urgent, disposition: soon, reason: "Nothing about a leg."}
              insufficient: {priority: urgent, disposition: soon, reason: "Too little."}
              retracted: {priority: urgent, disposition: soon, reason: "Withdrawn."}
              assessmentFailed: {priority: urgent, disposition: soon, reason: "Failed."}
            conflict: {floor: urgent, disposition: soon}
            """
        ),
        (
            "findings.yaml",
            """
            findings:
              dyspnea:
                text: breathlessness
                meaning: Short of breath
                group: emergency
                danger: present
                hedged: present
                sources: [S092]
            """
        ),
        (
            "rules/emergency.yaml",
            """
            rules:
              - rule: emergency-breath
                title: Breathlessness
                category: emergency
                priority: stat
                disposition: now
                when: dyspnea
                reason: "Signs of a clot in the lung: {present}."
                sources: [S092]
            """
        ),
        (
            "questions.yaml",
            """
            questions:
              - question: breathing.now
                text: Are you short of breath?
                type: boolean
                answers: {"true": {dyspnea: present}, "false": {dyspnea: absent}}
            """
        ),
        ("forms/leg-intake.yaml", "form: leg-intake\nversions: [\"1\"]\nquestions: all\n"),
        (
            "lexicon/words.yaml",
            """
            concepts:
              - concept: dyspnea
                place: fixed
                complaint: true
                says: [short of breath]
                finding: dyspnea
            """
        ),
    ]
}
