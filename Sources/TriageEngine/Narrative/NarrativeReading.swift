/// One reader's work on one text after the other. Its lists keep their memory from text to text.
final class NarrativeReading {
    let lexicon: Lexicon
    var automaton: PhraseAutomaton
    /// Tokens whose words the first look into the table did not find.
    private var unsettled = GrowingList<Unsettled>(capacity: 64)
    var tokens = GrowingList<NarrativeToken>(capacity: 512)
    /// The roles of all tokens together.
    var textRoles: Lexicon.Role = []
    /// One more than there are tokens; the last one joins nothing.
    var links = GrowingList<Link>(capacity: 512)
    /// What some tokens and those after them have led to so far, where phrases end that begin with them, and the same
    /// in order.
    var leads = GrowingList<Lead>(capacity: 64)
    var ends = GrowingList<PhraseEnd>(capacity: 256)
    var sortedEnds = GrowingList<PhraseEnd>(capacity: 256)
    /// By first token, how many of the phrases that were found begin before it.
    var endsBefore = GrowingList<Int32>(capacity: 128)
    /// By entry.
    var lastMatches: GrowingList<LastMatch>
    /// The tokens of all texts before this one, and one more.
    private(set) var tokensBefore: UInt64 = 1
    var matches = GrowingList<PhraseMatch>(capacity: 512)
    var segments = GrowingList<NarrativeSegment>(capacity: 128)
    var mentions = GrowingList<Mention>(capacity: 512)
    /// By concept.
    var lastMentions: GrowingList<LastMention>
    /// By token, where the longest mention ends that begins with it; 0 for none.
    var mentionEnds = GrowingList<Int32>(capacity: 512)
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
    /// Affirmed concepts that conditions name, a bit each: of the text, then of each sentence, then of each clause;
    /// then, where some sentence speaks beside the matter, of all the others.
    var conceptBits = GrowingList<UInt64>(capacity: 512)
    /// The longest solid phrase that covers each token.
    var cover = GrowingList<Cover>(capacity: 512)
    /// Indices of the matches that speak of concepts, of all others, and of those that cover tokens.
    var conceptMatches = GrowingList<Int32>(capacity: 512)
    var otherMatches = GrowingList<Int32>(capacity: 512)
    var coverMatches = GrowingList<Int32>(capacity: 512)
    var swallowedDenials = GrowingList<SwallowedDenial>(capacity: 16)
    /// Cues that say that something went away.
    var endings = GrowingList<NarrativeMatch>(capacity: 16)
    /// A question mark stands somewhere; at the end of the text.
    private var asks = false
    /// A number stands behind a label somewhere.
    private var hasLabels = false
    private(set) var endsInQuestion = false
    /// Some mention is only guessed, or denied within a saying.
    var someTakeNothing = false
    /// Some mention is past, or was told as something that the patient had.
    var speaksOfPast = false
    /// Some mention may be of what was and is there again.
    var speaksOfReturn = false
    var isThirdParty = false
    /// Some words name somebody else.
    var speaksOfOthers = false
    /// Some sentence may be about something else altogether.
    var speaksBeside = false
    /// By token, whether the text takes it back, as likenesses count it.
    var unsaid = GrowingList<Bool>(capacity: 512)
    /// The words that weigh anything for the likeness at hand.
    var weighed = GrowingList<WeighedToken>(capacity: 128)
    /// By twice the number of a word, and one more where it was unsaid: the last likeness it was counted for.
    var wordsSeen: GrowingList<UInt64>
    /// How many likenesses were looked for in all texts.
    var likenessesRead: UInt64 = 0
    /// How far behind the bits of concepts those begin that count where they take something away: they leave out what is
    /// guessed or denied, and of the whole text what is said beside the matter. 0 while nothing is left out.
    var takingBits = 0

