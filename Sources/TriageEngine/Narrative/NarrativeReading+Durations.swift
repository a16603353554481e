extension NarrativeReading {
    /// Finds measures of time in numbers and units: "for 5 mins", "10-15 mins", "half an hour", "3 weeks ago", "since
    /// 2019".
    func findDurations(submittedAtMilliseconds: Int64?) {
        let fixed = durations.count
        if !textRoles.isDisjoint(with: .measures) {
            for index in tokens.indices where !roles(index).isDisjoint(with: .measures) {
                let isDigits = roles(index).contains(.digits)
                if isDigits || roles(index).contains(.number) {
                    let measured = durations.count > fixed ? durations[durations.count - 1].end : 0
                    if measured <= index { measure(at: index) }
                    if isDigits, let submittedAtMilliseconds { year(at: index, submittedAtMilliseconds) }
                } else if roles(index).contains(.month), let submittedAtMilliseconds {
                    month(at: index, submittedAtMilliseconds)
                }
            }
        }
        defer { noteDurationKinds() }
        guard fixed > 0 && durations.count > fixed else { return }
        durations.sort { $0.first < $1.first }
        // "3 weeks ago" is that, and not "weeks ago" as well.
        var kept = 0
        for index in durations.indices {
            let duration = durations[index]
            if kept > 0 && duration.first < durations[kept - 1].end { continue }
            durations[kept] = duration
            kept += 1
        }
        durations.removeLast(durations.count - kept)
    }

    private func noteDurationKinds() {
        durationKinds = []
        longestAgo = 0
        for duration in durations.all {
            durationKinds.insert(NarrativeDuration.Kinds(duration.kind))
            if duration.kind == .ago { longestAgo = max(longestAgo, duration.low) }
        }
    }

    private func value(at index: Int) -> (low: Double, high: Double)? {
        guard index < tokens.count else { return nil }
        if tokens[index].word == WordTable.digits {
            return (Double(tokens[index].number), Double(tokens[index].number))
        }
        let word = lexicon.words[Int(tokens[index].word)]
        return word.roles.contains(.number) ? (Double(word.low), Double(word.high)) : nil
    }

    private func measure(at index: Int) {
        // The second number of a range is read with the first.
        guard var (low, high) = value(at: index) else { return }
        var next = index + 1
        if fraction(at: index) { return }
        // "30 a day", "once a day" are no lengths.
        if roles(index).contains(.article) && tellsRate(index) { return }
        // "half an hour", "a couple of minutes", "couple hours", "10-15", "two to three", "3 or 4".
        var steps = 0
        while steps < 3, next < tokens.count {
            let isFollowing = tokens[next].breaks.isDisjoint(with: .anyPause)
            guard isFollowing else { break }
            let role = roles(next)
            if let (otherLow, otherHigh) = value(at: next) {
                if role.contains(.article), let half = value(at: next + 1), half.high < 1 {
                    // The "a" of "a half".
                } else if tokens[next].breaks.contains(.joined)
                    || (next > index + 1 && !roles(next - 1).isDisjoint(with: [.range, .or]))
                {
                    high = max(high, otherHigh)
                    low = min(low, otherLow)
                } else if low >= 1 && otherLow >= 1 && roles(next).contains(.article) {
                    // "four a week", "three or four a week"
                    return
                } else if otherHigh < 1 && next > index + 1 {
                    // "one and a half"
                    low += otherLow
                    high += otherHigh
                } else if low < 1 {
                    low *= otherLow
                    high *= otherHigh
                } else if low == 1 && high == 1 {
                    (low, high) = (otherLow, otherHigh)
                }
                next += 1
            } else if !role.isDisjoint(with: [.range, .or, .filler]) {
                next += 1
            } else {
                break
            }
            steps += 1
        }
        guard next < tokens.count, tokens[next].breaks.isDisjoint(with: .anyPause) else { return }
        let unit = Double(lexicon.words[Int(tokens[next].word)].unitSeconds)
        guard unit > 0 else { return }
        var end = next + 1
        // "a day and a half", "an hour or two"
        if end < tokens.count, roles(end).contains(.filler) { end += 1 }
        let before = roleBefore(index)
        if before.contains(.rate) { return }
        var kind = NarrativeDuration.Kind.lasting
        let after = end < tokens.count && tokens[end].breaks.isDisjoint(with: .anyPause) ? roles(end) : []
        if after.contains(.rate) { return }
        // "8 hours a day"
        if after.contains(.article), end + 1 < tokens.count, lexicon.words[Int(tokens[end + 1].word)].unitSeconds > 0 {
            return
        }
        if after.contains(.ago) {
            kind = .ago
        } else if before.contains(.since) || after.contains(.ongoing) {
            kind = .since
        }
        durations.append(
            NarrativeDuration(first: index, end: end, low: low * unit, high: high * unit, kind: kind))
    }

    /// A clinician's "3/7", "2/52", "4/12": so many days, weeks, months.
    private func fraction(at index: Int) -> Bool {
        guard tokens[index].word == WordTable.digits, index + 1 < tokens.count,
            tokens[index + 1].breaks.contains(.slash), !tokens[index].breaks.contains(.slash)
        else { return false }
        let end = index + 2
        let amount = Double(tokens[index].number)
        guard let unit = lexicon.fractions.first(where: { $0.denominator == tokens[index + 1].number }),
            amount >= 1, amount <= 20, amount == amount.rounded(),
            end == tokens.count || !tokens[end].breaks.contains(.slash), !isDate(index)
        else { return true }
        let isAgo =
            end < tokens.count && tokens[end].breaks.isDisjoint(with: .anyPause) && roles(end).contains(.ago)
        durations.append(
            NarrativeDuration(
                first: index, end: end, low: amount * unit.seconds, high: amount * unit.seconds,
                kind: isAgo ? .ago : .since))
        return true
    }

    /// "on 3/7", "since 5/12" name days of the year.
    private func isDate(_ index: Int) -> Bool {
        guard index > 0, tokens[index].breaks.isDisjoint(with: .anyPause) else { return false }
        let before = roles(index - 1)
        return before.contains(.preposition) && !before.contains(.filler)
    }

    /// The "a" at a token tells how often or how much rather than how long: "30 a day", "twice a day", "8 hours a day".
    private func tellsRate(_ index: Int) -> Bool {
        guard index > 0, tokens[index].breaks.isDisjoint(with: .anyPause) else { return false }
        let word = lexicon.words[Int(tokens[index - 1].word)]
        return tokens[index - 1].word == WordTable.digits || word.roles.contains(.often) || word.unitSeconds > 0
            || (word.roles.contains(.number) && !word.roles.contains(.filler))
    }

    /// The roles of the last words before a measure, fillers left out.
    private func roleBefore(_ index: Int) -> Lexicon.Role {
        var look = index - 1
        var steps = 0
        var found: Lexicon.Role = []
        while look >= 0, steps < 3, tokens[look + 1].breaks.isDisjoint(with: .clauseEnd) {
            let role = roles(look)
            found.formUnion(role.intersection([.forWord, .since, .rate]))
            if role.isDisjoint(with: [.filler, .forWord, .since, .owner]) { break }
            look -= 1
            steps += 1
        }
        return found
    }

    private func year(at index: Int, _ submittedAt: Int64) {
        let value = Double(tokens[index].number)
        guard value >= 1900, value <= 2100, index > 0, value == value.rounded() else { return }
        let before = roles(index - 1)
        let saysWhen = !before.isDisjoint(with: [.preposition, .since, .ago, .month, .filler])
        guard saysWhen || endsMention(index) else { return }
        let now = 1970 + Double(submittedAt) / 31_557_600_000
        let age = now - value
        guard age >= 0 else { return }
        let kind: NarrativeDuration.Kind = before.contains(.since) ? .since : .ago
        durations.append(
            NarrativeDuration(
                first: index, end: index + 1, low: max(age - 1, 0) * 31_557_600, high: age * 31_557_600, kind: kind))
    }

    /// Something named ends right before a token: "chest pain 2016".
    private func endsMention(_ token: Int) -> Bool {
        guard tokens[token].breaks.isEmpty else { return false }
        // Those that begin last are enough: a mention is a few words.
        let index = mentions(before: token)
        return (max(0, index - 4)..<index).contains { mentions[$0].end == token }
    }

    private func month(at index: Int, _ submittedAt: Int64) {
        guard index > 0 else { return }
        let before = roles(index - 1)
        guard !before.isDisjoint(with: [.preposition, .since]) else { return }
        // With a year after it, the year says more.
        if index + 1 < tokens.count, tokens[index + 1].word == WordTable.digits, tokens[index + 1].number >= 1900 {
            return
        }
        let years = Double(submittedAt) / 31_557_600_000
        let now = (years - years.rounded(.towardZero)) * 12
        let month = Double(lexicon.words[Int(tokens[index].word)].low)
        var age = now - (month - 1)
        if age < 0 { age += 12 }
        let kind: NarrativeDuration.Kind = before.contains(.since) ? .since : .ago
        durations.append(
            NarrativeDuration(
                first: index, end: index + 1, low: max(age - 1, 0) * 2_629_800, high: age * 2_629_800, kind: kind))
    }

    /// The durations that measure a mention: the nearest in its clause, else those of its sentence that say how long.
    func duration(of index: Int, kinds: NarrativeDuration.Kinds) -> NarrativeDuration? {
        guard !kinds.isDisjoint(with: durationKinds) else { return nil }
        let mention = mentions[index]
        let segment = segments[mention.segment]
        let low = durations(before: mention.first)
        var best: NarrativeDuration?
        var bestCost = Int.max
        for index in max(low - 3, 0)..<min(low + 3, durations.count) {
            let duration = durations[index]
            guard kinds.contains(NarrativeDuration.Kinds(duration.kind)) else { continue }
            let there = segments[self.segment(ofToken: duration.first)]
            guard there.sentence == segment.sentence else { continue }
            var cost =
                duration.first >= mention.end ? duration.first - mention.end : max(mention.first - duration.end, 0)
            // When something else happened is no measure of this.
            if duration.kind == .ago && !reaches(duration, mention) { continue }
            if there.clause != segment.clause { cost += 20 }
            if cost < bestCost {
                bestCost = cost
                best = duration
            }
        }
        return best
    }
}
