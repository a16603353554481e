import Foundation
import Testing
import TriageEngine

struct RulesetLoadTests {
    private static let findings = """
        findings:
          chest_pain: {text: chest pain, group: emergency, danger: present, hedged: present}
          leg_pain: {text: leg pain, group: dvt, danger: present, hedged: present}
        numbers:
          minutes: {text: how long, unit: minutes, minimum: 0, maximum: 100, danger: high}
        """
    private static let questions = """
        questions:
          - {question: chest, text: Chest?, type: boolean, answers: {"true": {chest_pain: present}, "false": {chest_pain: absent}}}
          - {question: leg, text: Leg?, type: boolean, answers: {"true": {leg_pain: present}, "false": {leg_pain: absent}}}
          - {question: long, text: How long?, type: number, number: minutes}
        """

    private static func rule(_ when: String, more: String = "") -> String {
        """
        rules:
          - rule: chest
            title: Chest pain
            category: emergency
            priority: stat
            disposition: now
            when: \(when)
            reason: Because of {present}.
            sources: [S1]
        \(more)
        """
    }

    /// A rule that would hide the reason of one that asks for more.
    private static let milder = rule("leg_pain", more: "    inPlaceOf: [chest]")
        .replacingOccurrences("rule: chest", "rule: mild").replacingOccurrences("priority: stat", "priority: urgent")

    /// A score with a band of no meaning.
    private static let score = """
        scores:
          - score: wells
            title: Wells
            items: [{item: a, points: 1, when: leg_pain, text: a}]
            bands:
              likley: {low: {atLeast: 1}}
            sources: [S1]
        """

    private static func files(_ changes: [String: String]) -> [String: String] {
        [
            "findings.yaml": findings, "questions.yaml": questions,
            "rules/a.yaml": rule("{any: [chest_pain, leg_pain, {number: minutes, above: 10}]}"),
        ].merging(changes) { $1 }
    }

    @Test func loadsWhatIsRight() throws {
        let ruleset = try RulesetFixture.load(Self.files([:]))
        #expect(ruleset.warnings.map(\.message).filter { !$0.contains("disposition") }.isEmpty)
        #expect(ruleset.digest.utf8.count == 64)
        #expect(ruleset.rule(named: "chest").map { ruleset.name(of: $0) } == "chest")
    }

    /// File, line, and a part of the message that says what to do.
    private static let wrongs: [(change: (String, String), file: String, line: Int, part: String)] = [
        (("rules/a.yaml", rule("chest_pian")), "rules/a.yaml", 7, "did you mean \"chest_pain\""),
        (("rules/a.yaml", rule("something_else")), "rules/a.yaml", 7, "unknown finding or definition"),
        (("rules/a.yaml", rule("{anny: [chest_pain]}")), "rules/a.yaml", 7, "did you mean \"any\""),
        (("rules/a.yaml", rule("{atLeast: 3, of: [chest_pain, leg_pain]}")), "rules/a.yaml", 7, "from 1 to the 2"),
        (("rules/a.yaml", rule("{number: minutes, atMost: ten}")), "rules/a.yaml", 7, "must be a number"),
        (("rules/a.yaml", rule("{number: minutes, atLeast: 60, atMost: 10}")), "rules/a.yaml", 7, "no value"),
        (("rules/a.yaml", rule("{number: minutes, atLeast: 0}")), "rules/a.yaml", 7, "same for every value"),
        (("rules/a.yaml", rule("{any: [chest_pain, chest_pain]}")), "rules/a.yaml", 7, "twice in one list"),
        (("rules/a.yaml", rule("{doubtful: chest_pain}")), "rules/a.yaml", 7, "only in whenNotExcluded"),
        (
            ("rules/a.yaml", rule("chest_pain", more: "    sourcse: [S2]")), "rules/a.yaml", 10,
            "did you mean \"sources\""
        ),
        (
            ("rules/a.yaml", rule("chest_pain").replacingOccurrences("    sources: [S1]\n", "")), "rules/a.yaml", 2,
            "needs \"sources\""
        ),
        (
            ("rules/a.yaml", rule("chest_pain").replacingOccurrences("{present}", "{pressent}")), "rules/a.yaml", 8,
            "nothing is put in"
        ),
        (
            ("rules/a.yaml", rule("chest_pain").replacingOccurrences("priority: stat", "priority: statt")),
            "rules/a.yaml", 5, "did you mean \"stat\""
        ),
        (
            ("rules/a.yaml", rule("chest_pain", more: "    whenNotExcluded: [{floor: urgent}]")), "rules/a.yaml", 2,
            "followUp"
        ),
        (
            ("definitions.yaml", "definitions:\n  a: {when: b}\n  b: {when: {any: [c]}}\n  c: {when: a}\n"),
            "definitions.yaml", 2, "a → b → c → a"
        ),
        (
            (
                "findings.yaml",
                findings.replacingOccurrences(
                    "hedged: present}\nnumbers", "hedged: present, implies: [leg_pain]}\nnumbers")
            ), "findings.yaml", 3, "leg_pain → leg_pain"
        ),
        (
            ("definitions.yaml", "definitions:\n  leg_pain: {when: chest_pain}\n"), "definitions.yaml", 2,
            "one space of names"
        ),
        (
            ("ruleset.yaml", RulesetFixture.identity.replacingOccurrences("5 minutes", "5 minuets")), "ruleset.yaml", 5,
            "must be a duration"
        ),
        (("ruleset.yaml", RulesetFixture.identity.replacingOccurrences("1.0.0", "1.0")), "ruleset.yaml", 2, "quote it"),
        (
            ("forms/tiny.yaml", "form: tiny\nitems:\n  - {item: q1, question: chset}\n"), "forms/tiny.yaml", 3,
            "did you mean \"chest\""
        ),
        (("finding.yaml", "findings: {}\n"), "finding.yaml", 0, "did you mean \"findings.yaml\""),
        (("rules/b.yaml", "rules: [a, b\nc: d\n"), "rules/b.yaml", 2, ""),
        (
            ("rules/a.yaml", rule("chest_pain", more: "    inPlaceOf: [chset]")), "rules/a.yaml", 10,
            "did you mean \"chest\""
        ),
        (("rules/a.yaml", rule("chest_pain", more: "    inPlaceOf: [chest]")), "rules/a.yaml", 2, "none would be told"),
        (("scores.yaml", score), "scores.yaml", 6, "did you mean \"likely\""),
        (
            ("questions.yaml", questions.replacingOccurrences("text: Leg?", "text: Leg?, help: Really")),
            "questions.yaml", 3, "unknown key \"help\""
        ),
        (("rules/b.yaml", milder), "rules/b.yaml", 10, "ask for no higher priority"),
    ]