    /// A token whose word is looked for further.
    private struct Unsettled {
        let token: Int
        let hash: UInt64
        let stemHash: UInt64
    }

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
        lastMatches = GrowingList(capacity: max(lexicon.entries.count, 1))
        lastMatches.append(repeating: LastMatch(), count: lexicon.entries.count)
        let concepts = lexicon.meanings.traits.count
        lastMentions = GrowingList(capacity: max(concepts, 1))
        lastMentions.append(repeating: LastMention(), count: concepts)
        let words = 2 * (lexicon.likenesses.map(\.weights.count).max() ?? 0)
        wordsSeen = GrowingList(capacity: max(words, 1))
        wordsSeen.append(repeating: 0, count: words)
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
        // What is told in a language that is not read sounds like nothing, and the answer to one question is no story.
        if !summary.looksUnsupportedLanguage, ledger.originOverride == nil { tellLikenesses(into: &ledger) }
        return summary
    }

    func words(of text: UnsafeBufferPointer<UInt8>, submittedAtMilliseconds: Int64?) -> [LikenessWord] {
        let summary = tokenise(text)
        guard summary.tokenCount > 0, !summary.looksUnsupportedLanguage else { return [] }
        findPhrases()
        sortMatches()
        finish(submittedAtMilliseconds: submittedAtMilliseconds)
        return likenessWords(of: text)
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
        if hasLabels { settleLabels() }
        split()
        findDurations(submittedAtMilliseconds: submittedAtMilliseconds)
        splitTimes()
        splitNews()
        if speaksBeside { findAsides() }
        applyContext()
        if asks { findGuesses() }
        applyPersons()
        if speaksOfOthers { findOthers() }
        placeSites()
        placeMentions()
    }

    private func tokenise(_ text: UnsafeBufferPointer<UInt8>) -> NarrativeSummary {
        findWords(text)
        var summary = NarrativeSummary()
        summary.tokenCount = tokens.count
        summary.recognisedTokens = linkTokens()
        let share = Double(summary.recognisedTokens) / Double(max(tokens.count, 1))
        summary.looksUnsupportedLanguage =
            tokens.count >= lexicon.settings.minimumTokens && share < lexicon.settings.recognisedShare
        return summary
    }

    /// Makes tokens of a text. At first each gets the word that one look into the table finds, which decides about no
    /// branch, so that the processor reads on while it waits for the memory; the few words that it did not find come
    /// afterwards.
    private func findWords(_ text: UnsafeBufferPointer<UInt8>) {
        tokensBefore &+= UInt64(tokens.count)
        tokens.removeAll()
        unsettled.removeAll()
        let table = lexicon.table
        var tokenizer = NarrativeTokenizer(text)
        while var found = tokenizer.next() {
            // "HR118": its letters, unless the lexicon knows the whole word.
            if tokenizer.label.end != 0 {
                let isKnown = table.entry(found.hash).word != WordTable.unknown
                if !isKnown, table.entry(tokenizer.label.hash).word != WordTable.unknown {
                    tokenizer.keepLabel(of: &found)
                }
            }
            let likely = table.likely(found.hash)
            let isUnsettled = likely.hash != found.hash || found.stemHash != 0 || found.isNumber
            unsettled.append(
                Unsettled(token: tokens.count, hash: found.hash, stemHash: found.stemHash), count: isUnsettled ? 1 : 0)
            tokens.append(
                NarrativeToken(
                    start: found.start, end: found.end, word: likely.word, breaks: found.breaks, number: found.number,
                    roles: likely.roles))
        }
        endsInQuestion = tokenizer.endsInQuestion
        for piece in unsettled.all {
            var known = tokens[piece.token].number.isNaN ? table.entry(piece.hash) : table.digits
            if piece.stemHash != 0 {
                // "my leg's swollen" tells of one leg, not of legs.
                let stem = table.entry(piece.stemHash)
                if stem.roles.contains(.site) { known = stem }
            }
            tokens[piece.token].word = known.word
            tokens[piece.token].roles = known.roles
        }
    }

    /// Notes what the tokens are to phrases and what their roles are together, and says how many are recognised.
    private func linkTokens() -> Int {
        var allRoles: Lexicon.Role = []
        var recognised = 0
        var allBreaks: NarrativeToken.Breaks = []
        var previousIsAbbreviation = false
        links.removeAll()
        let written = links.appendUnwritten(tokens.count &+ 1)
        let tokens = tokens.mutableAll
        for index in tokens.indices {
            let roles = tokens[index].roles
            // "Dr. Smith": the full stop of an abbreviation ends nothing.
            if previousIsAbbreviation && tokens[index].breaks == .sentence { tokens[index].breaks = [] }
            previousIsAbbreviation = roles.contains(.abbreviation)
            recognised &+= roles.contains(.recognised) ? 1 : 0
            allRoles.formUnion(roles)
            allBreaks.formUnion(tokens[index].breaks)
            (written + index).initialize(
                to: Link(word: tokens[index].word, isJoined: tokens[index].breaks.isDisjoint(with: .anyPause) ? 1 : 0))
        }
        (written + tokens.count).initialize(to: Link(word: WordTable.unknown, isJoined: 0))
        textRoles = allRoles
        asks = endsInQuestion || allBreaks.contains(.question)
        hasLabels = allBreaks.contains(.label)
        return recognised
    }

    @inline(__always)
    func roles(_ token: Int) -> Lexicon.Role { tokens[token].roles }
}
