/// Reads what patients write and says which findings it speaks of.
///
/// One reader serves one thread; its buffers are kept from text to text. Cost is linear in the text. Nothing in a text is an instruction to it.
package final class NarrativeReader {
    let lexicon: Lexicon
    var tokens: [NarrativeToken] = []
    var matches: [NarrativeMatch] = []
    var segments: [NarrativeSegment] = []
    var mentions: [Mention] = []
    var sites: [PlacedSite] = []
    var sides: [PlacedSide] = []
    var cues: [NarrativeMatch] = []
    var durations: [NarrativeDuration] = []
    /// Segment of each token.
    var segmentOfToken: [Int32] = []
    /// What stands after the last token.
    var tail: NarrativeToken.Breaks = []
    /// Affirmed concepts of each clause and each sentence, and of the text.
    var clauseConcepts: [ConceptSet] = []
    var sentenceConcepts: [ConceptSet] = []
    var textConcepts = ConceptSet()
    /// The longest solid phrase that covers a token; empty when no phrase of several words was found.
    var cover: [Cover] = []
    var isThirdParty = false
    /// The clause in which the words speak of an earlier time; negative for none.
    var formerClause = -1

    /// A phrase of several words that swallows cues, or more, inside it.
    struct Cover {
        var first: Int32 = 0
        var end: Int32 = 0
        /// Nothing inside it counts.
        var isIgnored = false
        /// A place named inside it is no place for anything else.
        var hidesSites = false
    }

    package init(lexicon: Lexicon) {
        self.lexicon = lexicon
        tokens.reserveCapacity(512)
        matches.reserveCapacity(512)
        segments.reserveCapacity(128)
        mentions.reserveCapacity(128)
    }

    /// Reads a narrative and adds what it says to the ledger.
    ///
    /// The text is UTF-8 as it came, and spans in the ledger are byte offsets into it; malformed bytes separate words. The submission's time, in
    /// milliseconds since 1970 UTC, is what \"in March\" is counted from; without it such dates say nothing.
    package func read(
        _ text: UnsafeBufferPointer<UInt8>, submittedAtMilliseconds: Int64?, into ledger: inout EvidenceLedger
    ) -> NarrativeSummary {
        var summary = tokenise(text)
        guard summary.tokenCount > 0 else { return summary }
        findMatches()
        finish(submittedAtMilliseconds: submittedAtMilliseconds)
        evaluate(into: &ledger, summary: &summary)
        return summary
    }

    /// What the words around a phrase make of it, by the lexicon's cues alone: for checking the cues against sentences whose answer is known.
    /// The span gives the byte offsets of the phrase.
    package func polarity(ofPhraseAt span: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> NarrativePolarity {
        _ = tokenise(text)
        var first = tokens.count
        var end = 0
        for (index, token) in tokens.enumerated()
        where Int(token.end) > span.lowerBound && Int(token.start) < span.upperBound {
            first = min(first, index)
            end = max(end, index + 1)
        }
        guard first < end else { return .uncertain }
        findMatches(phrase: first..<end)
        finish(submittedAtMilliseconds: nil)
        for mention in mentions where mention.concept < 0 {
            switch mention.polarity {
            case .affirmed: return .affirmed
            case .negated: return .negated
            case .uncertain: return .uncertain
            }
        }
        return .affirmed
    }

    private func finish(submittedAtMilliseconds: Int64?) {
        split()
        findDurations(submittedAtMilliseconds: submittedAtMilliseconds)
        applyContext()
        applyPersons()
        placeSites()
        placeMentions()
    }

    private func tokenise(_ text: UnsafeBufferPointer<UInt8>) -> NarrativeSummary {
        tokens.removeAll(keepingCapacity: true)
        var summary = NarrativeSummary()
        var recognised = 0
        let lexicon = lexicon
        var previousIsAbbreviation = false
        tail = NarrativeTokenizer.scan(text) { found in
            let word = found.isNumber ? WordTable.digits : lexicon.table.word(found.hash)
            var breaks = found.breaks
            // "Dr. Smith": the full stop of an abbreviation ends nothing.
            if previousIsAbbreviation && breaks == .sentence { breaks = [] }
            let known = lexicon.words[Int(word)]
            previousIsAbbreviation = known.roles.contains(.abbreviation)
            if found.isNumber || known.isRecognised { recognised += 1 }
            tokens.append(
                NarrativeToken(
                    start: Int32(truncatingIfNeeded: found.start), end: Int32(truncatingIfNeeded: found.end),
                    word: word,
                    breaks: breaks, number: found.number))
        }
        summary.tokenCount = tokens.count
        summary.recognisedTokens = recognised
        let share = Double(recognised) / Double(max(tokens.count, 1))
        summary.looksUnsupportedLanguage =
            tokens.count >= lexicon.settings.minimumTokens && share < lexicon.settings.recognisedShare
        return summary
    }

    @inline(__always)
    func roles(_ token: Int) -> Lexicon.Role { lexicon.words[Int(tokens[token].word)].roles }
}
