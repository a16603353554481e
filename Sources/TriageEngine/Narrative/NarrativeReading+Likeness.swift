extension NarrativeReading {
    /// A token and what its word adds to a likeness.
    struct WeighedToken {
        @Narrow var token: Int
        var weight: Int16
    }

    /// Tells the ledger which findings the words of the text, taken together, sound like, and which they do not. What is
    /// pointed at are the words that weigh most, one by one, so that no quote of them holds the text.
    func tellLikenesses(into ledger: inout EvidenceLedger) {
        guard !lexicon.likenesses.isEmpty, !tokens.isEmpty else { return }
        markUnsaid()
        for likeness in lexicon.likenesses {
            let isPresent = weigh(likeness) > 0
            for _ in 0..<(isPresent ? Self.mostWordsTold : 1) {
                guard let token = takeWeightiest(isPresent) else { break }
                ledger.assert(
                    likeness.finding, isPresent ? .present : .absent,
                    origin: .span(start: tokens[token].start, end: tokens[token].end))
            }
        }
    }

    /// Of a text that sounds like something, so many words are told.
    private static let mostWordsTold = 3

    /// The words of the text that was read, each at most once as said and once as unsaid, in the order of the text.
    func likenessWords(of text: UnsafeBufferPointer<UInt8>) -> [LikenessWord] {
        settleTimes()
        markUnsaid()
        var words: [LikenessWord] = []
        var known: Set<LikenessWord> = []
        for index in tokens.indices {
            let number = tokens[index].word
            let spelling =
                number == WordTable.unknown
                ? LikenessWord.spelling(of: text[Int(tokens[index].start)..<Int(tokens[index].end)])
                : LikenessWord.spelling(of: lexicon.spellings[Int(number)].utf8)
            guard let spelling else { continue }
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
                let mention = mentions[Int(index)]
                for token in mention.first..<mention.end { unsaid[token] = isUnsaid }
            }
        }
        for index in tokens.indices where cover[index].isIgnored { unsaid[index] = true }
    }

    /// Adds up what the words of the text weigh, each once as said and once as unsaid, and keeps those that weigh
    /// anything.
    private func weigh(_ likeness: Likeness) -> Int {
        likenessesRead &+= 1
        weighed.removeAll()
        var sum = likeness.start
        for index in tokens.indices {
            let word = Int(tokens[index].word)
            guard word < likeness.weights.count else { continue }
            let isUnsaid = unsaid[index]
            let place = 2 * word + (isUnsaid ? 1 : 0)
            if wordsSeen[place] == likenessesRead { continue }
            wordsSeen[place] = likenessesRead
            let weight = isUnsaid ? likeness.weights[word].unsaid : likeness.weights[word].said
            if weight == 0 { continue }
            sum += Int(weight)
            weighed.append(WeighedToken(token: index, weight: weight))
        }
        return sum
    }

    /// The token whose word speaks most for the likeness, or most against it, and is told no second time; of a text
    /// without any such word, which only can be unlike, the first.
    private func takeWeightiest(_ speaksFor: Bool) -> Int? {
        var best: (place: Int, weight: Int) = (-1, 0)
        for place in weighed.indices {
            let weight = speaksFor ? Int(weighed[place].weight) : -Int(weighed[place].weight)
            if weight > best.weight { best = (place, weight) }
        }
        guard best.place >= 0 else { return speaksFor ? nil : 0 }
        weighed[best.place].weight = 0
        return weighed[best.place].token
    }
}
