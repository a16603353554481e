extension NarrativeReading {
    /// Cuts the text into sentences, clauses and segments.
    func split() {
        segments.removeAll()
        var cue = 0
        var previousEndsMention = -1
        var previousEndsCue = -1
        let tokens = tokens.mutableAll
        let cues = cues.all
        // As many as there are tokens.
        let mentionEnds = mentionEnds.all
        var nextCue = cues.isEmpty ? Int.max : cues[0].first
        // The roles of the segment's words so far.
        var roles: Lexicon.Role = []
        for index in tokens.indices {
            // At most words nothing can begin.
            let tokenRoles = tokens[index].roles
            let mayBegin =
                UInt32(tokens[index].breaks.intersection(.anyPause).rawValue)
                | tokenRoles.intersection(.mayBegin).rawValue | (index == nextCue ? 1 : 0)
            if mayBegin != 0 || index == 0 {
                while cue < cues.count && cues[cue].first < index {
                    previousEndsCue = max(previousEndsCue, cues[cue].end)
                    cue &+= 1
                }
                let startsCue = cue < cues.count && cues[cue].first == index
                let separator = separator(
                    at: index, cue: startsCue ? cue : -1, isInsideMention: previousEndsMention > index,
                    followsMention: previousEndsMention == index, followsCue: previousEndsCue >= index)
                if let separator {
                    endSegment(at: index, roles)
                    begin(at: index, separator)
                    roles = []
                }
                if startsCue { nextCue = firstCue(after: index, from: cue) }
            }
            tokens[index].segment = segments.count &- 1
            roles.formUnion(tokenRoles)
            previousEndsMention = max(previousEndsMention, Int(mentionEnds[index]))
        }
        endSegment(at: tokens.count, roles)
        describe()
        joinLists()
    }

    /// A label that denies something heads no value: the number of "no fall: 24 hours of a cold foot" begins what is
    /// told, and the denial reaches nothing behind it.
    func settleLabels() {
        var cue = 0
        for token in tokens.indices where token > 0 && tokens[token].breaks.contains(.label) {
            // Labels are short; a hyphen or two make more tokens than words of them.
            var first = token - 1
            while first > 0, token - first < 8, tokens[first].breaks.isDisjoint(with: .anyPause) { first -= 1 }
            while cue < cues.count, cues[cue].first < first { cue += 1 }
            var next = cue
            while next < cues.count, cues[next].first < token {
                if reachesAhead(lexicon.cues[cues[next].entry]) { tokens[token].breaks.insert(.clause) }
                next += 1
            }
        }
    }

    private func reachesAhead(_ cue: Cue) -> Bool {
        switch cue.effect {
        case .negated, .doubted, .hedged, .supposed: cue.reachesAhead
        default: false
        }
    }

    /// Where the next cue begins that does not begin at a token.
    private func firstCue(after token: Int, from cue: Int) -> Int {
        var cue = cue
        while cue < cues.count {
            if cues[cue].first > token { return cues[cue].first }
            cue += 1
        }
        return .max
    }

    /// How the segment behind one begins; nil at the end of the text.
    func separator(behind segment: Int) -> NarrativeSegment.Separator? {
        segment + 1 < segments.count ? segments[segment + 1].separator : nil
    }

    private func endSegment(at index: Int, _ roles: Lexicon.Role) {
        guard !segments.isEmpty else { return }
        segments[segments.count - 1].end = index
        segments[segments.count - 1].roles = roles
    }

    private func begin(at index: Int, _ separator: NarrativeSegment.Separator) {
        let breaks = tokens[index].breaks
        segments.append(
            NarrativeSegment(
                first: index, end: index, separator: separator,
                startsLine: breaks.contains(.newline) || (index == 0), isClausal: false, startsWithSubject: false,
                isAssertive: false, isPure: true, clause: 0, sentence: 0))
    }

    @inline(__always)
    private func separator(
        at index: Int, cue: Int, isInsideMention: Bool, followsMention: Bool, followsCue: Bool
    ) -> NarrativeSegment.Separator? {
        if index == 0 { return .sentence }
        let breaks = tokens[index].breaks
        if !breaks.isDisjoint(with: .anyPause) {
            if breaks.contains(.question) { return .question }
            if breaks.contains(.sentence) { return .sentence }
            if breaks.contains(.colon) { return .colon }
            if breaks.contains(.dash) { return .dash }
            if !breaks.isDisjoint(with: [.clause, .newline]) { return .clause }
            return .comma
        }
        if cue >= 0, lexicon.cues[cues[cue].entry].effect == .turn { return .turn }
        if isInsideMention { return nil }
        let role = roles(index)
        if role.isDisjoint(with: .mayBegin) { return nil }
        if role.contains(.and) { return .and }
        if role.contains(.or) { return .or }
        // "maybe it …": the words before it are about what follows.
        if followsCue { return nil }
        let before = roles(index - 1)
        if !before.isDisjoint(with: [.and, .or, .subordinator, .preposition, .subject, .owner]) { return nil }
        if role.contains(.subject) { return cue >= 0 && isCue(cue, .other) ? nil : .runOn }
        // "no swelling my calf hurts": a new subject right after something named.
        return followsMention && !before.contains(.verb) ? .runOn : nil
    }

    private func isCue(_ cue: Int, _ effect: Cue.Effect) -> Bool {
        lexicon.cues[cues[cue].entry].effect == effect
    }

    /// Says of each segment what kind it is and what begins in it, and numbers clauses and sentences.
    private func describe() {
        var clause = 0
        var sentence = 0
        var sentenceStart = 0
        var mention = 0
        var site = 0
        let tokens = tokens.all
        let segments = segments.mutableAll
        let sites = sites.all
        placeInSegments()
        for index in segments.indices {
            var segment = segments[index]
            var token = segment.first
            // The conjunction itself belongs to the segment it opens.
            while token < segment.end, !tokens[token].roles.isDisjoint(with: [.and, .or, .filler]) { token &+= 1 }
            if token < segment.end {
                let first = tokens[token].roles
                segment.startsWithSubject = !first.isDisjoint(with: [.subject, .owner])
                segment.isAssertive = first.contains(.assertive)
            }
            let roles = segment.roles
            if roles.contains(.verb) { segment.isClausal = true }
            if roles.contains(.told) && token < segment.end { segment.isTold = isTold(from: token, to: segment.end) }
            if roles.contains(.present) { segment.firstPresent = firstPresent(from: segment.first, to: segment.end) }
            let firstSite = site
            while site < sites.count && sites[site].first < segment.end { site &+= 1 }
            segment.firstMention = mention
            mention = max(mention, segment.endMention)
            segment.endMention = mention
            let hasMention = mention > segment.firstMention
            // "calf painful" is said of a place; an item of a list is not.
            segment.isPure =
                !(hasMention && site > firstSite) && isPure(segment, firstSite)
            if segment.startsWithSubject && segment.end - token > 1 {
                segment.isClausal = segment.isClausal || hasSubject(token)
            }
            if index > 0 {
                switch segment.separator {
                case .sentence, .question:
                    sentence &+= 1
                    sentenceStart = index
                    clause &+= 1
                case .clause, .colon, .dash, .turn, .runOn: clause &+= 1
                case .comma, .and: if segment.startsWithSubject { clause &+= 1 }
                case .or: if segment.startsWithSubject && hasSubject(token) { clause &+= 1 }
                }
            }
            segment.clause = clause
            segment.sentence = sentence
            segment.part = sentence
            segment.sentenceStart = sentenceStart
            segments[index] = segment
        }
    }

    /// Says of each mention which segment it begins in, and of each segment in which some do where the last of them
    /// stands.
    private func placeInSegments() {
        // Mentions are of tokens, and tokens of segments, that there are.
        let tokens = tokens.all
        let segments = segments.mutableAll
        let mentions = mentions.mutableAll
        for index in mentions.indices {
            let segment = tokens[mentions[index].first].segment
            mentions[index].segment = segment
            segments[segment].endMention = index &+ 1
        }
    }

    private func firstPresent(from start: Int, to end: Int) -> Int {
        var token = start
        while token < end, !roles(token).contains(.present) { token &+= 1 }
        return token
    }

    /// Every word belongs to something named or is one of those that hold a list together.
    func isPure(_ segment: NarrativeSegment, _ firstSite: Int) -> Bool {
        var site = firstSite
        var named = segment.first
        let tokens = tokens.all
        let mentionEnds = mentionEnds.all
        let sites = sites.all
        for token in segment.first..<segment.end {
            named = max(named, Int(mentionEnds[token]))
            while site < sites.count && sites[site].first <= token {
                named = max(named, sites[site].end)
                site &+= 1
            }
            if token >= named && tokens[token].roles.isDisjoint(with: .inLists) { return false }
        }
        return true
    }

    /// "no redness, warmth or swelling": the "or" at the end says that the denial runs over the commas.
    private func joinLists() {
        guard textRoles.contains(.or) else { return }
        for index in segments.indices.reversed().dropFirst() {
            let next = segments[index + 1]
            let isItem = !segments[index].isClausal && segments[index].end - segments[index].first <= 5
            segments[index].endsInOr =
                isItem && ((isOr(next) && !next.startsWithSubject) || (next.separator == .comma && next.endsInOr))
        }
    }

    /// Whether words go on with a story of the past: without a subject of their own, or from "when" on.
    private func isTold(from start: Int, to end: Int) -> Bool {
        if roles(start).contains(.told) { return true }
        guard roles(start).contains(.subordinator), roles(start).isDisjoint(with: [.since, .told]) else { return false }
        return (start..<min(start + 4, end)).contains { roles($0).contains(.told) }
    }

    private func isOr(_ segment: NarrativeSegment) -> Bool {
        segment.separator == .or || (segment.separator == .comma && roles(segment.first).contains(.or))
    }

    private func hasSubject(_ token: Int) -> Bool { token < tokens.count && roles(token).contains(.subject) }

    @inline(__always)
    func segment(ofToken token: Int) -> Int { tokens[min(token, tokens.count - 1)].segment }
}
