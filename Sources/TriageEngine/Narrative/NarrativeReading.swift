/// One reader's work on one text after the other. Its lists keep their memory from text to text.
final class NarrativeReading {
    let lexicon: Lexicon
    var automaton: PhraseAutomaton
    private var pieces = GrowingList<NarrativeTokenizer.Found>(capacity: 512)
    var tokens = GrowingList<NarrativeToken>(capacity: 512)
    /// The roles of all tokens together.
    var textRoles: Lexicon.Role = []
    /// By token, whether phrases may go on with it; one more than there are.
    var joins = GrowingList<Bool>(capacity: 512)
    /// What some tokens and those after them have led to so far, and what was found at each of them.
    var leads = GrowingList<Lead>(capacity: 64)
    var ends = GrowingList<PhraseEnd>(capacity: 256)
    var beginnings = GrowingList<Beginning>(capacity: 64)
    var matches = GrowingList<PhraseMatch>(capacity: 512)
    var segments = GrowingList<NarrativeSegment>(capacity: 128)
    var mentions = GrowingList<Mention>(capacity: 512)
    /// Indices of the mentions that tell something themselves; what the others are for is that conditions name them.
    var telling = GrowingList<Int32>(capacity: 128)
    var sites = GrowingList<PlacedSite>(capacity: 128)
    var sides = GrowingList<PlacedSide>(capacity: 128)
    var cues = GrowingList<NarrativeMatch>(capacity: 128)
    var durations = GrowingList<NarrativeDuration>(capacity: 128)
    /// The kinds of all durations of the text.
    var durationKinds: NarrativeDuration.Kinds = []
    /// The longest time ago that the text names, in seconds; nothing longer makes anything past.
    var longestAgo = 0.0
    /// Affirmed concepts that conditions name, a bit each: of the text, then of each sentence, then of each clause; then, where
    /// some sentence speaks beside the matter, of all the others.
    var conceptBits = GrowingList<UInt64>(capacity: 512)
    /// The longest solid phrase that covers each token.
    var cover = GrowingList<Cover>(capacity: 512)
    /// Cues that say that something went away.
    var endings = GrowingList<NarrativeMatch>(capacity: 16)
    /// A question mark stands somewhere; at the end of the text.
    private var asks = false
    private(set) var endsInQuestion = false
    /// Some mention is only guessed, or denied within a saying.
    var someTakeNothing = false
    /// Some mention is past, or was told as something that the patient had.
    var speaksOfPast = false
    var isThirdParty = false
    /// Some words name somebody else.
    var speaksOfOthers = false
    /// Some sentence may be about something else altogether.
    var speaksBeside = false
    /// Where the bits begin of concepts that a sentence about the matter itself affirms, and says rather than guesses or denies.
    var matterBits = 0
    /// How far behind the bits of a clause or sentence those begin that leave out what takes nothing.
    var certainBits = 0
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
        findPhrases()
        sortMatches()
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
        findPhrases()
        sortMatches(phrase: first..<end)
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
        if speaksBeside { findAsides() }
        applyContext()
        if asks { findGuesses() }
        applyPersons()
        if speaksOfOthers { findOthers() }
        placeSites()
        placeMentions()
    }

    private func tokenise(_ text: UnsafeBufferPointer<UInt8>) -> NarrativeSummary {
        tokens.removeAll()
        joins.removeAll()
        pieces.removeAll()
        var tokenizer = NarrativeTokenizer(text)
        while let token = tokenizer.next() { pieces.append(token) }
        endsInQuestion = tokenizer.endsInQuestion
        asks = endsInQuestion
        var summary = NarrativeSummary()
        summary.tokenCount = pieces.count
        summary.recognisedTokens = lookUpWords()
        let share = Double(summary.recognisedTokens) / Double(max(pieces.count, 1))
        summary.looksUnsupportedLanguage =
            pieces.count >= lexicon.settings.minimumTokens && share < lexicon.settings.recognisedShare
        return summary
    }

    /// Makes tokens of what was found and says how many are recognised. A pass of its own, so that the processor asks the memory for many words at a
    /// time.
    private func lookUpWords() -> Int {
        var allRoles: Lexicon.Role = []
        var recognised = 0
        var previousIsAbbreviation = false
        let table = lexicon.table
        let written = tokens.appendUnwritten(pieces.count)
        let joined = joins.appendUnwritten(pieces.count &+ 1)
        for (index, piece) in pieces.all.enumerated() {
            var known = piece.isNumber ? table.digits : table.entry(piece.hash)
            if piece.stemHash != 0 {
                // "my leg's swollen" tells of one leg, not of legs.
                let stem = table.entry(piece.stemHash)
                if stem.roles.contains(.site) { known = stem }
            }
            var breaks = piece.breaks
            // "Dr. Smith": the full stop of an abbreviation ends nothing.
            if previousIsAbbreviation && breaks == .sentence { breaks = [] }
            previousIsAbbreviation = known.roles.contains(.abbreviation)
            recognised &+= known.roles.contains(.recognised) ? 1 : 0
            asks = asks || breaks.contains(.question)
            allRoles.formUnion(known.roles)
            (joined + index).initialize(to: breaks.isDisjoint(with: .anyPause))
            (written + index).initialize(
                to: NarrativeToken(
                    start: piece.start, end: piece.end, word: known.word, breaks: breaks, number: piece.number,
                    roles: known.roles))
        }
        (joined + pieces.count).initialize(to: false)
        textRoles = allRoles
        return recognised
    }

    @inline(__always)
    func roles(_ token: Int) -> Lexicon.Role { tokens[token].roles }
}
