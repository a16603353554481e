extension NarrativeReading {
    /// Gives each site the side that is said with it, or what its grammar tells.
    mutating func placeSites() {
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

    /// Gives each mention its site and side.
    mutating func placeMentions() {
        var site = 0
        var side = 0
        var carried = -1
        let common = commonSide()
        // A text about other places only, as a sore throat, is given no leg; a denial may be of anything.
        let namesLeg = sites.contains { isLeg($0.site) }
        let namesOther = !sites.isEmpty
        for index in mentions.indices {
            var mention = mentions[index]
            while site < sites.count && sites[site].end <= mention.first {
                carried = site
                site += 1
            }
            while side < sides.count && sides[side].end <= mention.first { side += 1 }
            let concept = mention.concept >= 0 ? lexicon.meanings.traits[mention.concept] : MeaningTable.Traits()
            guard concept.seeksSite else {
                mention.side = inside(mention, from: side)
                if mention.side == .none { mention.side = common ?? .none }
                mentions[index] = mention
                continue
            }
            let placed = nearestSite(mention, next: site)
            if placed >= 0 {
                mention.site = sites[placed].site
                mention.side = sites[placed].side
            } else if let carried = carriedSite(carried, mention) {
                mention.site = sites[carried].site
                mention.side = sites[carried].side
            } else if concept.defaultSite >= 0, mention.polarity == .negated || namesLeg || !namesOther {
                mention.site = Int(concept.defaultSite)
                mention.side = .none
            }
            if isWeak(mention.side) {
                let said = sideNear(mention, from: side)
                if said != .none { mention.side = said } else if let common { mention.side = common }
            }
            mentions[index] = mention
        }
    }

    private func isWeak(_ side: Lexicon.Side) -> Bool { side == .none || side == .single || side == .bare }

    private func inside(_ mention: Mention, from side: Int) -> Lexicon.Side {
        side < sides.count && sides[side].first >= mention.first && sides[side].end <= mention.end
            ? sides[side].side : .none
    }

    /// The site in the mention, else the nearest in its clause, else in its sentence.
    private func nearestSite(_ mention: Mention, next: Int) -> Int {
        let segment = segments[mention.segment]
        if next < sites.count, sites[next].first >= mention.first, sites[next].end <= mention.end { return next }
        var best = -1
        var bestCost = Int.max
        // Several sites may begin before the mention ends: "varicose veins in her left leg".
        var after = next
        while after < sites.count && sites[after].first < mention.end {
            if sites[after].first >= mention.first, sites[after].end <= mention.end { return after }
            after += 1
        }
        // "the back of my leg seized": what is named with the place is at the place.
        if after > next, sites[next].first < mention.first { return next }
        for (candidate, isAfter) in [(next - 1, false), (after, true)] where candidate >= 0 && candidate < sites.count {
            let place = sites[candidate]
            let there = segments[self.segment(ofToken: place.first)]
            guard there.sentence == segment.sentence else { continue }
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
            if cost < bestCost {
                bestCost = cost
                best = candidate
            }
        }
        return best
    }

    /// What the sentence before spoke of: "My left calf hurts. It is swollen too."
    private func carriedSite(_ site: Int, _ mention: Mention) -> Int? {
        guard site >= 0 else { return nil }
        let there = segments[segment(ofToken: sites[site].first)].sentence
        return segments[mention.segment].sentence - there <= 1 ? site : nil
    }

    /// A side said in the same clause with no site of its own: "swelling on the left".
    private func sideNear(_ mention: Mention, from side: Int) -> Lexicon.Side {
        let clause = segments[mention.segment].clause
        for candidate in [side, side - 1] where candidate >= 0 && candidate < sides.count && !sides[candidate].isTaken {
            if segments[segment(ofToken: sides[candidate].first)].clause == clause, sides[candidate].side != .other {
                return sides[candidate].side
            }
        }
        return .none
    }

    /// The one side that the text names throughout; nil when it names several, both or none.
    private func commonSide() -> Lexicon.Side? {
        var common: Lexicon.Side?
        for site in sites {
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
            for side in sides where !side.isTaken {
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
