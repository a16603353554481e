extension NarrativeReading {
    /// What a token is to phrases.
    struct Link {
        let word: UInt16
        /// 1 where phrases may go on with it, else 0.
        let isJoined: UInt16
    }

    /// Some tokens whose words lead on, and the step that the next one takes.
    struct Lead {
        let step: PhraseAutomaton.Step
        @Narrow var first: Int
    }

    /// Where phrases end that begin with a token.
    struct PhraseEnd {
        let place: PhraseAutomaton.Place
        @Narrow var first: Int
        @Narrow var end: Int
    }

    /// Where the last match of an entry stands, and the token that it begins with, counted on from text to text.
    struct LastMatch {
        var first: UInt64 = 0
        var index = 0
    }

    /// How many tokens phrases are followed from at a time; only in between is anything forgotten that was learnt of
    /// phrases.
    private static let mostLeads = 64

    /// Finds all phrases, by their first token and then by when they end; of each entry the longest from a token.
    func findPhrases() {
        matches.removeAll()
        let entries = lexicon.entries
        for start in stride(from: 0, to: tokens.count, by: Self.mostLeads) {
            if automaton.isFull { automaton.forget() }
            findEnds(from: start, to: min(start &+ Self.mostLeads, tokens.count))
            sortEnds(from: start)
            for found in sortedEnds.all {
                let outputs = automaton.outputs(of: found.place)
                var output = outputs.first
                while output < outputs.end {
                    let number = automaton.output(at: Int(output))
                    add(
                        PhraseMatch(entry: entries[Int(number)], number: number, first: found.first, end: found.end))
                    output &+= 1
                }
            }
        }
    }

    /// Adds a match, in the place of a shorter one of the same entry from the same token, if there is one.
    @inline(__always)
    private func add(_ match: PhraseMatch) {
        let lasts = lastMatches.mutableAll
        let number = Int(match.number)
        let first = serial(match.first)
        let index = lasts[number].first == first ? lasts[number].index : matches.count
        lasts[number] = LastMatch(first: first, index: index)
        matches.put(match, at: index)
    }

    /// Finds where the phrases end that begin with some tokens: by their length, then by the first token. All of them
    /// are followed by one word after the other, each step is asked for long before it is taken, and where a word leads
    /// decides about hardly a branch: branches that the processor cannot guess cost more here than all else.
    private func findEnds(from start: Int, to end: Int) {
        ends.removeAll()
        leads.removeAll()
        // Each of the tokens has at most one lead.
        let onward = leads.appendUnwritten(Self.mostLeads)
        // One more than there are tokens.
        let links = links.all
        let begun = ends.appendUnwritten(end &- start)
        var (count, found) = (0, 0)
        for first in start..<end {
            let place = automaton.start(links[first].word)
            (begun + found).initialize(to: PhraseEnd(place: place, first: first, end: first &+ 1))
            found &+= place.endsPhrases
            let next = links[first &+ 1]
            let goesOn = place.goesOn & Int(next.isJoined)
            (onward + count).initialize(
                to: Lead(step: automaton.step(from: place, next.word, isTaken: goesOn), first: first))
            count &+= goesOn
        }
        ends.removeLast(end &- start &- found)
        var length = 1
        while count > 0 {
            length &+= 1
            let longer = ends.appendUnwritten(count)
            var kept = 0
            found = 0
            for index in 0..<count {
                let first = onward[index].first
                let place = automaton.place(after: onward[index].step)
                (longer + found).initialize(to: PhraseEnd(place: place, first: first, end: first &+ length))
                found &+= place.endsPhrases
                let next = links[first &+ length]
                let goesOn = place.goesOn & Int(next.isJoined)
                onward[kept] = Lead(step: automaton.step(from: place, next.word, isTaken: goesOn), first: first)
                kept &+= goesOn
            }
            ends.removeLast(count &- found)
            count = kept
        }
    }

    /// Sorts what was found by its first token, counted from one on; what begins with the same token stands in the
    /// order of its end already.
    private func sortEnds(from start: Int) {
        endsBefore.removeAll()
        endsBefore.append(repeating: 0, count: Self.mostLeads &+ 1)
        sortedEnds.removeAll()
        let sorted = sortedEnds.appendUnwritten(ends.count)
        let before = endsBefore.mutableAll
        for found in ends.all { before[found.first &- start &+ 1] &+= 1 }
        for index in 1..<Self.mostLeads { before[index] &+= before[index &- 1] }
        for found in ends.all {
            let index = found.first &- start
            (sorted + Int(before[index])).initialize(to: found)
            before[index] &+= 1
        }
    }
}
