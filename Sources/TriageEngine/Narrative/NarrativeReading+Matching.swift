extension NarrativeReading {
    /// Sorts the phrases that were found into mentions, cues, sites, sides and spans.
    ///
    /// - Parameter phrase: tokens to be read as a mention of an unnamed concept, instead of all concepts.
    func sortMatches(phrase: Range<Int>? = nil) {
        mentions.removeAll()
        telling.removeAll()
        cues.removeAll()
        sites.removeAll()
        sides.removeAll()
        durations.removeAll()
        speaksBeside = false
        someTakeNothing = false
        swallowedDenials.removeAll()
        mentionEnds.removeAll()
        mentionEnds.append(repeating: 0, count: tokens.count)
        partMatches()
        coverTokens(phrase: phrase)
        let matches = matches.all
        for index in otherMatches.all {
            let match = matches[Int(index)]
            switch match.entry.kind {
            case .ignored, .concept: break
            case .site, .plural:
                guard !isHidden(match) else { continue }
                if let last = sites.last, last.end >= match.end { continue }
                // "back" in "back of my leg" is no place of its own.
                if let last = sites.last, last.first == match.first { sites.removeLast() }
                sites.append(
                    PlacedSite(
                        site: Int(match.entry.index), first: match.first, end: match.end,
                        isPlural: match.entry.kind == .plural))
            case .side:
                guard !isInsideIgnored(match) else { continue }
                if let last = sides.last, last.end >= match.end { continue }
                let side = Lexicon.Side(rawValue: UInt8(truncatingIfNeeded: match.entry.index)) ?? .none
                sides.append(PlacedSide(side: side, first: match.first, end: match.end))
            case .cue:
                let cue = Int(match.entry.index)
                if lexicon.cues[cue].endsWords, !endsWords(match) { continue }
                // Whose it is and that it was hold beyond a phrase that says so, too: "had a clot in my leg"; so does
                // what is there instead: "just swollen".
                guard holdsBeyondPhrases(cue) ? !isInsideIgnored(match) : !isInside(match) && !isSaid(match) else {
                    let mark = cover.all[match.first]
                    if lexicon.cues[cue].effect == .negated, !mark.isIgnored {
                        swallowedDenials.append(
                            SwallowedDenial(match: index, end: match.end, sayingEnd: Int(mark.end)))
                    }
                    continue
                }
                if let phrase, phrase.overlaps(match.first..<match.end) { continue }
                // The longest cue counts: "not only" hides "not".
                let isNothing = lexicon.cues[cue].effect == .nothing
                while let last = cues.last,
                    last.first >= match.first && last.end < match.end || isNothing && last.end > match.first
                {
                    cues.removeLast()
                }
                if let last = cues.last, last.end >= match.end, last.end - last.first > match.end - match.first {
                    continue
                }
                cues.append(NarrativeMatch(entry: cue, first: match.first, end: match.end))
            case .span:
                guard !isInsideIgnored(match) else { continue }
                let known = lexicon.spans[Int(match.entry.index)]
                durations.append(
                    NarrativeDuration(
                        first: match.first, end: match.end, low: known.low, high: known.high, kind: known.kind))
            }
        }
        if let phrase {
            mentionEnds[phrase.lowerBound] = Int32(truncatingIfNeeded: phrase.upperBound)
            mentions.append(Mention(concept: -1, first: phrase.lowerBound, end: phrase.upperBound))
        } else {
            findMentions()
        }
    }

    private func holdsBeyondPhrases(_ cue: Int) -> Bool {
        switch lexicon.cues[cue].effect {
        case .had, .instead, .presumed: true
        default: isPersonal(cue)
        }
    }

    /// Nothing goes on with its words, and they ask nothing: "and now I am", "now it does, and my chest hurts".
    private func endsWords(_ match: PhraseMatch) -> Bool {
        guard match.end < tokens.count else { return !endsInQuestion }
        let breaks = tokens[match.end].breaks
        if breaks.isDisjoint(with: .anyPause) { return roles(match.end).contains(.and) }
        return !breaks.contains(.question)
    }

    /// A denial that a saying swallows: its match, where it ends, and where the saying does.
    struct SwallowedDenial {
        let match: Int32
        @Narrow var end: Int
        @Narrow var sayingEnd: Int
    }

    /// Parts the matches, without a branch, into those that are read alike.
    private func partMatches() {
        conceptMatches.removeAll()
        otherMatches.removeAll()
        coverMatches.removeAll()
        let matches = matches.all
        let concepts = conceptMatches.appendUnwritten(matches.count)
        let others = otherMatches.appendUnwritten(matches.count)
        let covers = coverMatches.appendUnwritten(matches.count)
        var (conceptCount, coverCount) = (0, 0)
        for index in matches.indices {
            let number = Int32(truncatingIfNeeded: index)
            let match = matches[index]
            (concepts + conceptCount).initialize(to: number)
            (others + (index &- conceptCount)).initialize(to: number)
            (covers + coverCount).initialize(to: number)
            conceptCount &+= match.entry.kind == .concept ? 1 : 0
            let isLong = match.end &- match.first > 1 ? 1 : 0
            coverCount &+= isLong & (match.entry.traits.contains(.covers) ? 1 : 0)
        }
        conceptMatches.removeLast(matches.count &- conceptCount)
        otherMatches.removeLast(conceptCount)
        coverMatches.removeLast(matches.count &- coverCount)
    }

    private func findMentions() {
        let matches = matches.all
        let denials = swallowedDenials.all
        // How many of them come before the match at hand.
        var denialCount = 0
        for index in conceptMatches.all {
            let match = matches[Int(index)]
            guard !isInside(match), !isRepeat(match) else { continue }
            while denialCount < denials.count, denials[denialCount].match < index { denialCount &+= 1 }
            mention(match)
            // "will not let go": nothing let go.
            if denialCount > 0, match.first == denials[denialCount &- 1].end,
                match.end <= denials[denialCount &- 1].sayingEnd
            {
                mentions[mentions.count - 1].takesNothing = true
                someTakeNothing = true
            }
        }
    }

    /// Where the last mention of a concept ends, counted on from text to text, and its index.
    struct LastMention {
        var end: UInt64 = 0
        var index = 0
    }

    /// Notes a mention of a concept.
    @inline(__always)
    private func mention(_ match: PhraseMatch) {
        let traits = match.entry.traits
        let index = mentions.count
        if traits.contains(.beside) { speaksBeside = true }
        telling.append(Int32(truncatingIfNeeded: index), count: traits.contains(.tells) ? 1 : 0)
        // Matches are of tokens, and entries of concepts, that there are.
        let mentionEnds = mentionEnds.mutableAll
        mentionEnds[match.first] = max(mentionEnds[match.first], Int32(truncatingIfNeeded: match.end))
        lastMentions.mutableAll[Int(match.entry.index)] = LastMention(end: serial(match.end), index: index)
        mentions.append(
            Mention(
                concept: Int(match.entry.index), first: match.first, end: match.end,
                conditionNumber: match.entry.conditionNumber))
    }

    /// Of two phrases of one concept, one inside the other, the longer counts. The last few mentions tell, and of those
    /// of the concept the last one, since an earlier one that reaches further would hold it.
    @inline(__always)
    private func isRepeat(_ match: PhraseMatch) -> Bool {
        let last = lastMentions.all[Int(match.entry.index)]
        return last.end >= serial(match.end) && last.index >= mentions.count &- 8
    }

    /// The number of a token, counted on from text to text.
    @inline(__always)
    func serial(_ token: Int) -> UInt64 { tokensBefore &+ UInt64(truncatingIfNeeded: token) }

    /// Notes for each token the longest phrase over it that swallows what is inside.
    private func coverTokens(phrase: Range<Int>?) {
        cover.removeAll()
        cover.append(repeating: Cover(), count: tokens.count)
        // Matches are of tokens that there are.
        let cover = cover.mutableAll
        // Words that only help others to be understood hide no cue: the "years ago" of "two years ago".
        let matches = matches.all
        for index in coverMatches.all {
            let match = matches[Int(index)]
            let isConcept = match.entry.kind == .concept
            if isConcept && phrase != nil { continue }
            let mark = Cover(
                first: Int32(match.first), end: Int32(match.end), isIgnored: !isConcept,
                isWhole: match.entry.traits.contains(.whole))
            for token in match.first..<match.end {
                let known = cover[token]
                if known.end &- known.first < mark.end &- mark.first { cover[token] = mark }
            }
        }
    }

    /// Lies inside a longer phrase of a concept, or inside an ignored one. Concepts may lie inside concepts that are
    /// not whole.
    @inline(__always)
    private func isInside(_ match: PhraseMatch) -> Bool {
        let mark = cover.all[match.first]
        if mark.isIgnored { return Int(mark.end) >= match.end }
        if match.entry.kind == .concept, !mark.isWhole { return false }
        return Int(mark.end) >= match.end && Int(mark.end - mark.first) > match.end - match.first
    }

    /// Its denying word belongs to a saying that goes on: the "is not" of "is not making sense".
    private func isSaid(_ match: PhraseMatch) -> Bool {
        let mark = cover.all[match.end - 1]
        guard Int(mark.first) > match.first, Int(mark.end) > match.end else { return false }
        return (Int(mark.first)..<match.end).contains { roles($0).contains(.denier) }
    }

    @inline(__always)
    private func isHidden(_ match: PhraseMatch) -> Bool {
        let mark = cover.all[match.first]
        return (mark.isIgnored || mark.isWhole) && Int(mark.end) >= match.end
    }

    @inline(__always)
    private func isInsideIgnored(_ match: PhraseMatch) -> Bool {
        let mark = cover.all[match.first]
        return mark.isIgnored && Int(mark.end) >= match.end
    }
}
