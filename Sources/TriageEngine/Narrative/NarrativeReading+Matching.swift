extension NarrativeReading {
    /// Finds all phrases and sorts them into mentions, cues, sites, sides and spans.
    ///
    /// - Parameter phrase: tokens to be read as a mention of an unnamed concept, instead of all concepts.
    mutating func findMatches(phrase: Range<Int>? = nil) {
        matches.removeAll(keepingCapacity: true)
        var start = 0
        while start < tokens.count {
            if automaton.isFull { automaton.forget() }
            var state = automaton.start(tokens[start].word)
            let base = matches.count
            var end = start + 1
            while state != PhraseAutomaton.end {
                if automaton.hasOutputs(state) {
                    for index in automaton.outputs(of: state) {
                        keep(automaton.output(at: index), start, end, from: base)
                    }
                }
                guard end < tokens.count, tokens[end].breaks.isDisjoint(with: .anyPause) else { break }
                state = automaton.next(state, tokens[end].word)
                end += 1
            }
            start += 1
        }
        sort(phrase: phrase)
    }

    /// Keeps the longest phrase of an entry from each first token.
    @inline(__always)
    private mutating func keep(_ entry: Int, _ first: Int, _ end: Int, from base: Int) {
        var index = base
        while index < matches.count {
            if matches[index].entry == entry {
                matches[index].end = end
                return
            }
            index += 1
        }
        matches.append(NarrativeMatch(entry: entry, first: first, end: end))
    }

    private mutating func sort(phrase: Range<Int>?) {
        mentions.removeAll(keepingCapacity: true)
        cues.removeAll(keepingCapacity: true)
        sites.removeAll(keepingCapacity: true)
        sides.removeAll(keepingCapacity: true)
        durations.removeAll(keepingCapacity: true)
        coverTokens(phrase: phrase)
        var phraseIsAdded = phrase == nil
        for match in matches {
            if !phraseIsAdded, let phrase, match.first >= phrase.lowerBound {
                mentions.append(Mention(concept: -1, first: phrase.lowerBound, end: phrase.upperBound, segment: 0))
                phraseIsAdded = true
            }
            switch lexicon.entries[match.entry] {
            case .ignored: break
            case .concept(let concept):
                guard phrase == nil, !isInside(match) else { continue }
                // Of two phrases of one concept, one inside the other, the longer counts.
                var isRepeat = false
                var index = mentions.count - 1
                var seen = 0
                while index >= 0, seen < 8 {
                    if mentions[index].concept == concept && mentions[index].end > match.first {
                        isRepeat = mentions[index].end >= match.end
                        break
                    }
                    index -= 1
                    seen += 1
                }
                if !isRepeat {
                    mentions.append(Mention(concept: concept, first: match.first, end: match.end, segment: 0))
                }
            case .site(let site, let isPlural):
                guard !isHidden(match) else { continue }
                if let last = sites.last, last.end >= match.end { continue }
                // "back" in "back of my leg" is no place of its own.
                if let last = sites.last, last.first == match.first { sites.removeLast() }
                sites.append(PlacedSite(site: site, first: match.first, end: match.end, isPlural: isPlural))
            case .side(let side):
                guard !isInsideIgnored(match) else { continue }
                if let last = sides.last, last.end >= match.end { continue }
                sides.append(PlacedSide(side: side, first: match.first, end: match.end))
            case .cue(let cue):
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
                let known = lexicon.spans[span]
                durations.append(
                    NarrativeDuration(
                        first: match.first, end: match.end, low: known.low, high: known.high, kind: known.kind))
            }
        }
        if !phraseIsAdded, let phrase {
            mentions.append(Mention(concept: -1, first: phrase.lowerBound, end: phrase.upperBound, segment: 0))
        }
    }

    /// Notes for each token the longest phrase over it that swallows what is inside.
    private mutating func coverTokens(phrase: Range<Int>?) {
        cover.removeAll(keepingCapacity: true)
        for match in matches where match.end - match.first > 1 {
            var mark = Cover(first: Int32(match.first), end: Int32(match.end))
            switch lexicon.entries[match.entry] {
            case .ignored: mark.isIgnored = true
            case .concept(let concept):
                if phrase != nil { continue }
                mark.isWhole = lexicon.meanings.traits[concept].isWhole
            default: continue
            }
            if cover.isEmpty { cover.append(contentsOf: repeatElement(Cover(), count: tokens.count)) }
            for token in match.first..<match.end {
                let known = cover[token]
                if known.end - known.first < mark.end - mark.first { cover[token] = mark }
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
