extension NarrativeReading {
    /// Marks the sentences that speak of something beside the complaint and of no place of it: "I had a cold, it has
    /// gone", "my blood pressure is normal". What they say takes nothing away from the rest of the text.
    func findAsides() {
        forEachSentence { sentence in
            if speaksBeside(sentence) { setBeside(sentence) }
        }
    }

    /// Marks the sentences that tell of somebody else only, so that their places are nobody's but theirs.
    func findOthers() {
        forEachSentence { sentence in
            let told = segments[sentence.lowerBound].firstMention..<segments[sentence.upperBound - 1].endMention
            if !told.isEmpty, told.allSatisfy({ mentions[$0].person != .patient }) { setBeside(sentence) }
        }
    }

    /// Marks what the writer offers before a question mark without a verb of its own as what it may be: "hot red calf,
    /// insect bite?" A guess is heard as what it says, but takes nothing from the rest.
    func findGuesses() {
        for index in segments.indices {
            guard separator(behind: index).map({ $0 == .question }) ?? endsInQuestion else { continue }
            var first = index
            while first > 0, isPartOfGuess(first - 1),
                segments[first].separator == .and || segments[first].separator == .or
            {
                first -= 1
            }
            guard isPartOfGuess(first) else { continue }
            for mention in segments[first].firstMention..<segments[index].endMention {
                mentions[mention].takesNothing = true
                someTakeNothing = true
            }
        }
    }

    /// A few words without a verb; "should I try stockings" asks for something else.
    private func isPartOfGuess(_ index: Int) -> Bool {
        let segment = segments[index]
        return isPart(index) && segment.end - segment.first <= 6
            && (segment.first..<segment.end).allSatisfy { roles($0).isDisjoint(with: [.subordinator, .subject]) }
    }

    private func forEachSentence(_ body: (Range<Int>) -> Void) {
        var start = 0
        while start < segments.count {
            var end = start + 1
            while end < segments.count, segments[end].sentence == segments[start].sentence { end += 1 }
            body(start..<end)
            start = end
        }
    }

    private func setBeside(_ sentence: Range<Int>) {
        for index in sentence { segments[index].isBeside = true }
    }

    /// Its words name what is beside the matter, and no place of a leg but within those words.
    private func speaksBeside(_ sentence: Range<Int>) -> Bool {
        let told = segments[sentence.lowerBound].firstMention..<segments[sentence.upperBound - 1].endMention
        guard told.contains(where: { isBeside(mentions[$0]) }) else { return false }
        let first = segments[sentence.lowerBound].first
        let end = segments[sentence.upperBound - 1].end
        var mention = told.lowerBound
        // How far the words reach that are beside the matter and begin before the site at hand.
        var reach = 0
        var index = sites.countOfFirst { $0.first < first }
        while index < sites.count, sites[index].first < end {
            let site = sites[index]
            while mention < told.upperBound, mentions[mention].first <= site.first {
                if isBeside(mentions[mention]) { reach = max(reach, mentions[mention].end) }
                mention += 1
            }
            if isLeg(site.site), reach < site.end { return false }
            index += 1
        }
        return true
    }

    private func isBeside(_ mention: Mention) -> Bool {
        mention.concept >= 0 && lexicon.meanings.traits[mention.concept].isBeside
    }
}
