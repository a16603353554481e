extension NarrativeReading {
    /// Makes what the sentence before asked about, or this one so far, a thing that is there, or that is not.
    func own(_ context: NarrativeContext, as polarity: Mention.Polarity) {
        recall(context) {
            guard mentions[$0].isSupposed && mentions[$0].polarity == .uncertain else { return }
            mentions[$0].polarity = polarity
            // "If I got breathless" tells of no earlier time.
            mentions[$0].isHad = false
        }
    }

    /// Lets what the sentence before told, and this one so far, take nothing from what follows: "I have Raynaud's but this
    /// is different".
    func setApart(_ context: NarrativeContext) {
        recall(context) { mentions[$0].takesNothing = true }
        someTakeNothing = true
    }

    /// Makes what the sentence before told as past, or this one so far, a thing that is there again.
    func revive(_ context: NarrativeContext) {
        recall(context) {
            guard mentions[$0].polarity == .affirmed else { return }
            mentions[$0].isBack = true
            speaksOfReturn = true
        }
    }

    /// Walks back over what this sentence told so far, and the one before.
    private func recall(_ context: NarrativeContext, touch: (Int) -> Void) {
        let end = context.mention
        let sentence = segments[context.segment].sentence
        var index = end - 1
        while index >= 0, end - index <= Self.mostMentions,
            segments[mentions[index].segment].sentence >= sentence - 1
        {
            touch(index)
            index -= 1
        }
    }

    /// How much a walk back from a cue touches.
    enum Breadth {
        /// The nearest mention, with those that share words with it, or with all that one leads to.
        case nearest, words, list
    }

    /// Walks from a cue back over the mentions that are within its reach of the cue or of the one that was reached
    /// before.
    ///
    /// A short mention inside a longer one may be out of reach where the longer one is not.
    func lookBack(
        from cue: NarrativeMatch, over range: Range<Int>, along breadth: Breadth = .list, touch: (Int) -> Void
    ) {
        let reach = lexicon.cues[cue.entry].reach
        let last = max(range.lowerBound, range.upperBound - Self.mostMentions)
        var next = cue.first
        var nearest = -1
        var index = range.upperBound - 1
        while index >= last, isNear(index, cue.first) {
            let mention = mentions[index]
            let isReached =
                nearest < 0 || breadth == .list
                ? next - mention.end <= reach : mention.end > mentions[nearest].first
            if isReached {
                if nearest < 0 { nearest = index }
                touch(index)
                if breadth == .nearest { return }
                next = min(next, mention.first)
            }
            index -= 1
        }
    }

    /// Counted in words, as people do: one word can be a mention of many concepts, and how many is the lexicon's
    /// affair.
    private func isNear(_ mention: Int, _ token: Int) -> Bool { token - mentions[mention].first <= 16 }

    /// However many concepts a ruleset gives to a word, looking back stays a small step.
    static let mostMentions = 64
}
