/// One reader's work on one text after the other. Its lists keep their memory from text to text.
final class NarrativeReading {
    let lexicon: Lexicon
    var automaton: PhraseAutomaton
    private var found = GrowingList<NarrativeTokenizer.Found>(capacity: 512)
    var tokens = GrowingList<NarrativeToken>(capacity: 512)
    /// The roles of all tokens together.
    var textRoles: Lexicon.Role = []
    var matches = GrowingList<NarrativeMatch>(capacity: 512)
    var segments = GrowingList<NarrativeSegment>(capacity: 128)
    var mentions = GrowingList<Mention>(capacity: 512)
    var sites = GrowingList<PlacedSite>(capacity: 128)
    var sides = GrowingList<PlacedSide>(capacity: 128)
    var cues = GrowingList<NarrativeMatch>(capacity: 128)
    var durations = GrowingList<NarrativeDuration>(capacity: 128)
    /// The kinds of all durations of the text.
    var durationKinds: NarrativeDuration.Kinds = []
    /// The longest time ago that the text names, in seconds; nothing longer makes anything past.
    var longestAgo = 0.0
    /// Affirmed concepts that conditions name, a bit each: of the text, then of each sentence, then of each clause.
    var conceptBits = GrowingList<UInt64>(capacity: 512)
    /// The longest solid phrase that covers a token; empty when no phrase of several words was found.
    var cover = GrowingList<Cover>(capacity: 512)
    /// Cues that say that something went away.
    var endings = GrowingList<NarrativeMatch>(capacity: 16)
    /// Some mention is past, or was told as something that the patient had.
    var speaksOfPast = false
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
    }

    func read(
        _ text: UnsafeBufferPointer<UInt8>, submittedAtMilliseconds: Int64?, into ledger: inout EvidenceLedger
    ) -> NarrativeSummary {
        var summary = tokenise(text)
        guard summary.tokenCount > 0 else { return summary }
        findMatches()
        finish(submittedAtMilliseconds: submittedAtMilliseconds)
        evaluate(into: &ledger, summary: &summary)
        return summary
    }

    func polarity(ofPhraseAt span: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> NarrativePolarity {
        _ = tokenise(text)
        var first = tokens.count
        var end = 0
        for index in tokens.indices
        where Int(tokens[index].end) > span.lowerBound && Int(tokens[index].start) < span.upperBound {
            first = min(first, index)
            end = max(end, index + 1)
        }
        guard first < end else { return .uncertain }
        findMatches(phrase: first..<end)
        finish(submittedAtMilliseconds: nil)
        for mention in mentions.all where mention.concept < 0 {
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
        splitTimes()
        applyContext()
        applyPersons()
        placeSites()
        placeMentions()
    }

    private func tokenise(_ text: UnsafeBufferPointer<UInt8>) -> NarrativeSummary {
        tokens.removeAll()
        found.removeAll()
        var tokenizer = NarrativeTokenizer(text)
        while tokenizer.advance() { found.append(tokenizer.found) }
        var summary = NarrativeSummary()
        summary.tokenCount = found.count
        summary.recognisedTokens = lookUpWords()
        let share = Double(summary.recognisedTokens) / Double(max(found.count, 1))
        summary.looksUnsupportedLanguage =
            found.count >= lexicon.settings.minimumTokens && share < lexicon.settings.recognisedShare
        return summary
    }

    /// Makes tokens of what was found and says how many are recognised. A pass of its own, so that the processor asks the memory for many words at a
    /// time.
    private func lookUpWords() -> Int {
        textRoles = []
        var recognised = 0
        var previousIsAbbreviation = false
        let table = lexicon.table
        for found in found.all {
            var word = found.isNumber ? WordTable.digits : table.word(found.hash)
            if found.stemHash != 0 {
                // "my leg's swollen" tells of one leg, not of legs.
                let stem = table.word(found.stemHash)
                if table.roles(stem).contains(.site) { word = stem }
            }
            let roles = table.roles(word)
            var breaks = found.breaks
            // "Dr. Smith": the full stop of an abbreviation ends nothing.
            if previousIsAbbreviation && breaks == .sentence { breaks = [] }
            previousIsAbbreviation = roles.contains(.abbreviation)
            if roles.contains(.recognised) { recognised &+= 1 }
            textRoles.formUnion(roles)
            tokens.append(
                NarrativeToken(
                    start: found.start, end: found.end, word: word, breaks: breaks, number: found.number, roles: roles))
        }
        return recognised
    }

    @inline(__always)
    func roles(_ token: Int) -> Lexicon.Role { tokens[token].roles }

    /// No comma, stop or other pause stands before a token.
    @inline(__always)
    func follows(_ token: Int) -> Bool { tokens[token].breaks.isDisjoint(with: .anyPause) }
}