    @Test(arguments: wrongs.indices)
    func namesFileAndLineOfWhatIsWrong(index: Int) throws {
        let wrong = Self.wrongs[index]
        let problems = try RulesetFixture.problems(Self.files([wrong.change.0: wrong.change.1]))
        let hit = problems.contains { problem in
            problem.file == wrong.file && problem.line == wrong.line
                && (wrong.part.isEmpty || problem.message.contains(wrong.part))
        }
        #expect(hit, "\(wrong.file):\(wrong.line) \(wrong.part) is not among:\n\(problems.map(\.description))")
    }

    @Test func collectsAllProblemsAtOnce() throws {
        let problems = try RulesetFixture.problems(
            Self.files([
                "rules/a.yaml": Self.rule("chest_pian"),
                "definitions.yaml": "definitions:\n  a: {when: b}\n  b: {when: a}\n",
                "findings.yaml": Self.findings.replacingOccurrences("maximum: 100", "maximum: -1"),
            ]))
        #expect(Set(problems.map(\.file)).isSuperset(of: ["rules/a.yaml", "definitions.yaml", "findings.yaml"]))
    }

    @Test func digestIgnoresLayoutAndHeedsValues() throws {
        let plain = try RulesetFixture.load(Self.files([:])).digest
        let reordered = Self.findings.replacingOccurrences(
            "{text: chest pain, group: emergency, danger: present, hedged: present}",
            "{danger: present, hedged: \"present\", group: emergency,   text: \"chest pain\"}  # a comment")
        #expect(try RulesetFixture.load(Self.files(["findings.yaml": reordered])).digest == plain)
        let cases = """
            cases:
              - {case: one, proves: that cases are no part of it, answers: {chest: true}, expect: {priority: stat}}
            """
        #expect(try RulesetFixture.load(Self.files(["cases/a.yaml": cases])).digest == plain)
        let changed = Self.findings.replacingOccurrences("text: leg pain", "text: a leg pain")
        #expect(try RulesetFixture.load(Self.files(["findings.yaml": changed])).digest != plain)
        let cut = Self.rule("{any: [chest_pain, leg_pain, {number: minutes, above: 11}]}")
        #expect(try RulesetFixture.load(Self.files(["rules/a.yaml": cut])).digest != plain)
        let order = Self.rule("{any: [leg_pain, chest_pain, {number: minutes, above: 10}]}")
        #expect(try RulesetFixture.load(Self.files(["rules/a.yaml": order])).digest != plain)
    }

    @Test func digestIgnoresFilesOfNothingButComments() throws {
        let plain = try RulesetFixture.load(Self.files([:])).digest
        #expect(try RulesetFixture.load(Self.files(["rules/b.yaml": ""])).digest == plain)
        #expect(try RulesetFixture.load(Self.files(["scores.yaml": "# none yet\n"])).digest == plain)
        #expect(try RulesetFixture.load(Self.files(["lexicon/a.yaml": "\n# none\n"])).digest == plain)
    }

