import Testing
import TriageEngine

/// How far the words that change others reach, with a lexicon of a few words.
struct NarrativeReachTests {
    private static let files = [
        "findings.yaml": """
        findings:
          swelling: {text: swelling, group: dvt, danger: present, hedged: present}
          warmth: {text: warmth, group: dvt, danger: present, hedged: present}
        """,
        "questions.yaml": """
        questions:
          - {question: leg, text: Leg?, type: boolean, answers: {"true": {swelling: present, warmth: present}, "false": {swelling: absent}}}
        """,
        "rules/a.yaml": """
        rules:
          - {rule: a, title: A, category: suspected_dvt, priority: asap, disposition: now, when: {any: [swelling, warmth]}, reason: "{present}", sources: [S1]}
        """,
        "lexicon/a.yaml": """
        units: {1 days: [day, days], 365 days: [year, years]}
        numbers: {two: 2}
        roles: {ago: [ago], self: [my], and: [and]}
        cues:
          - {cue: supposed, direction: after, reach: 3, says: [afraid of]}
          - {cue: negated, direction: after, reach: 3, says: [not]}
          - {cue: past, direction: before, reach: 3, says: [years ago]}
        concepts:
          - {concept: swelling, complaint: true, finding: swelling, says: [swollen, swollen in the whole foot]}
          - {concept: helper, says: [plaster, sock, in, two years ago]}
          - {concept: beside, beside: true, says: [cold]}
          - {concept: over, says: [gone]}
          - {concept: saying, undeniable: true, says: [is not gone]}
          - concept: warmth
            complaint: true
            says: [warm]
            means:
              - {when: {notInText: [over]}, sets: [warmth]}
        """,
    ]

    /// The states that a text asserts of a finding.
    private static func states(_ finding: String, _ text: String) throws -> [FindingState] {
        let ruleset = try RulesetFixture.load(files)
        var ledger = EvidenceLedger(findingCount: ruleset.vocabulary.findings.count)
        var text = text
        _ = text.withUTF8 {
            NarrativeReader(lexicon: ruleset.lexicon).read($0, submittedAtMilliseconds: nil, into: &ledger)
        }
        return ledger.entries.compactMap { entry in
            guard case .finding(let id, let state) = entry.statement, ruleset.vocabulary[id].name == finding else {
                return nil
            }
            return state
        }
    }

    @Test func aSuppositionReachesAFewWords() throws {
        #expect(try Self.states("swelling", "afraid of a swollen leg") == [])
        #expect(try Self.states("swelling", "afraid of it one way or the other swollen leg") == [.present])
    }

    @Test func aWordThatOnlyHelpsOthersCarriesNoSuppositionOn() throws {
        #expect(try Self.states("swelling", "afraid of a plaster under a sock so swollen") == [.present])
    }

    @Test func aPastBehindItReachesAFewWords() throws {
        #expect(try Self.states("swelling", "swollen years ago") == [])
        #expect(try Self.states("swelling", "swollen where the strap went five long years ago") == [.present])
    }

    @Test func aShortMentionInsideALongOneDoesNotKeepAPastFromIt() throws {
        #expect(try Self.states("swelling", "swollen in the whole foot five years ago") == [])
    }

    @Test func aWordThatOnlyHelpsOthersHidesNoCue() throws {
        #expect(try Self.states("swelling", "swollen two years ago") == [])
    }

    @Test func whatIsOverTakesAwayWhatTheTextTells() throws {
        #expect(try Self.states("warmth", "warm. it has gone") == [])
    }

    @Test func whatASayingDeniesTakesNothingAway() throws {
        #expect(try Self.states("warmth", "warm. it is not gone") == [.present])
    }

    @Test func whatIsOnlyGuessedTakesNothingAway() throws {
        #expect(try Self.states("warmth", "warm, gone?") == [.present])
        #expect(try Self.states("warmth", "warm. gone? not sure") == [.present])
        #expect(try Self.states("warmth", "warm, gone") == [])
    }

    @Test func whatIsOverBesideTheMatterTakesNothingAway() throws {
        #expect(try Self.states("warmth", "warm. my cold has gone") == [.present])
        #expect(try Self.states("warmth", "my cold has gone. warm") == [.present])
        #expect(try Self.states("warmth", "warm and my cold. it has gone") == [])
    }
}
