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
}
