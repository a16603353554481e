extension NarrativeReading {
    /// Marks the sentences that speak of something beside the complaint and of no place of it: "I had a cold, it has gone", "my blood pressure is
    /// normal". What they say takes nothing away from the rest of the text.
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
        var index = sites.countOfFirst { $0.first < first }
        while index < sites.count, sites[index].first < end {
            let site = sites[index]
            let isWithin = told.contains {
                isBeside(mentions[$0]) && mentions[$0].first <= site.first && mentions[$0].end >= site.end
            }
            if isLeg(site.site), !isWithin { return false }
            index += 1
        }
        return true
    }

    private func isBeside(_ mention: Mention) -> Bool {
        mention.concept >= 0 && lexicon.meanings.traits[mention.concept].isBeside
    }
}
