/// One reader's work on one text: a value, so that its many small steps need no access checks of a class.
struct NarrativeReading {
    let lexicon: Lexicon
    var automaton: PhraseAutomaton
    var tokens: [NarrativeToken] = []
    var matches: [NarrativeMatch] = []
    var segments: [NarrativeSegment] = []
    var mentions: [Mention] = []
    var sites: [PlacedSite] = []
    var sides: [PlacedSide] = []
    var cues: [NarrativeMatch] = []
    var durations: [NarrativeDuration] = []
    /// The kinds of all durations of the text.
    var durationKinds: NarrativeDuration.Kinds = []
    /// The longest time ago that the text names, in seconds; nothing longer makes anything past.
    var longestAgo = 0.0
    /// Segment of each token.
    var segmentOfToken: [Int32] = []
    /// Affirmed concepts of each clause and each sentence, and of the text.
    var clauseConcepts: [ConceptSet] = []
    var sentenceConcepts: [ConceptSet] = []
    var textConcepts = ConceptSet()
    /// The longest solid phrase that covers a token; empty when no phrase of several words was found.
    var cover: [Cover] = []
    /// Cues that say that something went away.
    var endings: [NarrativeMatch] = []
    var isThirdParty = false
    /// The segment in which the words speak of an earlier time; negative for none.
    var formerSegment = -1

    /// A phrase of several words that swallows cues, or more, inside it.
    struct Cover {
        var first: Int32 = 0
        var end: Int32 = 0
        /// Nothing inside it counts.
        var isIgnored = false
        /// No other concept and no place inside it counts.
        var isWhole = false
    }

    init(lexicon: Lexicon, statesKept: Int) {
        self.lexicon = lexicon
        automaton = PhraseAutomaton(lexicon.phrases, mostStates: statesKept)
        tokens.reserveCapacity(512)
        matches.reserveCapacity(512)
        segments.reserveCapacity(128)
        mentions.reserveCapacity(128)
    }

    mutating func read(
        _ text: UnsafeBufferPointer<UInt8>, submittedAtMilliseconds: Int64?, into ledger: inout EvidenceLedger
    ) -> NarrativeSummary {
        var summary = tokenise(text)
        guard summary.tokenCount > 0 else { return summary }
        findMatches()
        finish(submittedAtMilliseconds: submittedAtMilliseconds)
        evaluate(into: &ledger, summary: &summary)
        return summary
    }

    mutating func polarity(ofPhraseAt span: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> NarrativePolarity {
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

    private mutating func finish(submittedAtMilliseconds: Int64?) {
        split()
        findDurations(submittedAtMilliseconds: submittedAtMilliseconds)
        splitTimes()
        applyContext()
        applyPersons()
        placeSites()
        placeMentions()
    }

    private mutating func tokenise(_ text: UnsafeBufferPointer<UInt8>) -> NarrativeSummary {
        tokens.removeAll(keepingCapacity: true)
        var summary = NarrativeSummary()
        var recognised = 0
        let lexicon = lexicon
        var previousIsAbbreviation = false
        _ = NarrativeTokenizer.scan(text) { found in
            var word = found.isNumber ? WordTable.digits : lexicon.table.word(found.hash)
            if found.stemHash != 0 {
                // "my leg's swollen" tells of one leg, not of legs.
                let stem = lexicon.table.word(found.stemHash)
                if lexicon.words[Int(stem)].isSite { word = stem }
            }
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
                    breaks: breaks, number: found.number, roles: known.roles))
        }
        summary.tokenCount = tokens.count
        summary.recognisedTokens = recognised
        let share = Double(recognised) / Double(max(tokens.count, 1))
        summary.looksUnsupportedLanguage =
            tokens.count >= lexicon.settings.minimumTokens && share < lexicon.settings.recognisedShare
        return summary
    }

    @inline(__always)
    func roles(_ token: Int) -> Lexicon.Role { tokens[token].roles }
}
