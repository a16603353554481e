extension NarrativeReading {
    /// Tells the ledger which findings the words of the text, taken together, sound like, and which they do not.
    func tellLikenesses(into ledger: inout EvidenceLedger) {
        guard !lexicon.likenesses.isEmpty, let last = tokens.last else { return }
        markUnsaid()
        let origin = EvidenceOrigin.span(start: tokens[0].start, end: last.end)
        for likeness in lexicon.likenesses {
            ledger.assert(likeness.finding, sum(likeness) > 0 ? .present : .absent, origin: origin)
        }
    }

    /// The words of the text that was read, each at most once as said and once as unsaid, in the order of the text.
    func likenessWords(of text: UnsafeBufferPointer<UInt8>) -> [LikenessWord] {
        settleTimes()
        markUnsaid()
        var words: [LikenessWord] = []
        var known: Set<LikenessWord> = []
        for index in tokens.indices {
            let bytes = text[Int(tokens[index].start)..<Int(tokens[index].end)]
            guard let spelling = LikenessWord.spelling(of: bytes) else { continue }
            let word = LikenessWord(spelling: spelling, isUnsaid: unsaid[index])
            if known.insert(word).inserted { words.append(word) }
        }
        return words
    }

    /// Marks the words that the text takes back: behind a denial, in what is denied, doubted, over or another's, beside
    /// the matter, and in sayings that mean nothing here.
    private func markUnsaid() {
        unsaid.removeAll()
        unsaid.append(repeating: false, count: tokens.count)
        for match in cues.all {
            let cue = lexicon.cues[match.entry]
            guard cue.effect == .negated, cue.reachesAhead else { continue }
            let stops: NarrativeToken.Breaks = cue.coversLists ? .clauseEnd : .anyPause
            for index in match.end..<min(match.end + cue.reach, tokens.count) {
                if !tokens[index].breaks.isDisjoint(with: stops) { break }
                unsaid[index] = true
            }
        }
        for segment in segments.all where segment.isBeside {
            for index in segment.first..<segment.end { unsaid[index] = true }
        }
        // What stands in several phrases is said if one of them says it. Those that only help others say nothing.
        for isUnsaid in [true, false] {
            for index in telling.all where (saying(mentions[Int(index)]) != .sets) == isUnsaid {
                mark(mentions[Int(index)], isUnsaid: isUnsaid)
            }
        }
        for index in tokens.indices where cover[index].isIgnored { unsaid[index] = true }
    }

    private func mark(_ mention: Mention, isUnsaid: Bool) {
        for index in mention.first..<mention.end { unsaid[index] = isUnsaid }
    }

    private func sum(_ likeness: Likeness) -> Int {
        likenessesRead &+= 1
        var sum = likeness.start
        for index in tokens.indices {
            let word = Int(tokens[index].word)
            guard word < likeness.weights.count else { continue }
            let isUnsaid = unsaid[index]
            let place = 2 * word + (isUnsaid ? 1 : 0)
            if wordsSeen[place] == likenessesRead { continue }
            wordsSeen[place] = likenessesRead
            let weight = likeness.weights[word]
            sum += Int(isUnsaid ? weight.unsaid : weight.said)
        }
        return sum
    }
}
