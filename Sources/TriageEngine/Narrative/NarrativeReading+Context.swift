extension NarrativeReading {
    /// What the words read so far do to the words ahead.
    private struct Scope {
        var isActive = false
        var isDoubt = false
        var coversLists = false
        /// Where the cue begins.
        var first = 0
        /// Where it ends.
        var cueEnd = 0
        /// The last token that still belongs to the cue or to a mention it has touched.
        var last = 0
        var reach = 0
        var hasCovered = false
        /// How many denials of this kind the sentence has: where each item has its own "no", a bare one is no denial.
        var count = 0

        mutating func begin(_ cue: Cue, _ match: NarrativeMatch) {
            isActive = true
            first = match.first
            cueEnd = match.end
            isDoubt = cue.effect == .doubted
            coversLists = cue.coversLists
            last = match.end
            reach = cue.reach
            hasCovered = false
            count += 1
        }

        mutating func end() { isActive = false }

        func covers(_ mention: Mention) -> Bool { isActive && mention.first - last <= reach }
    }

    /// Stamps every mention with what the cues around it do to it: one pass over segments, cues and mentions.
    func applyContext() {
        var negation = Scope()
        var hedge = Scope()
        var supposition = Scope()
        var past = Scope()
        var had = Scope()
        var section: Cue.Effect?
        var cue = 0
        var endCue = 0
        var mention = 0
        var sentenceStart = 0
        var itemStart = 0
        var lastExcepted = 0
        // Where the last denial begins, and how many mentions stand before it.
        var denial = (token: -1, mention: 0)
        var answeredNo = -1
        speaksOfPast = false
        speaksOfReturn = false
        endings.removeAll()
        for index in segments.indices {
            let segment = segments[index]
            if segment.startsLine { section = nil }
            switch segment.separator {
            case .sentence, .question:
                negation = Scope()
                hedge.end()
                supposition.end()
                past.end()
                had.end()
                sentenceStart = mention
            case .colon:
                // "Denies: a, b" goes on; "Swelling: ..." begins anew.
                if !(negation.isActive && negation.last == segment.first) || isElliptical(negation.first, segment.first)
                {
                    negation.end()
                } else {
                    negation.coversLists = true
                }
                hedge.end()
                supposition.end()
            case .clause, .dash, .turn, .runOn:
                negation.end()
                hedge.end()
                if segment.separator != .runOn { supposition.end() }
                past.end()
                had.end()
            case .comma:
                if segment.isClausal || segment.startsWithSubject {
                    negation.end()
                    hedge.end()
                    supposition.end()
                } else if startsWithOr(segment) {
                    // ", or swelling": a list goes on.
                } else if negation.isActive && !negation.coversLists
                    && !segment.endsInOr
                    && (negation.count > 1 || !segment.isPure || segment.isAssertive)
                {
                    negation.end()
                }
                had.end()
            case .and:
                if segment.startsWithSubject {
                    hedge.end()
                    supposition.end()
                    had.end()
                }
                if segment.isClausal || segment.startsWithSubject || segment.isAssertive { negation.end() }
                if negation.isActive, !negation.coversLists, startsWithOneLeg(index) { negation.end() }
            case .or:
                if segment.startsWithSubject && segment.isClausal { negation.end() }
            }
            // What is over is over as far as its list goes: "history of a clot, left calf swollen now".
            if index > 0, segment.timeClause != segments[index - 1].timeClause || !segment.isPure { past.end() }
            let segmentFirstMention = mention
            let firstCue = cue
            while endCue < cues.count && cues[endCue].first < segment.end { endCue += 1 }
            while true {
                let hasCue = cue < cues.count && cues[cue].first < segment.end
                if !hasCue
                    && !(negation.isActive || hedge.isActive || supposition.isActive || past.isActive || had.isActive
                        || section == .absentSection || formerSegment == index)
                {
                    // Nothing speaks of what is left of the segment.
                    mention = segment.endMention
                    break
                }
                if !hasCue && mention == segment.endMention { break }
                if hasCue && (mention == segment.endMention || cues[cue].first <= mentions[mention].first) {
                    let match = cues[cue]
                    let known = lexicon.cues[match.entry]
                    cue += 1
                    switch known.effect {
                    case .negated, .doubted, .answerNo:
                        if known.effect != .doubted,
                            let first = answered(by: match, segment: index, since: itemStart, mention: mention)
                        {
                            answer(.negated, from: first, to: mention)
                            itemStart = mention
                        } else {
                            if known.direction != .after {
                                let start = max(segmentFirstMention, itemStart)
                                if known.effect != .answerNo
                                    || isAnswer(match, to: mention, in: segment, cues: firstCue..<endCue)
                                {
                                    deny(match, over: start..<max(start, mention))
                                    if known.effect == .answerNo { answeredNo = index }
                                }
                            }
                            if known.direction != .before && known.effect != .answerNo {
                                negation.begin(known, match)
                                denial = (match.first, mention)
                            }
                        }
                    case .answerYes:
                        if let first = answered(by: match, segment: index, since: itemStart, mention: mention) {
                            answer(.affirmed, from: first, to: mention)
                            itemStart = mention
                        } else if answeredNo == index, match.end == segment.end, mention > segmentFirstMention,
                            mentions[mention - 1].end == match.first
                        {
                            // "Chest pain no breathless yes": the "no" was the answer before.
                            lookBack(from: match, over: segmentFirstMention..<mention, along: .words) {
                                mentions[$0].polarity = .affirmed
                            }
                        }
                    case .hedged:
                        if known.direction != .before { hedge.begin(known, match) }
                        if known.direction != .after {
                            lookBack(from: match, over: segmentFirstMention..<mention) { mentions[$0].isHedged = true }
                        }
                    case .supposed:
                        if known.direction != .before { supposition.begin(known, match) }
                        if known.direction != .after {
                            lookBack(from: match, over: segmentFirstMention..<mention) {
                                if mentions[$0].polarity == .affirmed { mentions[$0].polarity = .uncertain }
                            }
                        }
                    case .past:
                        // "3/7 hx of pain": the history of what is there now.
                        if known.direction != .before && !followsDuration(match.first) {
                            past.begin(known, match)
                        }
                        if known.direction != .after {
                            let start =
                                isAddedTime(match, index) ? segments[index - 1].firstMention : segmentFirstMention
                            age(match, over: start..<mention)
                        }
                    case .had: had.begin(known, match)
                    case .formerly:
                        let start = max(segmentFirstMention, sentenceStart)
                        lookBack(from: match, over: start..<max(start, mention)) { mentions[$0].isFormer = true }
                        formerSegment = index
                    case .exception:
                        if isOfDenial(match, segment: index, denial: denial.token, mention: mention) {
                            except(max(lastExcepted, sentenceStart)..<mention, since: denial.mention)
                            lastExcepted = mention
                        }
                        negation.end()
                    case .ended: endings.append(match)
                    case .owned: own(to: mention, sentence: segment.sentence, as: .affirmed)
                    case .disowned:
                        own(to: mention, sentence: segment.sentence, as: .negated)
                        // "Chest pain, breathlessness, swelling - none apply"; one thing alone is the complaint.
                        if let first = answered(by: match, segment: index, since: itemStart, mention: mention),
                            isList(before: index, since: itemStart)
                        {
                            answer(.negated, from: first, to: mention)
                            itemStart = mention
                        }
                    case .again: revive(to: mention, sentence: segment.sentence)
                    case .turn, .instead: negation.end()
                    case .absentSection, .presentSection: section = known.effect
                    case .nothing, .other, .family, .stranger, .character, .patient, .proxy: break
                    }
                } else {
                    stamp(
                        mention, segment: index, negation: &negation, hedge: &hedge, supposition: &supposition,
                        past: &past,
                        had: &had, section: section)
                    mention += 1
                }
            }
            // What an answer answers is the item since the last answer, or since the sentence began.
            if segment.separator == .sentence || segment.separator == .clause || segment.startsLine {
                itemStart = max(itemStart, segmentFirstMention)
            }
        }
        formerSegment = -1
    }

    /// "The scar is fine. The calf is not: swollen, warm" denies what was said before; "She has no:" and "Denies:" what
    /// follows.
    private func isElliptical(_ first: Int, _ colon: Int) -> Bool {
        colon > 0 && roles(colon - 1).contains(.ellipsis) && segments[segment(ofToken: first)].first < first
    }

    /// Words that only help others to be understood are no part of what a cue is said of, and do not carry it on.
    private func saysSomething(_ mention: Mention) -> Bool {
        hasMeaning(mention) || lexicon.meanings.traits[mention.concept].isComplaint
    }

    private func startsWithOr(_ segment: NarrativeSegment) -> Bool { roles(segment.first).contains(.or) }

    private func stamp(
        _ index: Int, segment: Int, negation: inout Scope, hedge: inout Scope, supposition: inout Scope,
        past: inout Scope, had: inout Scope, section: Cue.Effect?
    ) {
        var mention = mentions[index]
        let goesOn = saysSomething(mention)
        if negation.isActive && negation.hasCovered {
            if hasVerb(from: negation.last, to: mention.end)
                || !negation.coversLists && startsAnew(mention, behind: negation.last, segment)
            {
                negation.end()
            }
        }
        if negation.covers(mention),
            leavesDenial(mention, since: negation.cueEnd, isList: negation.coversLists, segment)
        {
            negation.end()
        }
        if negation.covers(mention) && !isUndeniable(mention) {
            mention.polarity = negation.isDoubt ? .uncertain : .negated
            if goesOn { negation.last = max(negation.last, mention.end) }
            // Words such as "thigh" that only help others are nothing that could be denied.
            negation.hasCovered = negation.hasCovered || goesOn
        } else if section == .absentSection {
            mention.polarity = .negated
        } else if supposition.covers(mention) {
            mention.polarity = .uncertain
            mention.isSupposed = true
            if goesOn { supposition.last = max(supposition.last, mention.end) }
        }
        if hedge.covers(mention) {
            if mention.polarity == .negated { mention.polarity = .uncertain }
            mention.isHedged = true
            if goesOn { hedge.last = max(hedge.last, mention.end) }
        }
        // "Used to swell in pregnancy, now the left calf is swollen"
        if past.covers(mention), speaksOfNow(from: past.last, to: mention.first) { past.end() }
        if had.covers(mention), speaksOfNow(from: had.last, to: mention.first) { had.end() }
        if past.covers(mention) {
            speaksOfPast = true
            mention.time = .past
            if goesOn { past.last = max(past.last, mention.end) }
        }
        // The phrase that holds the "had" says itself what it means.
        if had.covers(mention) && mention.first > had.first {
            speaksOfPast = true
            mention.isHad = true
            if goesOn { had.last = max(had.last, mention.end) }
        }
        if formerSegment == segment { mention.isFormer = true }
        mentions[index] = mention
    }

    /// "The pain was a pulled muscle, last year": a time that ends the sentence, behind words with a verb of their own. In "calf
    /// hot and swollen, previously DVT" or "leg went cold, in the past, stents" it may belong to what follows.
    private func isAddedTime(_ cue: NarrativeMatch, _ index: Int) -> Bool {
        let segment = segments[index]
        guard segment.separator == .comma, cue.first == segment.first, cue.end == segment.end else { return false }
        switch separator(behind: index) {
        case nil, .sentence, .question: return segments[index - 1].isClausal
        default: return false
        }
    }

    /// Makes what the sentence before asked about, or this one so far, a thing that is there, or that is not.
    private func own(to end: Int, sentence: Int, as polarity: Mention.Polarity) {
        recall(to: end, sentence: sentence) {
            if mentions[$0].isSupposed && mentions[$0].polarity == .uncertain { mentions[$0].polarity = polarity }
        }
    }

    /// Makes what the sentence before told as past, or this one so far, a thing that is there again.
    private func revive(to end: Int, sentence: Int) {
        recall(to: end, sentence: sentence) {
            guard mentions[$0].polarity == .affirmed else { return }
            mentions[$0].isBack = true
            speaksOfReturn = true
        }
    }

    /// Walks back over what this sentence told so far, and the one before.
    private func recall(to end: Int, sentence: Int, touch: (Int) -> Void) {
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
