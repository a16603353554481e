import Foundation
import Testing
import TriageEngine
import TriageEvents

/// What the words of a narrative weigh together.
struct LikenessTests {
    private static let lexicon = """
        roles: {owner: [my], self: [i], common: [my, i, and, the, a, is, it, no, of, in, then, but]}
        sites:
          - {site: leg, groups: [leg], says: [leg, calf]}
        cues:
          - {cue: negated, direction: after, reach: 4, says: [no]}
          - {cue: turn, says: [but]}
        ignored: [grey area]
        concepts:
          - concept: ache
            place: leg
            complaint: true
            says: [aches]
            finding: sore
        settings: {recognisedShare: 0.4, complaintSites: [leg]}
        likeness:
          - finding: alarming
            start: -100
            said:
              - {weight: 60, words: [grey, gasping, floppy]}
              - {weight: -80, words: [aches]}
            unsaid:
              - {weight: -30, words: [gasping]}
        """

    private static func files(_ lexicon: String = Self.lexicon) -> [String: String] {
        [
            "findings.yaml": "findings:\n" + RulesetFixture.finding("alarming") + RulesetFixture.finding("sore")
                + RulesetFixture.finding("calm", danger: "absent"),
            "questions.yaml": "questions:\n" + RulesetFixture.question("sore")
                + "  - {question: more, text: More?, type: text}\n",
            "rules/a.yaml": "rules:\n"
                + RulesetFixture.rule(
                    "sounds", "none", "stat", when: "alarming", disposition: "now", more: ", yields: true")
                + RulesetFixture.rule("sore", "cramp", "routine", when: "sore"),
            "lexicon/a.yaml": lexicon,
        ]
    }

    private static func state(_ narrative: String) throws -> FindingState? {
        let chain = TriageChain(ruleset: try RulesetFixture.load(files()))
        return chain.assess(answers: "", extra: ",\"narrative\":\"\(narrative)\"").state(ofFinding: "alarming")
    }

    @Test(arguments: [
        ("my leg is grey and i gasping", FindingState.present),
        // Each word once: twice 60 of one word is no more than 60.
        ("my leg is grey grey grey", .absent),
        ("my leg is grey, gasping, it aches", .absent),
        ("GREY my leg. Gasping!", .present),
        // What is denied weighs as unsaid, and once more as said where both stand.
        ("my leg is grey and no gasping", .absent),
        ("my leg is grey and floppy and no gasping", .absent),
        ("my leg is grey and floppy", .present),
        ("my leg is grey, floppy, no gasping, but then gasping", .present),
        // A saying that means nothing weighs nothing.
        ("my leg is a grey area and i gasping", .absent),
        ("my leg", .absent),
    ])
    func wordsWeighTogether(_ narrative: String, _ state: FindingState) throws {
        #expect(try Self.state(narrative) == state, "\(narrative)")
    }

    @Test func saysNothingOfWhatItCannotRead() throws {
        let chain = TriageChain(ruleset: try RulesetFixture.load(Self.files()))
        let silent = chain.assess(answers: "\"sore\": true")
        #expect(silent.state(ofFinding: "alarming") == .unknown, "no narrative")
        let foreign = chain.assess(answers: "", extra: ",\"narrative\":\"wadenkrampf grey gasping seit gestern abend\"")
        #expect(foreign.state(ofFinding: "alarming") == .unknown, "another language")
        let answer = chain.assess(answers: "\"more\": \"my leg is grey and i gasping\"")
        #expect(answer.state(ofFinding: "alarming") == .unknown, "the answer to one question")
    }

    @Test func raisesThePriorityAndLeavesTheCategory() throws {
        let chain = TriageChain(ruleset: try RulesetFixture.load(Self.files()))
        let view = chain.assess(answers: "\"sore\": true", extra: ",\"narrative\":\"my leg is grey and i gasping\"")
        #expect(view.category == .cramp)
        #expect(view.priority == .stat)
        #expect(view.reasons.contains("sounds"))
    }

    @Test func tellsWhatAskedForThePriorityBeforeWhyThereIsNoCategory() throws {
        let chain = TriageChain(ruleset: try RulesetFixture.load(Self.files()))
        let view = chain.assess(answers: "", extra: ",\"narrative\":\"my leg is grey and i gasping\"")
        #expect(view.category == nil)
        #expect(view.reasons.prefix(2) == ["sounds", "insufficient"])
    }

    @Test func leavesItsReasonOutWhereAnotherRuleAsksForAsMuch() throws {
        var files = Self.files()
        files["rules/b.yaml"] =
            "rules:\n" + RulesetFixture.rule("grave", "emergency", "stat", when: "sore", disposition: "now")
        let view = TriageChain(ruleset: try RulesetFixture.load(files))
            .assess(answers: "\"sore\": true", extra: ",\"narrative\":\"my leg is grey and i gasping\"")
        #expect(view.trueRules.contains("sounds"))
        #expect(!view.reasons.contains("sounds"))
    }

