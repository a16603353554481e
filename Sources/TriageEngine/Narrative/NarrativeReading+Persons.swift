extension NarrativeReading {
    /// Says of each mention whose it is.
    ///
    /// A relative stays the subject until the writer speaks of themself again, and over to the next sentence when that
    /// goes on with "he" or "she". Where nothing is told of the writer, the relative is the patient: somebody writes on
    /// their behalf.
    func applyPersons() {
        isThirdParty = false
        speaksOfOthers = false
        guard let firstCue = cues.all.first(where: { isPersonal($0.entry) }) else { return }
        speaksOfOthers = true
        var isProxy = false
        for cue in cues.all where lexicon.cues[cue.entry].effect == .proxy { isProxy = true }
        var person = Mention.Person.patient
        // Whose it was before the last cue: a phrase that holds the cue, as "my father had a clot", says itself whose
        // it is.
        var earlier = Mention.Person.patient
        var last = firstCue
        var cue = 0
        var mention = 0
        var segment = segment(ofToken: firstCue.first)
        // Nothing before the first cue can be anybody else's.
        while mention < mentions.count && mentions[mention].segment < segment { mention += 1 }
        while cue < cues.count && cues[cue].first < segments[segment].first { cue += 1 }
        while segment < segments.count {
            let current = segments[segment]
            if current.separator == .sentence || current.separator == .question {
                // Whoever comes after an animal, "she" may be somebody else.
                let goesOn = isSomebody(person) && startsWithPronoun(current)
                person = goesOn ? .other : .patient
            }
            var token = current.first
            while token < current.end {
                while cue < cues.count && cues[cue].first <= token {
                    if isPersonal(cues[cue].entry) { (earlier, last) = (person, cues[cue]) }
                    switch lexicon.cues[cues[cue].entry].effect {
                    case .other: person = .other
                    case .family: person = .family
                    case .stranger: person = .stranger
                    case .character: person = .character
                    case .patient: person = .patient
                    default: break
                    }
                    // The "my" of "my husband" is not the writer.
                    token = isPersonal(cues[cue].entry) ? max(token, cues[cue].end - 1) : token
                    cue += 1
                }
                // Before what begins with it: "my left calf hurts".
                if isSomebody(person), token < current.end, roles(token).contains(.selfWord),
                    !startsOther(cue, after: token), !saysWhere(token, mention)
                {
                    person = .patient
                }
                if person == .stranger, token < current.end, leavesStranger(at: token, current) { person = .patient }
                // "Family history of clots and left leg swollen": what runs in families is no leg.
                if person == .family, let leg = toldLeg(from: token, to: token + 3),
                    token >= firstOfName(leg, since: current.first)
                {
                    person = .patient
                }
                while mention < mentions.count && mentions[mention].first <= token {
                    let holdsCue = mentions[mention].first <= last.first && mentions[mention].end >= last.end
                    mentions[mention].person = holdsCue ? earlier : person
                    mention += 1
                }
                token += 1
            }
            while mention < mentions.count && mentions[mention].first < current.end {
                mentions[mention].person = person
                mention += 1
            }
            segment += 1
        }
        // A clinician who names the patient tells of them, not of the relative.
        let patientNamed = cues.all.first { lexicon.cues[$0.entry].effect == .patient }?.first ?? Int.max
        let isTold = mentions.all.contains {
            tellsOfWriter($0, firstCue: firstCue.first)
                || ($0.first >= patientNamed && $0.person == .patient && isComplaint($0))
        }
        let isTheirs = mentions.all.contains { $0.person == .other && isComplaint($0) && !$0.isHad }
        if isTold && isTheirs && !isProxy { return hearTheirs() }
        if !isTold && !isTheirs { hearStrangers() }
        guard isProxy || (!isTold && isTheirs) else { return }
        isThirdParty = true
        for index in mentions.indices where mentions[index].person == .other {
            if !isProxy && mentions[index].isHad { continue }
            mentions[index].person = .patient
        }
    }

    /// The "my" of "a girl at my gym" says where, and tells nothing of the writer.
    private func saysWhere(_ token: Int, _ mention: Int) -> Bool {
        guard token > 0, roles(token).contains(.owner), roles(token - 1).contains(.preposition) else { return false }
        let end = token + 4
        let site = sites.countOfFirst { $0.first <= token }
        if site < sites.count, sites[site].first < end { return false }
        var index = mention
        while index < mentions.count, mentions[index].first < end {
            if mentions[index].first > token, isComplaint(mentions[index]) { return false }
            index += 1
        }
        return true
    }

    /// What a stranger did to the patient is told without a word for the patient: in "horse kicked left calf, foot is
    /// cold" and "the dog has knocked my shin, now hot" neither the foot nor the heat is the animal's.
    private func leavesStranger(at token: Int, _ segment: NarrativeSegment) -> Bool {
        let next = token + 1
        if roles(token).isSuperset(of: [.present, .ongoing]) {
            return next >= tokens.count || !roles(next).contains(.pronoun)
        }
        let beginsItem = token == segment.first && segment.separator == .comma
        if beginsItem, let leg = leg(rightBehind: token), leg.end <= segment.end { return isNobodys(leg, since: token) }
        guard let leg = toldLeg(from: token, to: token + 3) else { return false }
        let first = firstOfName(leg, since: segment.first)
        return token >= first && isNobodys(leg, since: first)
    }

    /// Not "his leg".
    private func isNobodys(_ leg: PlacedSite, since first: Int) -> Bool {
        (first..<max(first, leg.first)).allSatisfy { !roles($0).contains(.pronoun) }
    }

    /// Where nothing is told of the writer or of theirs, what is told of a stranger may be what it did to the patient:
    /// "the dog has knocked left calf and it is hot".
    private func hearStrangers() {
        for index in mentions.indices where mentions[index].person == .stranger && !mentions[index].isHad {
            mentions[index].person = .patient
        }
    }

    /// Whatever the writer tells of themself, what one of theirs suffers now is told for their sake: "My husband's
    /// mouth droops since noon. I have a cold."
    private func hearTheirs() {
        var start = 0
        // The segment asked last, whether it speaks of now, and the person that was named last.
        var asked = -1
        var speaksOfNow = false
        var cue = 0
        var isOfWriters = false
        while start < mentions.count {
            guard mentions[start].person == .other else {
                start += 1
                continue
            }
            // Goes on over words that say nothing of anybody.
            var end = start
            var isNow = false
            var isTheirs = false
            while end < mentions.count, mentions[end].person == .other || !hasMeaning(mentions[end]) {
                let mention = mentions[end]
                if mention.person == .other {
                    let isSuffered = isComplaint(mention) && !mention.isHad
                    let segment = segments[mention.segment]
                    if asked != mention.segment {
                        asked = mention.segment
                        speaksOfNow = isOfThisTime(segment) || deniesNow(segment)
                    }
                    isNow = isNow || speaksOfNow || (isSuffered && segment.isPresent)
                    isTheirs = isTheirs || isSuffered
                }
                end += 1
            }
            if isNow && isTheirs {
                for index in start..<end where mentions[index].person == .other && !mentions[index].isHad {
                    while cue < cues.count, cues[cue].first <= mentions[index].first {
                        if isOther(cues[cue].entry) { isOfWriters = namesTheirs(cues[cue]) }
                        cue += 1
                    }
                    guard isOfWriters else { continue }
                    mentions[index].person = .patient
                    isThirdParty = true
                }
            }
            start = end
        }
    }

    /// A time stands in it that is new; what is said to have happened, happened just now.
    private func isOfThisTime(_ segment: NarrativeSegment) -> Bool {
        var index = durations(before: segment.first)
        while index < durations.count, durations[index].first < segment.end {
            let settings = lexicon.settings
            let limit = durations[index].kind == .ago ? settings.justNowSeconds : settings.newWithinSeconds
            if durations[index].high <= limit { return true }
            index += 1
        }
        return false
    }

    /// "She can't move the toes", "he doesn't answer".
    private func deniesNow(_ segment: NarrativeSegment) -> Bool {
        (segment.first..<segment.end).contains {
            roles($0).isSuperset(of: [.denier, .verb]) && !roles($0).contains(.told)
        }
    }

    /// "My husband", or "mum"; not "a woman at church", whom one only tells about.
    private func namesTheirs(_ cue: NarrativeMatch) -> Bool {
        cue.end - cue.first == 1 && roles(cue.first).isDisjoint(with: [.owner, .article])
            || (max(0, cue.first - 2)...cue.first).contains { roles($0).contains(.selfWord) }
    }

    /// Somebody else, of whom a text goes on to tell until it turns to the writer.
    private func isSomebody(_ person: Mention.Person) -> Bool {
        person == .other || person == .stranger || person == .character
    }

    private func isOther(_ cue: Int) -> Bool { lexicon.cues[cue].effect == .other }

    func isPersonal(_ cue: Int) -> Bool {
        switch lexicon.cues[cue].effect {
        case .other, .family, .stranger, .character, .patient, .proxy: true
        default: false
        }
    }

    /// The cue at hand lies over the word: it is not the writer's "my".
    private func startsOther(_ cue: Int, after token: Int) -> Bool {
        cue > 0 && isPersonal(cues[cue - 1].entry) && cues[cue - 1].end > token
    }

    private func startsWithPronoun(_ segment: NarrativeSegment) -> Bool {
        (segment.first..<min(segment.first + 3, segment.end)).contains { roles($0).contains(.pronoun) }
            && !(segment.first..<min(segment.first + 3, segment.end)).contains { roles($0).contains(.selfWord) }
    }

    /// The writer says it of themself: "my calf hurts", "I've no pain"; or, before anybody else is named, of nobody:
    /// "left calf sore". What "it" does, what is only asked, and "the swelling" that the writer saw may be anybody's.
    private func tellsOfWriter(_ mention: Mention, firstCue: Int) -> Bool {
        guard mention.person == .patient, !segments[mention.segment].isBeside, mention.concept >= 0,
            mention.time == .now, mention.polarity != .uncertain,
            lexicon.meanings.traits[mention.concept].isComplaint,
            // "I had a clot at her age"
            !(mention.isHad && lexicon.meanings.traits[mention.concept].hadMeansPast)
        else { return false }
        let clause = segments[mention.segment].clause
        var token = mention.end - 1
        // A sentence is worth reading for a few words.
        let last = max(0, mention.first - 12)
        while token >= last, segments[segment(ofToken: token)].clause == clause || opensTurn(segment(ofToken: token)) {
            let role = roles(token)
            if role.contains(.selfWord) { return true }
            if !role.isDisjoint(with: [.pronoun, .owner, .subject]) { return false }
            token -= 1
        }
        return mention.polarity == .affirmed && mention.first < firstCue
    }

    /// The "I" of "I only get cramps": a word or two before a turn that say who goes on.
    private func opensTurn(_ index: Int) -> Bool {
        let segment = segments[index]
        return separator(behind: index) == .turn && segment.end - segment.first <= 2
    }

    /// Something that could be somebody's complaint, rather than how long or how it began.
    func isComplaint(_ mention: Mention) -> Bool {
        isSomebodysComplaint(mention) && mention.polarity != .negated && mention.time == .now
    }

    /// The same, whenever it was and whether or not it is denied.
    func isSomebodysComplaint(_ mention: Mention) -> Bool {
        mention.concept >= 0 && lexicon.meanings.traits[mention.concept].isComplaint
    }
}
