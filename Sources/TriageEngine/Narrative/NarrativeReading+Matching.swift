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
        coverTokens(phrase: phrase)
        var phraseIsAdded = phrase == nil
        // Mentions before this one end before the match at hand begins.
        var open = 0
        // Where the last denial ends that a saying swallows, and where the saying does.
        var swallowedEnd = -1
        var sayingEnd = -1
        for match in matches.all {
            if !phraseIsAdded, let phrase, match.first >= phrase.lowerBound {
                mentions.append(Mention(concept: -1, first: phrase.lowerBound, end: phrase.upperBound))
                phraseIsAdded = true
            }
            switch match.entry.kind {
            case .ignored: break
            case .concept:
                while open < mentions.count && mentions.all[open].end <= match.first { open &+= 1 }
                guard phrase == nil, !isInside(match), !isRepeat(match, from: open) else { continue }
                if match.entry.traits.contains(.beside) { speaksBeside = true }
                if match.entry.traits.contains(.tells) { telling.append(Int32(truncatingIfNeeded: mentions.count)) }
                var mention = Mention(
                    concept: Int(match.entry.index), first: match.first, end: match.end,
                    conditionNumber: match.entry.conditionNumber)
                // "will not let go": nothing let go.
                if match.first == swallowedEnd, match.end <= sayingEnd {
                    mention.takesNothing = true
                    someTakeNothing = true
                }
                mentions.append(mention)
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
                // Whose it is and that it was hold beyond a phrase that says so, too: "had a clot in my leg".
                let isKept = isPersonal(cue) || lexicon.cues[cue].effect == .had
                guard isKept ? !isInsideIgnored(match) : !isInside(match) && !isSaid(match) else {
                    let mark = cover.all[match.first]
                    if lexicon.cues[cue].effect == .negated, !mark.isIgnored {
                        swallowedEnd = match.end
                        sayingEnd = Int(mark.end)
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
        if !phraseIsAdded, let phrase {
            mentions.append(Mention(concept: -1, first: phrase.lowerBound, end: phrase.upperBound))
        }
    }

    /// Of two phrases of one concept, one inside the other, the longer counts. The last few mentions tell.
    @inline(__always)
    private func isRepeat(_ match: PhraseMatch, from open: Int) -> Bool {
        let mentions = mentions.all
        var index = mentions.count &- 1
        let last = max(open, mentions.count &- 8)
        while index >= last {
            if mentions[index].concept == Int(match.entry.index) && mentions[index].end > match.first {
                return mentions[index].end >= match.end
            }
            index &-= 1
        }
        return false
    }

    /// Notes for each token the longest phrase over it that swallows what is inside.
    private func coverTokens(phrase: Range<Int>?) {
        cover.removeAll()
        cover.append(repeating: Cover(), count: tokens.count)
        // Matches are of tokens that there are.
        let cover = cover.mutableAll
        for match in matches.all where match.end &- match.first > 1 {
            var mark = Cover(first: Int32(match.first), end: Int32(match.end))
            switch match.entry.kind {
            case .ignored: mark.isIgnored = true
            case .concept:
                if phrase != nil { continue }
                // Words that only help others to be understood hide no cue: the "years ago" of "two years ago".
                if match.entry.traits.isDisjoint(with: .hidesCues) { continue }
                mark.isWhole = match.entry.traits.contains(.whole)
            default: continue
            }
            for token in match.first..<match.end {
                let known = cover[token]
                if known.end &- known.first < mark.end &- mark.first { cover[token] = mark }
            }
        }
    }

    /// Lies inside a longer phrase of a concept, or inside an ignored one. Concepts may lie inside concepts that are not whole.
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
