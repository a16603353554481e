import Testing
import TriageEngine

/// What a reader keeps from text to text is no part of what it reads.
struct NarrativeReaderTests {
    @Test(arguments: [0, 7, 1 << 16])
    func readsTheSameHoweverMuchItRemembers(_ states: Int) throws {
        let lexicon = try LegRuleset.loaded.get().lexicon
        let kept = NarrativeReader(lexicon: lexicon, statesKept: states)
        for round in 1...2 {
            for phrasing in NarrativePhrasings.all.prefix(80) {
                let here = try NarrativeSample(phrasing.text, reader: kept)
                let fresh = try NarrativeSample(phrasing.text, reader: NarrativeReader(lexicon: lexicon))
                #expect("\(here.entries)" == "\(fresh.entries)", "round \(round), \(states) states: \(phrasing.text)")
            }
        }
    }

    /// Words are read eight letters at a time where there are as many bytes ahead, and letter by letter at the end of a
    /// text.
    @Test func readsTheLastWordsAsItReadsOthers() throws {
        let reader = NarrativeReader(lexicon: try LegRuleset.loaded.get().lexicon)
        for phrasing in NarrativePhrasings.all {
            let alone = try NarrativeSample(phrasing.text, reader: reader)
            let followed = try NarrativeSample(phrasing.text + String(repeating: " ", count: 16), reader: reader)
            #expect("\(alone.entries)" == "\(followed.entries)", "\(phrasing.text)")
            #expect(alone.summary == followed.summary, "\(phrasing.text)")
        }
    }

    @Test func readsCapitalsAsSmallLetters() throws {
        let reader = NarrativeReader(lexicon: try LegRuleset.loaded.get().lexicon)
        for phrasing in NarrativePhrasings.all where phrasing.text.utf8.allSatisfy({ $0 < 0x80 && $0 != 0x0a }) {
            let small = try NarrativeSample(phrasing.text.lowercased(), reader: reader)
            let large = try NarrativeSample(phrasing.text.uppercased(), reader: reader)
            #expect("\(small.entries)" == "\(large.entries)", "\(phrasing.text)")
        }
    }

    @Test(arguments: [
        ("HR: 118", "palpitations"), ("HR=118", "palpitations"), ("HR118", "palpitations"), ("Sats:88%", "dyspnea"),
        ("SpO2: 88%", "dyspnea"), ("RR=28", "dyspnea"), ("Temp: 39.5", "fever_high_rigors"),
        ("T39.5", "fever_high_rigors"),
        ("HR 80 BP 120/80 Heart rate: 140", "palpitations"),
    ])
    func aValueBelongsToItsLabel(_ text: String, _ finding: String) throws {
        #expect(try NarrativeSample(text).isPresent(finding), "\(text)")
    }

    @Test(arguments: [
        "Reviewed in the leg club today: 80M, chronic oedema both legs", "disc at L5, sore calf", "at 3:15",
    ])
    func whatIsNoLabelStandsApart(_ text: String) throws {
        let sample = try NarrativeSample(text)
        #expect(!sample.isPresent("swelling_recent_worse"), "\(text)")
        #expect(!sample.isPresent("complaint_unilateral"), "\(text)")
    }
}