    /// Files that cannot be read.
    private static let causes: [(path: String, text: String)] = [
        ("ruleset.yaml", RulesetFixture.identity + "\nversion: 2.0.0\n"),
        ("findings.yaml", findings + "\n\tx: 1\n"),
        ("definitions.yaml", "definitions:\n  pain: {when: leg_pain}\n\tx: 1\n"),
        ("scores.yaml", "scores: [\n"),
        ("questions.yaml", questions + "\n\tx: 1\n"),
        ("rules/a.yaml", rule("chest_pain") + "\n\tx: 1\n"),
        ("lexicon/a.yaml", "words: {be: [is]}\nwords: {}\n"),
        ("forms/tiny.yaml", "form: [\n"),
    ]

    @Test(arguments: causes.indices)
    func aFileThatCannotBeReadComesFirstAndWhatFollowsFromItIsLeftOut(index: Int) throws {
        let cause = Self.causes[index]
        let other = Self.rule(
            "pain",
            more: """
                    followUp: soon
                    whenNotExcluded: [{floor: urgent, if: {score: wells, high: {atLeast: 1}}}]
                    inPlaceOf: [chest]
                """
        ).replacingOccurrences("rule: chest", "rule: other")
        var files = Self.files([
            "definitions.yaml": "definitions:\n  pain: {when: leg_pain}\n",
            "scores.yaml":
                "scores:\n  - {score: wells, title: Wells, items: [{item: a, points: 1, when: leg_pain, text: a}], "
                + "bands: {unlikely: {high: {atMost: 0}}}, sources: [S1]}\n",
            "lexicon/a.yaml": "words: {be: [is]}\n", "lexicon/b.yaml": "ignored: [\"<be> fine\"]\n",
            "rules/b.yaml": other,
            "cases/a.yaml":
                "cases:\n  - {case: a, proves: b, about: {rule: chest, kind: fires}, answers: {chest: true}, expect: {rules: [chest]}}\n",
        ])
        files["rules/c.yaml"] = "rulse: []\n"
        #expect(try RulesetFixture.problems(files).filter { $0.severity == .error }.map(\.file) == ["rules/c.yaml"])
        files[cause.path] = cause.text
        let problems = try RulesetFixture.problems(files)
        #expect(problems.first?.file == cause.path, "\(problems.map(\.description))")
        #expect(Set(problems.map(\.file)) == [cause.path, "rules/c.yaml"], "\(problems.map(\.description))")
    }

    @Test func namesWhatMayStandInAFileOfAnotherNameAreNotMissed() throws {
        let problems = try RulesetFixture.problems(
            Self.files([
                "definition.yaml": "definitions:\n  pain: {when: leg_pain}\n", "rules/a.yaml": Self.rule("pain"),
                "rules/b.yml": "rules: []\n",
            ]))
        #expect(problems.map(\.file) == ["definition.yaml", "rules/b.yml"], "\(problems.map(\.description))")
    }

    @Test func whatStandsInPlaceOfAFolderIsNoEmptyFolder() throws {
        let problems = try RulesetFixture.problems(
            Self.files(["lexicon": "concepts: []\n", "rules/a.yaml": Self.rule("a")]))
        let found = problems.first { $0.file == "lexicon" }
        #expect(found?.message.contains("no folder that can be read") == true, "\(problems.map(\.description))")
    }

    @Test(.timeLimit(.minutes(5))) func refusesAPipeInsteadOfWaitingForItsWriter() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("legtriage-" + UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("rules"), withIntermediateDirectories: true)
        #expect(mkfifo(folder.path + "/rules/a.yaml", 0o600) == 0)
        do {
            _ = try Ruleset.load(directory: folder.path)
            Issue.record("a folder with nothing but a pipe was loaded")
        } catch {
            let found = error.problems.first { $0.file == "rules/a.yaml" }
            #expect(found?.message.contains("only regular files are read") == true)
            #expect(error.unread.contains("rules/a.yaml"))
        }
    }

    @Test func warnsOfWhatNothingUses() throws {
        let extra = "definitions:\n  unused: {when: chest_pain}\n"
        let ruleset = try RulesetFixture.load(Self.files(["definitions.yaml": extra]))
        #expect(ruleset.warnings.contains { $0.file == "definitions.yaml" && $0.line == 2 })
    }
}

extension String {
    fileprivate func replacingOccurrences(_ part: String, _ other: String) -> String {
        split(separator: part, omittingEmptySubsequences: false).joined(separator: other)
    }

    fileprivate func replacingOccurrences(of part: String, with other: String) -> String {
        replacingOccurrences(part, other)
    }
}