    @Test(arguments: ["rules/0.yaml", "rules/b.yaml"])
    func standsBehindWhateverAsksForAsMuch(_ file: String) throws {
        var files = Self.files()
        files[file] = "rules:\n" + RulesetFixture.rule("grave", "none", "stat", when: "sore", disposition: "now")
        let view = TriageChain(ruleset: try RulesetFixture.load(files))
            .assess(answers: "\"sore\": true", extra: ",\"narrative\":\"my leg is grey and i gasping\"")
        #expect(view.reasons.contains("grave"))
        #expect(!view.reasons.contains("sounds"))
    }

    @Test func isToldBesideARuleThatAsksForLess() throws {
        var files = Self.files()
        files["rules/b.yaml"] = "rules:\n" + RulesetFixture.rule("mild", "none", "stat", when: "sore")
        let view = TriageChain(ruleset: try RulesetFixture.load(files))
            .assess(answers: "\"sore\": true", extra: ",\"narrative\":\"my leg is grey and i gasping\"")
        #expect(view.reasons.contains("sounds"), "an answer in five minutes is sooner than one in four hours")
    }

    @Test(arguments: [
        RulesetFixture.rule("sounds", "cramp", "stat", when: "alarming", more: ", yields: true"),
        RulesetFixture.rule("sounds", "none", "stat", when: "alarming", more: ", yields: true, inPlaceOf: [sore]"),
        "  - {rule: sounds, title: sounds, when: alarming, reason: sounds, sources: [S1], yields: true}\n",
    ])
    func onlyARuleThatRaisesThePriorityAloneYields(_ rule: String) throws {
        var files = Self.files()
        files["rules/b.yaml"] = "rules:\n" + rule.replacingOccurrences(of: "sounds", with: "yielding")
        let problems = try RulesetFixture.problems(files)
        #expect(problems.contains { $0.file == "rules/b.yaml" && $0.line == 2 && $0.message.contains("cannot yield") })
    }

    @Test func pointsAtWordsAndNotAtTheText() throws {
        var files = Self.files()
        files["ruleset.yaml"] = RulesetFixture.identity.replacingOccurrences(
            of: "defaultForm: tiny", with: "defaultForm: tiny, quoteEvidence: true")
        let body = TriageChain(ruleset: try RulesetFixture.load(files)).body(
            #"{"submissionId":"s","narrative":"my leg is grey and floppy and i gasping, call 07700 900123"}"#)
        #expect(body.contains("grey") && body.contains("gasping"))
        #expect(!body.contains("07700"))
    }

    @Test func itsFindingIsNoAnswersToo() throws {
        var files = Self.files()
        files["questions.yaml"] = "questions:\n" + RulesetFixture.question("alarming")
        let problems = try RulesetFixture.problems(files)
        #expect(problems.contains { $0.file == "lexicon/a.yaml" && $0.message.contains("an answer makes this known") })
    }

    /// Replaced text of the lexicon, the text in its place, and a part of what is said of it.
    private static let wrongs = [
        ("finding: alarming", "finding: alarmed", "alarmed"),
        ("finding: alarming", "finding: sore", "is its own"),
        ("finding: alarming", "finding: calm", "a danger when present"),
        ("finding: alarming", "finding: [alarming, sore]", "needs the finding"),
        ("start: -100", "start: 5", "-2000 to 0"),
        ("start: -100", "start: -1.5", "whole number"),
        ("start: -100", "start: -30000", "-2000 to 0"),
        ("weight: 60", "weight: 0", "whole number"),
        ("[grey, gasping, floppy]", "[grey, gasping, short of breath]", "not a single word"),
        ("[grey, gasping, floppy]", "[grey, gasping, Grey]", "a weight already"),
        ("    unsaid:", "    denied:", "unknown key \"denied\""),
        ("weight: -30", "weight: 30", "less than nothing"),
    ]

    @Test(arguments: wrongs)
    func saysWhatIsWrong(_ text: String, _ wrong: String, _ part: String) throws {
        let lexicon = Self.lexicon.replacingOccurrences(of: text, with: wrong)
        let problems = try RulesetFixture.problems(Self.files(lexicon))
        #expect(
            problems.contains { $0.file == "lexicon/a.yaml" && $0.line > 15 && $0.message.contains(part) },
            "\(problems.map(\.description))")
    }

    /// Weights change nothing but what they are for: the words of a likeness are no words of the language.
    @Test func itsWordsMakeNoTextEnglish() throws {
        let chain = TriageChain(ruleset: try RulesetFixture.load(Self.files()))
        let view = chain.assess(answers: "", extra: ",\"narrative\":\"gasping gasping gasping gasping\"")
        #expect(view.review.contains(.unsupportedLanguage))
    }

    /// The words that weights are learnt from are those that they are read by.
    @Test func givesTheWordsOfAText() throws {
        let reader = NarrativeReader(lexicon: try LegRuleset.loaded.get().lexicon)
        var text = "No chest pain. My CALF's sore, it's sore 3 days — naïve, cannae"
        let words = text.withUTF8 { reader.words(of: $0, submittedAtMilliseconds: nil) }
        #expect(words.map(\.spelling) == ["no", "chest", "pain", "my", "calf", "sore", "its", "days", "cant"])
        #expect(words.filter(\.isUnsaid).map(\.spelling) == ["chest", "pain"])
    }
}
