extension Lexicon {
    /// Sizes, for whoever tends the lexicon.
    package var statistics: String {
        "\(meanings.traits.count) concepts, \(cues.count) cues, \(sites.count) sites, \(words.count) words, \(phrases.nodeCount) nodes"
    }
}
