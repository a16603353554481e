extension NarrativeReading {
    /// "No injury and left calf swollen": whose leg is named by its side is told of anew, unless an "or" goes on with the list.
    func startsWithOneLeg(_ segment: Int) -> Bool {
        let first = segments[segment].first
        guard separator(behind: segment) != .or, let leg = leg(rightBehind: first) else { return false }
        let side = sides.countOfFirst { $0.first < first }
        return side < sides.count && sides[side].end <= leg.end
            && (sides[side].side == .left || sides[side].side == .right)
    }

    /// "No injury left calf swollen": a leg named right behind what is denied, with nothing that joins the two, begins
    /// something else.
    func startsAnew(_ mention: Mention, behind last: Int, _ segment: Int) -> Bool {
        guard mention.first >= last, segments[segment].first < last else { return false }
        // "No swelling, calf pain or redness"
        guard separator(behind: segment) != .or, let leg = leg(rightBehind: last), leg.first < mention.end else {
            return false
        }
        return (last..<leg.first).allSatisfy { roles($0).isDisjoint(with: [.preposition, .and, .or]) }
    }

    /// "No flights calf swollen": a leg behind what is denied, with how it is, begins something else, whether or not the
    /// lexicon knows what was denied. A list of denials goes on over commas.
    func leavesDenial(_ mention: Mention, since cueEnd: Int, isList: Bool, _ index: Int) -> Bool {
        guard textRoles.contains(.state), mention.end - cueEnd <= 24, let leg = toldLeg(from: cueEnd, to: mention.end),
            !isList || segments[segment(ofToken: leg.first)].separator != .comma, separator(behind: index) != .or
        else { return false }
        let first = firstOfName(leg, since: cueEnd)
        guard mention.first >= first, first > cueEnd, roles(first - 1).isDisjoint(with: [.preposition, .or]) else {
            return false
        }
        return (cueEnd..<first).contains { roles($0).isDisjoint(with: .inDenials) && !isSide($0) }
    }

    /// The first leg between two tokens that is said to be in some state: "calf swollen", "left leg is hot".
    func toldLeg(from start: Int, to end: Int) -> PlacedSite? {
        var index = sites.countOfFirst { $0.first < start }
        while index < sites.count, sites[index].first < end {
            if isLeg(sites[index].site), isTold(sites[index]) { return sites[index] }
            index += 1
        }
        return nil
    }

    private func isTold(_ site: PlacedSite) -> Bool {
        for token in site.end..<min(site.end + 3, tokens.count) {
            guard tokens[token].breaks.isDisjoint(with: .anyPause) else { return false }
            if roles(token).contains(.state) { return true }
            if roles(token).isDisjoint(with: [.verb, .filler, .assertive, .present]) { return false }
        }
        return false
    }

    /// Where "the left calf" begins.
    func firstOfName(_ site: PlacedSite, since start: Int) -> Int {
        var first = site.first
        while first > start, !roles(first - 1).isDisjoint(with: [.owner, .article, .filler]) || isSide(first - 1) {
            first -= 1
        }
        return first
    }

    private func isSide(_ token: Int) -> Bool {
        // Sides are noted as they begin, and only where they end behind the one before: their ends ascend, too.
        let side = sides.countOfFirst { $0.end <= token }
        return side < sides.count && sides[side].first <= token
    }

    /// Words for how things are stand between two tokens.
    func speaksOfNow(from start: Int, to end: Int) -> Bool {
        start < end && textRoles.contains(.present) && (start..<end).contains { roles($0).contains(.present) }
    }

    /// The first place that is named from a token on, if it is a leg and no more than three words away.
    func leg(rightBehind token: Int) -> PlacedSite? {
        let index = sites.countOfFirst { $0.first < token }
        guard index < sites.count, sites[index].first - token <= 3, isLeg(sites[index].site) else { return nil }
        return sites[index]
    }

    func hasVerb(from start: Int, to end: Int) -> Bool {
        // A denial reaches a few words; a longer way is not worth reading.
        guard start < end, end - start <= 16 else { return end > start }
        return (start..<end).contains { roles($0).contains(.verb) }
    }

    /// Whether an exception is one from a denial: in "no chest pain, the leg was fine until Monday" the words right before
    /// it have a verb of their own and deny nothing.
    func isOfDenial(_ cue: NarrativeMatch, _ context: NarrativeContext) -> Bool {
        let index = context.segment
        let isTurn = cue.first == segments[index].first && segments[index].separator == .turn
        let before = segments[isTurn && index > 0 ? index - 1 : index]
        if context.denial.token >= before.first || !hasVerb(from: before.first, to: cue.first) { return true }
        let first = max(min(before.firstMention, context.mention), context.mention - Self.mostMentions)
        return (first..<context.mention).contains(where: isDenied)
    }

    /// Makes what was denied a thing that is there; what the sentence denied before its last denial is open.
    func except(_ range: Range<Int>, since denial: Int) {
        let last = max(range.lowerBound, min(denial, range.upperBound))
        let first = (last..<range.upperBound).contains(where: isDenied) ? last : range.lowerBound
        for index in range where isDenied(index) {
            if index < first { mentions[index].isFormer = true } else { mentions[index].polarity = .affirmed }
        }
    }

    /// Words that only say when or how are no complaint; a few mentions tell.
    func tellsComplaint(_ range: Range<Int>) -> Bool {
        range.count > Self.mostMentions || range.contains { isSomebodysComplaint(mentions[$0]) }
    }

    func affirmDenied(_ range: Range<Int>) {
        for index in range where isDenied(index) { mentions[index].polarity = .affirmed }
    }

    private func isDenied(_ mention: Int) -> Bool { mentions[mention].polarity == .negated }

    /// "Swelling: no", "chest pain - none", "SOB? No": the first mention of what the word answers; nil: it is no
    /// answer.
    func answered(by match: NarrativeMatch, _ context: NarrativeContext) -> Int? {
        let segment = segments[context.segment]
        guard match.first == segment.first, context.segment > 0, context.itemStart < context.mention else { return nil }
        let next = separator(behind: context.segment)
        switch segment.separator {
        case .colon, .dash, .question: break
        // Brackets and commas only before a lone "no": "(no)", "swelling, none".
        case .comma, .clause:
            guard match.end == segment.end, next != .comma else { return nil }
        default: return nil
        }
        if match.end < segment.end, repeatedDenial(behind: match, context) == nil {
            guard segment.separator == .colon || segment.separator == .question else { return nil }
            // "Swelling: no Redness: yes": what follows is the next item.
            guard next == .colon || next == .question else { return nil }
        }
        let first = firstAnswered(before: context.segment, since: context.itemStart)
        return first < context.mention ? first : nil
    }

    /// What denies again right behind a "no", or one word behind it that says of whom, and nothing else: "No I haven't",
    /// "no nothing".
    func repeatedDenial(behind match: NarrativeMatch, _ context: NarrativeContext) -> Cue? {
        guard context.cue < context.cues.upperBound,
            !tellsComplaint(context.mention..<segments[context.segment].endMention),
            separator(behind: context.segment) != .turn
        else { return nil }
        let next = cues[context.cue]
        guard next.first == match.end || next.first == match.end + 1 && roles(match.end).contains(.subject) else {
            return nil
        }
        let cue = lexicon.cues[next.entry]
        switch cue.effect {
        case .negated, .doubted, .answerNo: return cue
        default: return nil
        }
    }

    /// The cues between the first mention that an answer answers and the answer.
    func asked(since first: Int, _ context: NarrativeContext) -> Range<Int> {
        let start = segments[mentions[first].segment].first
        let end = context.cue - 1
        var cue = end
        while cue > 0, end - cue < Self.mostParts, cues[cue - 1].first >= start { cue -= 1 }
        return cue..<max(cue, end)
    }

    /// "Is the swelling going down? No": whatever is answered, there is a swelling; what is denied is that it goes down.
    func isPresumed(_ index: Int, by asked: Range<Int>) -> Bool {
        let mention = mentions[index]
        return asked.contains {
            let match = cues[$0]
            let cue = lexicon.cues[match.entry]
            guard mention.first > match.first || mention.end < match.end else { return false }
            if cue.effect == .ended { return mention.first < match.end }
            guard cue.effect == .presumed else { return false }
            return cue.reachesBack && mention.end <= match.first || cue.reachesAhead && mention.first >= match.end
        }
    }

    /// The first mention of the item that stands before an answer.
    ///
    /// A list of things named is one item ("swelling, redness, warmth: none"), and so is a question that begins as one
    /// ("is the calf swollen, hot or red?", "any redness or swelling of the leg?"). Of anything else only the last part
    /// is answered: "my calf is swollen and hot, fever: no".
    private func firstAnswered(before index: Int, since start: Int) -> Int {
        let item = item(before: index, since: start)
        let asksFirst =
            segments[index].separator == .question
            && (roles(segments[item.head].first).contains(.verb) || segments[item.head].isPure && isPart(item.head))
            && (item.head..<index).dropFirst().allSatisfy { isPart($0) }
        let isWhole = asksFirst || (item.head..<item.last).allSatisfy(isNamed)
        return max(start, segments[isWhole ? item.head : item.last].firstMention)
    }

    /// Several things are named before an answer, and nothing is told of any: "chest pain, breathlessness".
    func isList(before index: Int, since start: Int) -> Bool {
        let item = item(before: index, since: start)
        return item.head < item.last && (item.head..<item.last).allSatisfy(isNamed) && isLastNamed(item.last)
    }

    /// The last of them may name a place, as in "a swollen leg"; "calf swollen" is told.
    private func isLastNamed(_ index: Int) -> Bool {
        let segment = segments[index]
        return isPart(index) && !saysWhen(index) && toldLeg(from: segment.first, to: segment.end) == nil
            && isPure(segment, sites.countOfFirst { $0.first < segment.first })
    }

    /// The first and the last segment of what an answer may answer, which begins behind the first segment.
    private func item(before index: Int, since start: Int) -> (head: Int, last: Int) {
        var last = index - 1
        var head = last
        while head > 0, index - head < Self.mostParts, segments[head].firstMention > start,
            segments[head].separator == .comma || segments[head].separator == .and || segments[head].separator == .or
        {
            head -= 1
        }
        while last > head, segments[last].firstMention == segments[last].endMention { last -= 1 }
        return (head, last)
    }

    private func isNamed(_ segment: Int) -> Bool {
        segments[segment].isPure && isPart(segment) && !saysWhen(segment)
    }

    /// Told, then, and not only named: "coughing up blood since this morning".
    private func saysWhen(_ segment: Int) -> Bool {
        segments[segment].isPresent || segments[segment].roles.contains(.since)
            || durations(before: segments[segment].first) < durations(before: segments[segment].end)
    }

    func isPart(_ segment: Int) -> Bool {
        !segments[segment].isClausal && !segments[segment].startsWithSubject
    }

    /// A "no" answers what stands before it where it ends the words, or where they end in an answer: "fever no",
    /// "swelling no redness no"; not in "chest pain no fever" and not in "I held on to the rail because I had no air".
    func isAnswer(_ match: NarrativeMatch, _ context: NarrativeContext) -> Bool {
        let segment = segments[context.segment]
        if match.end == segment.end { return true }
        guard context.mention > 0, mentions[context.mention - 1].end == match.first else { return false }
        return context.cues.suffix(4).contains {
            let effect = lexicon.cues[cues[$0].entry].effect
            return cues[$0].end == segment.end && (effect == .answerNo || effect == .answerYes)
        }
    }

    /// Denies what stands before a cue; whatever the words were taken for that it follows at once: "fever no".
    func deny(_ match: NarrativeMatch, over range: Range<Int>) {
        let cue = lexicon.cues[match.entry]
        let isNext = !range.isEmpty && mentions[range.upperBound - 1].end == match.first
        let breadth: Breadth =
            cue.coversLists ? .list : isNext && cue.effect == .answerNo ? .words : .nearest
        lookBack(from: match, over: range, along: breadth) {
            if isUndeniable(mentions[$0]) { return }
            mentions[$0].polarity = cue.effect == .doubted ? .uncertain : .negated
        }
    }

    /// Of a list that an answer ends.
    private static let mostParts = 16
}
