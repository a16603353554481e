extension NarrativeReading {
    /// Gives each site the side that is said with it, or what its grammar tells.
    func placeSites() {
        var side = 0
        for index in sites.indices {
            var site = sites[index]
            while side < sides.count && sides[side].end + 3 <= site.first { side += 1 }
            var best = -1
            var look = side
            while look < sides.count && sides[look].first <= site.end + 3 {
                if isSide(look, of: site), best < 0 || sides[look].first <= site.first { best = look }
                look += 1
            }
            if best >= 0 {
                site.side = sides[best].side
                sides[best].isTaken = true
            } else if site.isPlural {
                site.side = .plural
            } else {
                let before = max(site.first - 3, 0)..<site.first
                let isOwned =
                    before.contains { !roles($0).isDisjoint(with: [.owner, .article]) }
                    && segments[segment(ofToken: site.first)].first <= site.first
                site.side = isOwned ? .single : .bare
            }
            sites[index] = site
        }
    }

    private func isSide(_ index: Int, of site: PlacedSite) -> Bool {
        let side = sides[index]
        let here = segments[segment(ofToken: site.first)]
        let there = segments[segment(ofToken: side.first)]
        guard here.clause == there.clause else { return false }
        if side.first >= site.end {
            // "calf on the left", "leg (right)"; not "leg, left arm".
            guard !side.isTaken, here.first == there.first || there.separator == .clause else { return false }
            let between = site.end..<side.first
            return !between.contains { roles($0).isDisjoint(with: [.preposition, .owner, .filler]) }
                && !isBeforeSite(side)
        }
        return side.end + 2 >= site.first
    }

    /// A site follows at once: the side is that one's.
    private func isBeforeSite(_ side: PlacedSide) -> Bool {
        let low = sites.countOfFirst { $0.first < side.end }
        return low < sites.count && sites[low].first - side.end <= 1
    }

    /// Gives each mention that tells something its site and side.
    func placeMentions() {
        var site = 0
        var side = 0
        var carried = -1
        let common = commonSide()
        noteComplaints()
        let namesLeg = sites.all.contains { isLeg($0.site) && !isBeside($0) }
        let tellsOfLeg = namesLeg && sites.all.contains { isLeg($0.site) && (isToldOf($0) || isLabel($0)) }
        let mentions = mentions.mutableAll
        let sites = sites.all
        let sides = sides.all
        for index in telling.all.lazy.map(Int.init) {
            let first = mentions[index].first
            while site < sites.count && sites[site].end <= first {
                if !isBeside(sites[site]), sites[site].side != .other { carried = site }
                site &+= 1
            }
            while side < sides.count && sides[side].end <= first { side &+= 1 }
            let traits = lexicon.meanings.traits[mentions[index].concept]
            guard traits.seeksSite else {
                let said = inside(index, from: side)
                mentions[index].side = said != .none ? said : common ?? .none
                continue
            }
            let placed = nearestSite(index, next: site)
            if placed >= 0 || (isCarried(carried, to: index) && !isElsewhere(carried, namesLeg, tellsOfLeg))
                || (!namesLeg && staysAt(carried, index))
            {
                let place = sites[placed >= 0 ? placed : carried]
                mentions[index].site = place.site
                mentions[index].side = place.side
            } else {
                mentions[index].site = Int(traits.defaultSite)
            }
            if isWeak(mentions[index].side) {
                let said = sideNear(index, from: side)
                if said != .none { mentions[index].side = said } else if let common { mentions[index].side = common }
            }
        }
    }

    /// Another place does not take what the next sentence tells where the text tells of a leg, or where nothing was
    /// told of that place: "My arms are fine. It hurts on the bus. Left calf."
    private func isElsewhere(_ site: Int, _ namesLeg: Bool, _ tellsOfLeg: Bool) -> Bool {
        guard !isLeg(sites[site].site) else { return false }
        return tellsOfLeg || (!namesLeg && !isToldOf(sites[site]))
    }

    /// Where the text tells of another place and never of a leg, "it" is that place: "My shoulder is sore. I hurt it at
    /// work. It is swollen."
    private func staysAt(_ site: Int, _ mention: Int) -> Bool {
        guard site >= 0, isToldOf(sites[site]) else { return false }
        let here = segments[mentions[mention].segment]
        let there = segments[segment(ofToken: sites[site].first)]
        guard here.sentence - there.sentence <= 3 else { return false }
        let first = roles(segments[here.sentenceStart].first)
        return first.contains(.subject) && first.isDisjoint(with: [.selfWord, .pronoun])
    }

    private func noteComplaints() {
        for mention in mentions.all where mention.person == .patient && isComplaint(mention) {
            segments[mention.segment].tellsComplaint = true
        }
    }

    /// Something is said to be there.
    private func isToldOf(_ site: PlacedSite) -> Bool { segments[segment(ofToken: site.first)].tellsComplaint }

    /// "Right lower leg.": a few words that only name the place.
    private func isLabel(_ site: PlacedSite) -> Bool {
        let segment = segments[segment(ofToken: site.first)]
        return !segment.isClausal && segment.end - segment.first <= 4 && segment.firstMention == segment.endMention
    }

    private func isWeak(_ side: Lexicon.Side) -> Bool { side == .none || side == .single || side == .bare }

    private func inside(_ mention: Int, from side: Int) -> Lexicon.Side {
        side < sides.count && sides[side].first >= mentions[mention].first && sides[side].end <= mentions[mention].end
            ? sides[side].side : .none
    }

    /// The site in the mention, else the nearest in its clause, else in its sentence.
    private func nearestSite(_ index: Int, next: Int) -> Int {
        guard !sites.isEmpty else { return -1 }
        let mention = mentions[index]
        if next < sites.count, sites[next].first >= mention.first, sites[next].end <= mention.end { return next }
        // Several sites may begin before the mention ends: "varicose veins in her left leg".
        var after = next
        while after < sites.count && sites[after].first < mention.end {
            if sites[after].first >= mention.first, sites[after].end <= mention.end { return after }
            after += 1
        }
        // "the back of my leg seized": what is named with the place is at the place.
        if after > next, sites[next].first < mention.first { return next }
        let before = cost(of: next - 1, isAfter: false, for: index)
        return cost(of: after, isAfter: true, for: index) < before ? after : before < .max ? next - 1 : -1
    }

    /// How far a site is from a mention, the other things that part them counted as words; `Int.max` for none of its
    /// sentence.
    private func cost(of candidate: Int, isAfter: Bool, for index: Int) -> Int {
        guard candidate >= 0, candidate < sites.count else { return .max }
        let mention = mentions[index]
        let segment = segments[mention.segment]
        let place = sites[candidate]
        let there = segments[self.segment(ofToken: place.first)]
        guard there.sentence == segment.sentence else { return .max }
        // "Swollen, other leg is fine"
        if place.side == .other, there.first != segment.first { return .max }
        var cost = isAfter ? place.first - mention.end : mention.first - place.end
        if there.clause != segment.clause { cost += 12 }
        if there.first != segment.first { cost += 4 }
        if isAfter {
            // "pain in my calf": the preposition points at what follows.
            let between = mention.end..<min(place.first, mention.end + 4)
            if place.first - mention.end <= 5 && between.contains(where: { roles($0).contains(.preposition) }) {
                cost -= 6
            }
            if place.first - mention.end == 0 { cost -= 3 }
        }
        return cost
    }

    /// What the sentence before spoke of: "My left calf hurts. It is swollen too."
    private func isCarried(_ site: Int, to mention: Int) -> Bool {
        guard site >= 0 else { return false }
        let there = segment(ofToken: sites[site].first)
        let here = mentions[mention].segment
        if segments[here].sentence - segments[there].sentence <= 1 { return true }
        // Over what is told beside the matter, and over no more than a sentence.
        let between = max(there, segments[here].sentenceStart - 1)
        return segments[between].isBeside && segments[between].sentence - segments[there].sentence <= 1
    }

    private func isBeside(_ site: PlacedSite) -> Bool { segments[segment(ofToken: site.first)].isBeside }

    /// A side said in the same clause with no site of its own: "swelling on the left".
    private func sideNear(_ mention: Int, from side: Int) -> Lexicon.Side {
        guard !sides.isEmpty else { return .none }
        if isFree(side, near: mention) { return sides[side].side }
        return isFree(side - 1, near: mention) ? sides[side - 1].side : .none
    }

    private func isFree(_ side: Int, near mention: Int) -> Bool {
        side >= 0 && side < sides.count && !sides[side].isTaken && sides[side].side != .other
            && segments[segment(ofToken: sides[side].first)].clause == segments[mentions[mention].segment].clause
    }

    /// The one side that the text names throughout; nil when it names several, both or none.
    private func commonSide() -> Lexicon.Side? {
        var common: Lexicon.Side?
        for site in sites.all where !isBeside(site) {
            switch site.side {
            case .left, .right, .one:
                guard isLeg(site.site) else { continue }
                if let known = common, known != site.side, known != .one, site.side != .one { return nil }
                if common == nil || common == .one { common = site.side }
            case .both, .plural: if isLeg(site.site) { return nil }
            case .none, .single, .bare, .other: break
            }
        }
        if common == nil {
            for side in sides.all where !side.isTaken {
                switch side.side {
                case .left, .right, .one:
                    if let known = common, known != side.side { return nil }
                    common = side.side
                case .both: return nil
                default: break
                }
            }
        }
        return common
    }

    func isLeg(_ site: Int) -> Bool { lexicon.sites[site].groups & lexicon.settings.complaintGroups != 0 }
}
