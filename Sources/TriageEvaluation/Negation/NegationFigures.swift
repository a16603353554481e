/// How well negation is told, counted for "negated".
package struct NegationFigures: Sendable, Equatable {
    /// Negated, and said to be.
    package private(set) var truePositives = 0
    /// Affirmed, but said to be negated.
    package private(set) var falsePositives = 0
    /// Negated, but said to be affirmed.
    package private(set) var falseNegatives = 0
    /// Affirmed, and said to be.
    package private(set) var trueNegatives = 0
    /// Sentences that do not contain their phrase; they count as affirmed, and among the four above.
    package private(set) var phrasesNotFound = 0

    package init() {}

    /// Counts one sentence.
    ///
    /// - Parameters:
    ///   - sentence: The sentence with its label.
    ///   - reads: What the reader says of it, true for negated; nil where the phrase is not in the sentence.
    package mutating func add(_ sentence: NegationSentence, readsAsNegated reads: Bool?) {
        if reads == nil { phrasesNotFound += 1 }
        switch (sentence.isNegated, reads ?? false) {
        case (true, true): truePositives += 1
        case (false, true): falsePositives += 1
        case (true, false): falseNegatives += 1
        case (false, false): trueNegatives += 1
        }
    }

    package var sentences: Int { truePositives + falsePositives + falseNegatives + trueNegatives }
    /// Of what is said to be negated, the share that is.
    package var precision: Proportion { Proportion(truePositives, of: truePositives + falsePositives) }
    /// Of what is negated, the share that is said to be.
    package var recall: Proportion { Proportion(truePositives, of: truePositives + falseNegatives) }
    package var accuracy: Proportion { Proportion(truePositives + trueNegatives, of: sentences) }
    /// The harmonic mean of precision and recall; nil when nothing is negated and nothing is said to be.
    package var f: Double? {
        let denominator = 2 * truePositives + falsePositives + falseNegatives
        return denominator > 0 ? Double(2 * truePositives) / Double(denominator) : nil
    }
}
