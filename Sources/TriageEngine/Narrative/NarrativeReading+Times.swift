extension NarrativeReading {
    /// Cuts clauses into the stretches that one time is said of, so that no time ages what has another.
    ///
    /// After a comma or an "and" a new stretch begins with a subject, a time, or words for how things are ("is",
    /// "now"); not after words that only say when: "in 2015, I had a clot".
    func splitTimes() {
        var timeClause = 0
        var duration = 0
        var saysSomething = false
        for index in segments.indices {
            let segment = segments[index]
            while duration < durations.count && durations[duration].first < segment.first { duration += 1 }
            let hasTime = duration < durations.count && durations[duration].first < segment.end
            if index > 0 {
                let isNew =
                    segment.clause != segments[index - 1].clause
                    || segment.startsWithSubject || segment.isPresent || hasTime
                let isForced =
                    switch segment.separator {
                    case .sentence, .question, .colon, .turn: true
                    case .clause, .dash, .runOn, .comma, .and, .or: false
                    }
                if isForced || (isNew && saysSomething) {
                    timeClause += 1
                    saysSomething = false
                }
            }
            saysSomething =
                saysSomething || segment.isClausal
                || hasMention(from: segment.first, to: segment.end, startingAt: segment.firstMention)
            segments[index].timeClause = timeClause
        }
    }

    /// Cuts sentences where they go over from what has long been to what is new: "for years my foot has been numb, but since
    /// last night it is cold". What has long been takes nothing from what is new.
    func splitNews() {
        guard durations.all.contains(where: isLong) else { return }
        var part = 0
        var saysLong = false
        var duration = 0
        for index in segments.indices {
            let segment = segments[index]
            if index > 0, segment.sentence != segments[index - 1].sentence {
                part += 1
                saysLong = false
            } else if saysLong, part == segments[segment.sentenceStart].part, beginsNews(index) {
                part += 1
            }
            segments[index].part = part
            while duration < durations.count, durations[duration].first < segment.end {
                saysLong = saysLong || isLong(durations[duration])
                duration += 1
            }
        }
    }

    private func isLong(_ duration: NarrativeDuration) -> Bool {
        duration.kind == .since && duration.low >= lexicon.settings.pastAfterSeconds
    }

    /// Begins with a time of the last days, or with a "but" that one follows in the same clause.
    private func beginsNews(_ index: Int) -> Bool {
        let segment = segments[index]
        let reach =
            switch segment.separator {
            case .turn: 24
            case .clause, .dash, .comma, .and: 3
            case .sentence, .question, .colon, .runOn, .or: 0
            }
        var last = index
        while separator(behind: last) != .turn, last + 1 < segments.count,
            segments[last + 1].first < segment.first + reach, segments[last + 1].sentence == segment.sentence
        {
            last += 1
        }
        let end = min(segment.first + reach, segments[last].end)
        if (segment.first..<max(end, segment.first)).contains(where: { roles($0).isSuperset(of: [.present, .ongoing]) })
        {
            return true
        }
        let next = durations(before: segment.first)
        return next < durations.count && durations[next].first < end && durations[next].kind != .lasting
            && durations[next].high <= lexicon.settings.newWithinSeconds
    }

    /// A length of time ends right before a token, or one word before it: "5 day history", "for 2 weeks now a history".
    func followsDuration(_ token: Int) -> Bool {
        let index = durations(before: token) - 1
        guard index >= 0, durations[index].kind != .ago else { return false }
        return durations[index].end >= token - 1
    }

    /// How many durations begin before a token.
    func durations(before token: Int) -> Int {
        durations.countOfFirst { $0.first < token }
    }

    /// How many mentions begin before a token.
    func mentions(before token: Int) -> Int {
        mentions.countOfFirst { $0.first < token }
    }

    /// Makes mentions before a cue past; where their clause speaks of how things are, too, only what stands next to it.
    func age(_ cue: NarrativeMatch, over range: Range<Int>) {
        var nearest = -1
        lookBack(from: cue, over: range) {
            if nearest < 0 { nearest = $0 }
            let isPresent = segments[mentions[nearest].segment].isPresent
            if !isPresent || mentions[$0].end > mentions[nearest].first { mentions[$0].time = .past }
        }
        if nearest >= 0 { speaksOfPast = true }
    }

    /// What happened long ago is past, whatever the tense.
    func settleTimes() {
        // Nothing is said of when: what is now stays so.
        for index in mentions.indices where longestAgo > 0 || speaksOfPast {
            let mention = mentions[index]
            guard longestAgo > 0 || mention.isHad || mention.time == .past else { continue }
            let concept = lexicon.meanings.traits[mention.concept]
            let limit =
                concept.pastAfterSeconds.isNaN ? lexicon.settings.pastAfterSeconds : concept.pastAfterSeconds
            if mention.isHad && concept.hadMeansPast { mentions[index].time = .past }
            if limit == .infinity {
                if !concept.hadMeansPast { mentions[index].time = .now }
            } else if longestAgo > limit, let ago = duration(of: index, kinds: .ago), ago.low > limit {
                mentions[index].time = .past
            }
        }
        if !endings.isEmpty { settleStories() }
        if speaksOfReturn { settleReturns() }
    }

    /// What came back is both: what was, and what is. What never was past did not come back.
    private func settleReturns() {
        for index in mentions.indices where mentions[index].isBack {
            let wasPast = mentions[index].time == .past && isSomebodysComplaint(mentions[index])
            mentions[index].isBack = wasPast
            if wasPast { mentions[index].time = .now }
        }
    }

    /// When something was is said of what stands in the same clause: all of it, unless the clause also speaks of how
    /// things are.
    func reaches(_ ago: NarrativeDuration, _ mention: Mention) -> Bool {
        let here = segments[mention.segment]
        let there = segments[segment(ofToken: ago.first)]
        guard here.timeClause == there.timeClause else { return false }
        // "surgery 3 years ago, swelling": a time at the end does not reach ahead of its words.
        // "a clot in 1997, couldn't breathe": what is told on, it does.
        if ago.end <= here.first, there.first != here.first, !here.isTold {
            if there.isClausal && ago.first - there.first > 2 { return false }
            if hasMention(from: there.first, to: ago.first) { return false }
        }
        if endsClause(at: ago.end, before: mention, here) { return false }
        guard here.isPresent else { return true }
        // "my leg is swollen since the clot 2 years ago": next to it only.
        return ago.first >= mention.end
            ? !hasMention(from: mention.end, to: ago.first) : ago.end > mention.first
    }

    /// "The leg I broke in August has blown up": the verb ends the words that the time belongs to.
    private func endsClause(at end: Int, before mention: Mention, _ segment: NarrativeSegment) -> Bool {
        guard end > segment.first, end <= mention.first, end < segment.end, roles(end).contains(.verb) else {
            return false
        }
        return (max(segment.first + 1, end - 16)..<end).contains { roles($0).contains(.subject) }
    }

    /// Something is named that begins between two tokens and is more than a word of time.
    private func hasMention(from start: Int, to end: Int) -> Bool {
        hasMention(from: start, to: end, startingAt: mentions(before: start))
    }

    private func hasMention(from start: Int, to end: Int, startingAt index: Int) -> Bool {
        // The first few tell; more are not worth reading.
        for index in index..<min(index + 8, mentions.count) {
            let mention = mentions[index]
            guard mention.first < end else { return false }
            let time = durations(before: mention.end) - 1
            let isTime = time >= 0 && durations[time].end > mention.first
            if hasMeaning(mention) && !isTime { return true }
        }
        return false
    }

    /// A story that begins long ago, goes on without a word of how things are and ends well is past as a whole: "In
    /// 2015 I had a clot. My leg was blue. It all went away."
    private func settleStories() {
        var settled = 0
        for ending in endings.all {
            let last = segment(ofToken: ending.first)
            var segment = last
            var story = -1
            // Back to the sentence that says when; any present time on the way makes it no story.
            search: while segment >= 0, last - segment <= 40 {
                switch tells(segment, before: ending.first) {
                case .now: break search
                case .past:
                    story = segments[segment].sentence
                    break search
                case nil: segment -= 1
                }
            }
            guard story >= 0 else { continue }
            // "I broke my collarbone at school and it mended": what ended stands in its own sentence.
            if endsItsOwnSentence(ending, last) { story = segments[last].sentence }
            while segment < last, segments[segment].sentence < story { segment += 1 }
            while segment > 0, segments[segment - 1].sentence == story, last - segment <= 80 { segment -= 1 }
            var index = max(settled, mentions(before: segments[segment].first))
            while index < mentions.count && mentions[index].first < ending.end {
                mentions[index].time = .past
                index += 1
            }
            settled = index
        }
    }

    /// Words with a verb of their own stand before it, or its sentence is about something else.
    private func endsItsOwnSentence(_ ending: NarrativeMatch, _ segment: Int) -> Bool {
        if segments[segment].isBeside { return true }
        // "I've been clear since" is said of more.
        let first = roles(ending.first)
        guard !first.isDisjoint(with: [.subject, .subordinator]), !first.contains(.selfWord) else { return false }
        var index = segment - 1
        while index >= segments[segment].sentenceStart, segment - index <= 80 {
            if segments[index].isClausal { return true }
            index -= 1
        }
        return false
    }

    /// The time that the words of a segment up to a token speak of; nil when they do not say.
    private func tells(_ segment: Int, before token: Int) -> Mention.Time? {
        let known = segments[segment]
        let end = min(known.end, token)
        var index = durations(before: known.first)
        var isPast = false
        // Who gives so many times tells no story that is worth reading again.
        let last = index + 16
        while index < durations.count && durations[index].first < end {
            guard index < last else { return .now }
            let duration = durations[index]
            if duration.kind == .ago && duration.low > lexicon.settings.pastAfterSeconds {
                isPast = true
            } else if duration.kind != .lasting {
                return .now
            }
            index += 1
        }
        if isPast { return .past }
        if known.firstPresent < end { return .now }
        return nil
    }
}
