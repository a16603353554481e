extension NarrativeReading {
    /// Stamps every mention with what the cues around it do to it: one pass over segments, cues and mentions.
    func applyContext() {
        speaksOfPast = false
        speaksOfReturn = false
        endings.removeAll()
        var context = NarrativeContext()
        for index in segments.indices {
            let segment = segments[index]
            enter(segment, index, &context)
            readSegment(segment, &context)
            leave(segment, &context)
        }
    }

    /// Goes on to a segment, which ends some of what the words before it do.
    private func enter(_ segment: NarrativeSegment, _ index: Int, _ context: inout NarrativeContext) {
        var cuesEnd = context.cue
        while cuesEnd < cues.count && cues[cuesEnd].first < segment.end { cuesEnd += 1 }
        context.begin(index, cuesEnd: cuesEnd)
        if segment.startsLine { context.isAbsentSection = false }
        switch segment.separator {
        case .sentence, .question: context.endSentence()
        case .clause, .dash, .turn: context.endClause(isRunOn: false)
        case .runOn: context.endClause(isRunOn: true)
        case .colon: crossColon(segment, &context)
        case .comma: crossComma(segment, &context)
        case .and: crossAnd(segment, &context)
        case .or: if segment.startsWithSubject && segment.isClausal { context.negation.end() }
        }
        // What is over is over as far as its list goes: "history of a clot, left calf swollen now".
        if index > 0, segment.timeClause != segments[index - 1].timeClause || !segment.isPure { context.past.end() }
    }

    /// "Denies: a, b" goes on; "Swelling: ..." begins anew, and so does "No swelling: ...", which has denied something.
    private func crossColon(_ segment: NarrativeSegment, _ context: inout NarrativeContext) {
        let negation = context.negation
        if negation.isActive, negation.last == segment.first, !negation.hasCovered,
            !isElliptical(negation.first, segment.first)
        {
            context.negation.coversLists = true
        } else {
            context.negation.end()
        }
        context.endMoods()
    }

    private func crossComma(_ segment: NarrativeSegment, _ context: inout NarrativeContext) {
        context.had.end()
        if segment.isClausal || segment.startsWithSubject {
            context.negation.end()
            context.endMoods()
        } else if !startsWithOr(segment), !segment.endsInOr, !context.negation.coversLists,
            context.negation.count > 1 || !segment.isPure || segment.isAssertive
        {
            // Nothing that goes on with a list.
            context.negation.end()
        }
    }

    private func crossAnd(_ segment: NarrativeSegment, _ context: inout NarrativeContext) {
        if segment.startsWithSubject {
            context.endMoods()
            context.had.end()
        }
        if segment.isClausal || segment.startsWithSubject || segment.isAssertive { context.negation.end() }
        if context.negation.isActive, !context.negation.coversLists, startsWithOneLeg(context.segment) {
            context.negation.end()
        }
    }

    /// Reads the cues and the mentions of a segment in their order.
    private func readSegment(_ segment: NarrativeSegment, _ context: inout NarrativeContext) {
        let mentionsEnd = segment.endMention
        while true {
            let hasCue = context.cue < context.cues.upperBound
            if !hasCue, !context.isActive {
                // Nothing speaks of what is left of the segment.
                context.mention = mentionsEnd
                return
            }
            if hasCue, context.mention == mentionsEnd || cues[context.cue].first <= mentions[context.mention].first {
                context.cue += 1
                apply(cues[context.cue - 1], &context)
            } else if context.mention < mentionsEnd {
                stamp(&context)
                context.mention += 1
            } else {
                return
            }
        }
    }

    /// What an answer answers is the item since the last answer, or since the sentence began.
    private func leave(_ segment: NarrativeSegment, _ context: inout NarrativeContext) {
        if segment.separator == .sentence || segment.separator == .clause || segment.startsLine {
            context.itemStart = max(context.itemStart, segment.firstMention)
        }
    }

    /// Does what a cue does to what stands before it, and begins what it does to what follows.
    private func apply(_ match: NarrativeMatch, _ context: inout NarrativeContext) {
        let cue = lexicon.cues[match.entry]
        switch cue.effect {
        case .negated, .doubted, .answerNo: applyDenial(cue, match, &context)
        case .answerYes: applyYes(match, &context)
        case .hedged, .supposed, .warned: applyMood(cue, match, &context)
        case .past: applyPast(cue, match, &context)
        case .had: context.had.begin(cue, match)
        case .formerly: applyFormer(match, &context)
        case .exception: applyException(match, &context)
        case .ended: endings.append(match)
        case .owned: own(context, as: .affirmed)
        case .disowned: applyDisowned(match, &context)
        case .again: revive(context)
        case .unlike: setApart(context)
        case .turn, .instead: context.negation.end()
        case .absentSection: context.isAbsentSection = true
        case .presentSection: context.isAbsentSection = false
        case .nothing, .presumed, .other, .family, .stranger, .character, .patient, .proxy: break
        }
    }

    private func applyDenial(_ cue: Cue, _ match: NarrativeMatch, _ context: inout NarrativeContext) {
        if cue.effect != .doubted, let first = answered(by: match, context) {
            let goesOn = match.end < segments[context.segment].end
            let isDoubt = goesOn && repeatedDenial(behind: match, context)?.effect == .doubted
            return answer(isDoubt ? .uncertain : .negated, from: first, &context)
        }
        let isAnswer = cue.effect == .answerNo
        if cue.reachesBack {
            let start = max(segments[context.segment].firstMention, context.itemStart)
            if !isAnswer || self.isAnswer(match, context) {
                deny(match, over: start..<max(start, context.mention))
                if isAnswer { context.answeredNo = context.segment }
            }
        }
        // "No I'm breathless": nothing that is no.
        let isInterjection =
            match.first == segments[context.segment].first && match.end - match.first == 1
            && match.end < segments[context.segment].end && roles(match.end).contains(.subject)
        if cue.reachesAhead && !isAnswer && !isInterjection {
            context.negation.begin(cue, match)
            context.denial = (match.first, context.mention)
        }
    }

    private func applyYes(_ match: NarrativeMatch, _ context: inout NarrativeContext) {
        if let first = answered(by: match, context) { return answer(.affirmed, from: first, &context) }
        let segment = segments[context.segment]
        guard context.answeredNo == context.segment, match.end == segment.end, context.mention > segment.firstMention,
            mentions[context.mention - 1].end == match.first
        else { return }
        // "Chest pain no breathless yes": the "no" was the answer before.
        lookBack(from: match, over: segment.firstMention..<context.mention, along: .words) {
            mentions[$0].polarity = .affirmed
        }
    }

    private func applyMood(_ cue: Cue, _ match: NarrativeMatch, _ context: inout NarrativeContext) {
        let isHedge = cue.effect == .hedged
        if cue.reachesAhead, isHedge { context.hedge.begin(cue, match) }
        if cue.reachesAhead, !isHedge { context.supposition.begin(cue, match) }
        guard cue.reachesBack else { return }
        lookBack(from: match, over: segments[context.segment].firstMention..<context.mention) {
            if isHedge {
                mentions[$0].isHedged = true
            } else if mentions[$0].polarity == .affirmed {
                mentions[$0].polarity = .uncertain
            }
        }
    }

    private func applyPast(_ cue: Cue, _ match: NarrativeMatch, _ context: inout NarrativeContext) {
        // "3/7 hx of pain": the history of what is there now.
        if cue.reachesAhead && !followsDuration(match.first) { context.past.begin(cue, match) }
        guard cue.reachesBack else { return }
        let first = isAddedTime(match, context.segment) ? context.segment - 1 : context.segment
        age(match, over: segments[first].firstMention..<context.mention)
    }

    private func applyFormer(_ match: NarrativeMatch, _ context: inout NarrativeContext) {
        lookBack(from: match, over: segments[context.segment].firstMention..<context.mention) {
            mentions[$0].isFormer = true
        }
        context.formerSegment = context.segment
    }

    private func applyException(_ match: NarrativeMatch, _ context: inout NarrativeContext) {
        if isOfDenial(match, context) {
            if isOfAnswer(match, context) {
                affirmDenied(context.lastAnswer.mention..<context.mention)
            } else {
                let start = segments[segments[context.segment].sentenceStart].firstMention
                except(max(context.lastExcepted, start)..<context.mention, since: context.denial.mention)
                context.lastExcepted = context.mention
            }
        }
        context.negation.end()
    }

    /// "Chest pain? No, only when I climb stairs": nothing is told since the "no", nor, where a sentence ends with that,
    /// behind the exception.
    private func isOfAnswer(_ match: NarrativeMatch, _ context: NarrativeContext) -> Bool {
        let segment = segments[context.segment]
        guard context.lastAnswer.sentence >= 0, !tellsComplaint(context.itemStart..<context.mention) else {
            return false
        }
        switch segment.sentence - context.lastAnswer.sentence {
        case 0: return true
        case 1:
            return match.first == segments[segment.sentenceStart].first
                && !tellsComplaint(context.mention..<segment.endMention)
        default: return false
        }
    }

    private func applyDisowned(_ match: NarrativeMatch, _ context: inout NarrativeContext) {
        own(context, as: .negated)
        // "Chest pain, breathlessness, swelling - none apply"; one thing alone is the complaint.
        if let first = answered(by: match, context), isList(before: context.segment, since: context.itemStart) {
            answer(.negated, from: first, &context)
        }
    }

    /// Gives the mentions that an answer answers, from the first of them on, what it says.
    private func answer(_ polarity: Mention.Polarity, from first: Int, _ context: inout NarrativeContext) {
        let asked = polarity == .affirmed ? context.cue..<context.cue : asked(since: first, context)
        for index in first..<context.mention where !isPresumed(index, by: asked) { mentions[index].polarity = polarity }
        if polarity != .affirmed {
            context.lastAnswer = (segments[context.segment].sentence, first)
            // "Has it gone? No": it has not.
            while let ending = endings.last, !asked.isEmpty, ending.first >= cues[asked.lowerBound].first {
                endings.removeLast()
            }
        }
        context.itemStart = context.mention
    }

    /// "The scar is fine. The calf is not: swollen, warm" denies what was said before; "She has no:" and "Denies:" what
    /// follows.
    private func isElliptical(_ first: Int, _ colon: Int) -> Bool {
        colon > 0 && roles(colon - 1).contains(.ellipsis) && segments[segment(ofToken: first)].first < first
    }

    /// Words that only help others to be understood are no part of what a cue is said of, and do not carry it on.
    func saysSomething(_ mention: Mention) -> Bool {
        hasMeaning(mention) || lexicon.meanings.traits[mention.concept].isComplaint
    }

    private func startsWithOr(_ segment: NarrativeSegment) -> Bool { roles(segment.first).contains(.or) }

    /// Says of the next mention what the words before it do to it.
    private func stamp(_ context: inout NarrativeContext) {
        var mention = mentions[context.mention]
        let goesOn = saysSomething(mention)
        endDenial(before: mention, &context)
        stampPolarity(&mention, goesOn, &context)
        if context.hedge.covers(mention) {
            if mention.polarity == .negated { mention.polarity = .uncertain }
            mention.isHedged = true
            if goesOn { context.hedge.goOn(from: mention) }
        }
        stampTime(&mention, goesOn, &context)
        mentions[context.mention] = mention
    }

    private func endDenial(before mention: Mention, _ context: inout NarrativeContext) {
        let negation = context.negation
        guard negation.isActive else { return }
        if negation.hasCovered,
            hasVerb(from: negation.last, to: mention.end)
                || !negation.coversLists && startsAnew(mention, behind: negation.last, context.segment)
        {
            context.negation.end()
        } else if negation.covers(mention),
            leavesDenial(mention, since: negation.cueEnd, isList: negation.coversLists, context.segment)
        {
            context.negation.end()
        }
    }

    private func stampPolarity(_ mention: inout Mention, _ goesOn: Bool, _ context: inout NarrativeContext) {
        if context.negation.covers(mention) && !isUndeniable(mention) {
            mention.polarity = context.negation.isDoubt ? .uncertain : .negated
            // Words such as "thigh" that only help others are nothing that could be denied.
            if goesOn { context.negation.goOn(from: mention) }
        } else if context.isAbsentSection {
            mention.polarity = .negated
        } else if context.supposition.covers(mention) {
            mention.polarity = .uncertain
            mention.isSupposed = true
            mention.isWarning = context.supposition.isWarning
            if goesOn { context.supposition.goOn(from: mention) }
        }
    }

    private func stampTime(_ mention: inout Mention, _ goesOn: Bool, _ context: inout NarrativeContext) {
        // "Used to swell in pregnancy, now the left calf is swollen"
        if context.past.covers(mention), speaksOfNow(from: context.past.last, to: mention.first) { context.past.end() }
        if context.had.covers(mention), speaksOfNow(from: context.had.last, to: mention.first) { context.had.end() }
        if context.past.covers(mention) {
            speaksOfPast = true
            mention.time = .past
            if goesOn { context.past.goOn(from: mention) }
        }
        // The phrase that holds the "had" says itself what it means.
        if context.had.covers(mention) && mention.first > context.had.first {
            speaksOfPast = true
            mention.isHad = true
            if goesOn { context.had.goOn(from: mention) }
        }
        if context.formerSegment == context.segment { mention.isFormer = true }
    }

    /// "The pain was a pulled muscle, last year": a time that ends the sentence, behind words with a verb of their own. In "calf
    /// hot and swollen, previously DVT" or "leg went cold, in the past, stents" it may belong to what follows.
    private func isAddedTime(_ cue: NarrativeMatch, _ index: Int) -> Bool {
        let segment = segments[index]
        guard segment.separator == .comma, cue.first == segment.first, cue.end == segment.end else { return false }
        switch separator(behind: index) {
        case nil, .sentence, .question: return segments[index - 1].isClausal
        default: return false
        }
    }
}
