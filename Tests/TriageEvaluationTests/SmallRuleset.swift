import Foundation
import TriageEngine

/// A ruleset of three rules in a folder of its own, so that these tests stand whatever clinicians decide.
enum SmallRuleset {
    private static let files = [
        "ruleset.yaml": """
        ruleset: small
        version: 1.2.3
        title: For tests
        settings: {quoteEvidence: false, defaultForm: small-form, languages: [en]}
        dispositions:
          call: {text: Call now, respondWithin: 5 minutes}
          soon: {text: Look at it soon, respondWithin: 4 hours}
          later: {text: Answer in writing, respondWithin: 2 days}
        undetermined:
          outOfScope: {priority: urgent, disposition: soon, reason: Nothing about a leg}
          insufficient: {priority: urgent, disposition: soon, reason: Too little}
          retracted: {priority: urgent, disposition: soon, reason: Taken back}
          assessmentFailed: {priority: urgent, disposition: soon, reason: It failed}
        conflict: {floor: urgent, disposition: soon}
        """,
        "findings.yaml": """
        findings:
          breathless: {text: breathless, meaning: Short of breath, group: emergency, danger: present, hedged: present, sources: [S001]}
          swollen: {text: swollen, meaning: One leg is swollen, group: dvt, danger: present, hedged: present, sources: [S002]}
          spasm: {text: a spasm, meaning: A muscle seized up, group: cramp, danger: absent, hedged: unknown, sources: [S003]}
        """,
        "questions.yaml": """
        questions:
          - question: breath
            text: Are you short of breath?
            type: boolean
            answers: {"true": {breathless: present}, "false": {breathless: absent}}
          - question: swelling
            text: Is one leg swollen?
            type: boolean
            answers: {"true": {swollen: present}, "false": {swollen: absent}}
          - question: cramp
            text: Did a muscle seize up?
            type: boolean
            answers: {"true": {spasm: present}, "false": {spasm: absent}}
        """,
        "forms/small.yaml": "form: small-form\nquestions: all\n",
        "rules/rules.yaml": """
        rules:
          - rule: emergency-breath
            title: Breathless
            category: emergency
            priority: stat
            disposition: call
            when: breathless
            reason: "An emergency: {present}."
            sources: [S001]
          - rule: dvt-swelling
            title: Swollen
            category: suspected_dvt
            priority: asap
            disposition: soon
            when: swollen
            reason: "May be a clot: {present}."
            sources: [S002]
          - rule: cramp-spasm
            title: Spasm
            category: cramp
            priority: routine
            disposition: later
            when: spasm
            reason: "A cramp: {present}."
            sources: [S003]
          - rule: cramp-off
            title: Switched off
            enabled: false
            category: cramp
            priority: routine
            disposition: later
            when: spasm
            reason: "A cramp: {present}."
            sources: [S004]
        """,
        "cases/cases.yaml": """
        cases:
          - case: short-of-breath
            proves: Breathlessness is an emergency
            about: {statement: S005}
            answers: {breath: true}
            expect: {category: emergency}
            covers: [S001]
        """,
        "trace.yaml": """
        statements: [S001-S006]
        withoutRule:
          - {statements: [S006], reason: Nobody can know}
        """,
    ]

    /// Writes the folder with further files, loads it and removes it again.
    static func load(with more: [String: String] = [:]) throws -> Ruleset {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("small-ruleset-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for (path, text) in files.merging(more, uniquingKeysWith: { $1 }) {
            let file = folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data((text + "\n").utf8).write(to: file)
        }
        return try Ruleset.load(directory: folder.path)
    }
}
