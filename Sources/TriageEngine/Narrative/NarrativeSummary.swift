/// What kind of text a narrative is, besides what it says.
package struct NarrativeSummary: Sendable, Equatable {
    /// Words, numbers and emoji.
    package var tokenCount = 0
    /// Tokens that are numbers or belong to a language the lexicon reads.
    package var recognisedTokens = 0
    /// Too few of the words are known for silence to mean anything.
    package var looksUnsupportedLanguage = false
    /// Speaks of something at a leg, whether affirmed, denied or asked.
    package var mentionsLegComplaint = false
    /// Nothing in it at all.
    package var isEmpty: Bool { tokenCount == 0 }

    package init() {}
}

/// What a text says about a phrase in it.
package enum NarrativePolarity: String, Sendable {
    case affirmed
    case negated
    /// Spoken of, neither affirmed nor denied.
    case uncertain
}
