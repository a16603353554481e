package import TriageEngine

extension NegationReport {
    /// The figures of a ruleset's context cues: its phrases play no part, since the phrase is given.
    package init(_ sentences: [NegationSentence], minimumF: Double? = nil, ruleset: Ruleset) {
        let reader = NarrativeReader(lexicon: ruleset.lexicon)
        self.init(sentences, minimumF: minimumF) { sentence, phrase in
            sentence.withUnsafeBufferPointer { reader.polarity(ofPhraseAt: phrase, in: $0) == .negated }
        }
    }
}
