extension NarrativeReading {
    /// Finds all phrases and sorts them into mentions, cues, sites, sides and spans.
    ///
    /// - Parameter phrase: tokens to be read as a mention of an unnamed concept, instead of all concepts.
    func findMatches(phrase: Range<Int>? = nil) {
        matches.removeAll()
        let count = tokens.count
        for start in 0..<count {
            if automaton.isFull { automaton.forget() }
            var place = automaton.start(tokens[start].word)
            let base = matches.count
            if place.endsPhrases {
                for index in automaton.outputs(of: place) {
                    matches.append(NarrativeMatch(entry: automaton.output(at: index), first: start, end: start &+ 1))
                }
            }
            var end = start &+ 1
            while place.goesOn, end < count, follows(end) {
                place = automaton.next(place, tokens[end].word)
                end &+= 1
                if place.endsPhrases {
                    for index in automaton.outputs(of: place) {
                        keep(automaton.output(at: index), start, end, from: base)
                    }
                }
            }
        }
        sort(phrase: phrase)
    }

    /// Keeps the longest phrase of an entry from each first token.
    @inline(__always)
    private func keep(_ entry: Int, _ first: Int, _ end: Int, from base: Int) {
        var index = base
        while index < matches.count {
            if matches[index].entry == entry {
                matches[index].end = end
                return
            }
            index &+= 1
        }
        matches.append(NarrativeMatch(entry: entry, first: first, end: end))
    }

    private func sort(phrase: Range<Int>?) {
        mentions.removeAll()
        cues.removeAll()
        sites.removeAll()
        sides.removeAll()
        durations.removeAll()
        coverTokens(phrase: phrase)
        var phraseIsAdded = phrase == nil
        // Mentions before this one end before the match at hand begins.
        var open = 0
        for match in matches.all {
            if !phraseIsAdded, let phrase, match.first >= phrase.lowerBound {
                mentions.append(Mention(concept: -1, first: phrase.lowerBound, end: phrase.upperBound))
                phraseIsAdded = true
            }
            switch lexicon.entries[match.entry] {
            case .ignored: break
            case .concept(let concept):
                while open < mentions.count && mentions[open].end <= match.first { open &+= 1 }
                guard phrase == nil, !isInside(match), !isRepeat(match, of: Int(concept), from: open) else { continue }
                mentions.append(Mention(concept: Int(concept), first: match.first, end: match.end))
            case .site(let site, let isPlural):
                guard !isHidden(match) else { continue }
                if let last = sites.last, last.end >= match.end { continue }
                // "back" in "back of my leg" is no place of its own.
                if let last = sites.last, last.first == match.first { sites.removeLast() }
                sites.append(PlacedSite(site: Int(site), first: match.first, end: match.end, isPlural: isPlural))
            case .side(let side):
                guard !isInsideIgnored(match) else { continue }
                if let last = sides.last, last.end >= match.end { continue }
                sides.append(PlacedSide(side: side, first: match.first, end: match.end))
            case .cue(let number):
                let cue = Int(number)
                // Whose it is and that it was hold beyond a phrase that says so, too: "had a clot in my leg".
                let isKept = isPersonal(cue) || lexicon.cues[cue].effect == .had
                guard isKept ? !isInsideIgnored(match) : !isInside(match) && !isSaid(match) else { continue }
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
            case .span(let span):
                guard !isInsideIgnored(match) else { continue }
                let known = lexicon.spans[Int(span)]
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
    private func isRepeat(_ match: NarrativeMatch, of concept: Int, from open: Int) -> Bool {
        var index = mentions.count &- 1
        let last = max(open, mentions.count &- 8)
        while index >= last {
            if mentions[index].concept == concept && mentions[index].end > match.first {
                return mentions[index].end >= match.end
            }
            index &-= 1
        }
        return false
    }

    /// Notes for each token the longest phrase over it that swallows what is inside.
    private func coverTokens(phrase: Range<Int>?) {
        cover.removeAll()
        for match in matches.all where match.end &- match.first > 1 {
            var mark = Cover(first: Int32(match.first), end: Int32(match.end))
            switch lexicon.entries[match.entry] {
            case .ignored: mark.isIgnored = true
            case .concept(let concept):
                if phrase != nil { continue }
                mark.isWhole = lexicon.meanings.traits[Int(concept)].isWhole
            default: continue
            }
            if cover.isEmpty { cover.append(repeating: Cover(), count: tokens.count) }
            for token in match.first..<match.end {
                let known = cover[token]
                if known.end &- known.first < mark.end &- mark.first { cover[token] = mark }
            }
        }
    }

    /// Lies inside a longer phrase of a concept, or inside an ignored one. Concepts may lie inside concepts that are not whole.
    @inline(__always)
    private func isInside(_ match: NarrativeMatch) -> Bool {
        guard !cover.isEmpty else { return false }
        let mark = cover[match.first]
        if mark.isIgnored { return Int(mark.end) >= match.end }
        if case .concept = lexicon.entries[match.entry], !mark.isWhole { return false }
        return Int(mark.end) >= match.end && Int(mark.end - mark.first) > match.end - match.first
    }

    /// Its denying word belongs to a saying that goes on: the "is not" of "is not making sense".
    private func isSaid(_ match: NarrativeMatch) -> Bool {
        guard !cover.isEmpty else { return false }
        let mark = cover[match.end - 1]
        guard Int(mark.first) > match.first, Int(mark.end) > match.end else { return false }
        return (Int(mark.first)..<match.end).contains { roles($0).contains(.denier) }
    }

    @inline(__always)
    private func isHidden(_ match: NarrativeMatch) -> Bool {
        guard !cover.isEmpty else { return false }
        let mark = cover[match.first]
        return (mark.isIgnored || mark.isWhole) && Int(mark.end) >= match.end
    }

    @inline(__always)
    private func isInsideIgnored(_ match: NarrativeMatch) -> Bool {
        guard !cover.isEmpty else { return false }
        let mark = cover[match.first]
        return mark.isIgnored && Int(mark.end) >= match.end
    }
}
