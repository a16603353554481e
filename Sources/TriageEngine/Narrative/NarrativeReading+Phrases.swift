extension NarrativeReading {
    /// What the words of some tokens have led to.
    struct Lead {
        var place: PhraseAutomaton.Place
        @Narrow var first: Int
    }

    /// Where phrases of several words end that begin at a token.
    struct PhraseEnd {
        let place: PhraseAutomaton.Place
        @Narrow var end: Int
        /// Where the next one stands that begins at the same token; negative for none.
        var next: Int32 = -1
    }

    /// What is found at a token: where its own word leads, and the first and the last of the ends of longer phrases; negative for none.
    struct Beginning {
        var place: PhraseAutomaton.Place
        var firstEnd: Int32 = -1
        var lastEnd: Int32 = -1
    }

    /// How many tokens phrases are followed from at a time; only in between is anything forgotten that was learnt of phrases.
    private static let mostLeads = 64

    /// Finds all phrases, by their first token and then by when they end; of each entry the longest from a token.
    func findPhrases() {
        matches.removeAll()
        for start in stride(from: 0, to: tokens.count, by: Self.mostLeads) {
            if automaton.isFull { automaton.forget() }
            findEnds(from: start, to: min(start &+ Self.mostLeads, tokens.count))
            for (index, beginning) in beginnings.all.enumerated() {
                let base = matches.count
                let first = start &+ index
                if beginning.place.endsPhrases {
                    for output in automaton.outputs(of: beginning.place) {
                        append(automaton.output(at: output), first, first &+ 1)
                    }
                }
                var next = beginning.firstEnd
                while next >= 0 {
                    let phraseEnd = ends.all[Int(next)]
                    for output in automaton.outputs(of: phraseEnd.place) {
                        let number = automaton.output(at: output)
                        if !lengthen(number, to: phraseEnd.end, from: base) { append(number, first, phraseEnd.end) }
                    }
                    next = phraseEnd.next
                }
            }
        }
    }

    @inline(__always)
    private func append(_ number: UInt16, _ first: Int, _ end: Int) {
        matches.append(PhraseMatch(entry: lexicon.entries[Int(number)], number: number, first: first, end: end))
    }

    /// Whether one of the matches from an index on is of the entry: now it is longer.
    @inline(__always)
    private func lengthen(_ number: UInt16, to end: Int, from base: Int) -> Bool {
        let known = matches.mutableAll
        for index in base..<known.count where known[index].number == number {
            known[index].end = end
            return true
        }
        return false
    }

    /// Finds where the phrases end that begin at some tokens. All of them are followed by one word after the other, and where a word leads decides
    /// about hardly a branch, so that the processor asks the memory for many places at a time.
    private func findEnds(from start: Int, to end: Int) {
        ends.removeAll()
        beginnings.removeAll()
        leads.removeAll()
        // Each of the tokens has at most one lead.
        let onward = leads.appendUnwritten(Self.mostLeads)
        let begun = beginnings.appendUnwritten(end &- start)
        let tokens = tokens.all
        let joins = joins.all
        var count = 0
        for first in start..<end {
            let place = automaton.start(tokens[first].word)
            (begun + (first &- start)).initialize(to: Beginning(place: place))
            (onward + count).initialize(to: Lead(place: place, first: first))
            let isJoined = joins[first &+ 1]
            count &+= place.goesOn && isJoined ? 1 : 0
        }
        var length = 1
        while count > 0 {
            length &+= 1
            var kept = 0
            for index in 0..<count {
                let first = onward[index].first
                let place = automaton.next(onward[index].place, tokens[first &+ length &- 1].word)
                if place.endsPhrases { note(place, first &+ length, &begun[first &- start]) }
                onward[kept] = Lead(place: place, first: first)
                let isJoined = joins[first &+ length]
                kept &+= place.goesOn && isJoined ? 1 : 0
            }
            count = kept
        }
    }

    @inline(__always)
    private func note(_ place: PhraseAutomaton.Place, _ end: Int, _ beginning: inout Beginning) {
        let index = Int32(truncatingIfNeeded: ends.count)
        ends.append(PhraseEnd(place: place, end: end))
        if beginning.lastEnd < 0 {
            beginning.firstEnd = index
        } else {
            ends.mutableAll[Int(beginning.lastEnd)].next = index
        }
        beginning.lastEnd = index
    }
}
