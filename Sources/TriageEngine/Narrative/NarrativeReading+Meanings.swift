extension NarrativeReading {
    /// Tells the ledger what the mentions mean.
    func evaluate(into ledger: inout EvidenceLedger, summary: inout NarrativeSummary) {
        settleTimes()
        collectConcepts()
        let complaintGroups = lexicon.settings.complaintGroups
        let table = lexicon.meanings
        var isComplaint = sites.all.contains { isLeg($0.site) }
        for mention in mentions.indices {
            let concept = mentions[mention].concept
            let site = mentions[mention].site
            let groups = site >= 0 ? lexicon.sites[site].groups : 0
            isComplaint =
                isComplaint || groups & complaintGroups != 0 || (site < 0 && table.traits[concept].isComplaint)
            let meanings = table.traits[concept].meanings
            guard !meanings.isEmpty else { continue }
            let said = saying(mention)
            guard !said.isEmpty else { continue }
            // Denials and doubts ask for the site only.
            let sides: UInt16 =
                said == .sets || said == .past ? 1 &<< UInt16(mentions[mention].side.rawValue) : .max
            let isFamily = said == .family
            for index in meanings.range {
                let filter = table.filters[index]
                guard filter.says.contains(said) else { continue }
                guard isFamily || (filter.holds(at: groups) && (filter.sides == 0 || filter.sides & sides != 0)) else {
                    continue
                }
                if said == .sets, !filter.conceptParts.isEmpty, !meets(filter.conceptParts, mention) { continue }
                tell(index, said, mention, &ledger)
            }
        }
        summary.mentionsLegComplaint = isComplaint
        if isThirdParty, let cue = cues.all.first(where: { isSomebodyElse($0.entry) }) {
            let origin = EvidenceOrigin.span(start: tokens[cue.first].start, end: tokens[cue.end - 1].end)
            for finding in lexicon.settings.thirdParty { ledger.assert(finding.id, finding.state, origin: origin) }
        }
    }

    private func isSomebodyElse(_ cue: Int) -> Bool {
        lexicon.cues[cue].effect == .other || lexicon.cues[cue].effect == .proxy
    }

    /// Notes which concepts are affirmed, where conditions ask for them.
    private func collectConcepts() {
        conceptBits.removeAll()
        let width = lexicon.meanings.conceptWords
        guard let last = segments.last else { return }
        let sentences = last.sentence + 1
        conceptBits.append(repeating: 0, count: width * (1 + sentences + last.clause + 1))
        for index in segments.indices {
            let sentence = width &* (1 &+ segments[index].sentence)
            let clause = width &* (1 &+ sentences &+ segments[index].clause)
            segments[index].sentenceBits = sentence
            segments[index].clauseBits = clause
            for mention in segments[index].firstMention..<segments[index].endMention {
                let number = Int(lexicon.meanings.traits[mentions[mention].concept].conditionNumber)
                guard number >= 0, saying(mention) == .sets else { continue }
                let word = number &>> 6
                let bit = 1 &<< UInt64(truncatingIfNeeded: number & 63)
                conceptBits[word] |= bit
                conceptBits[sentence &+ word] |= bit
                conceptBits[clause &+ word] |= bit
            }
        }
    }

    /// Which part of its meanings a mention speaks.
    @inline(__always)
    private func saying(_ mention: Int) -> MeaningTable.Says {
        if mentions[mention].person != .patient { return mentions[mention].polarity == .affirmed ? .family : [] }
        switch mentions[mention].polarity {
        case .affirmed: return mentions[mention].time == .past ? .past : .sets
        case .negated: return !mentions[mention].isFormer && mentions[mention].time == .now ? .denies : .doubts
        case .uncertain: return .doubts
        }
    }

    private func tell(_ index: Int, _ said: MeaningTable.Says, _ mention: Int, _ ledger: inout EvidenceLedger) {
        let table = lexicon.meanings
        let first = mentions[mention].first
        let end = mentions[mention].end
        let origin = EvidenceOrigin.span(start: tokens[first].start, end: tokens[end - 1].end)
        switch said {
        case .family: assert(table.meanings[index].family, origin, &ledger)
        case .past: assert(table.meanings[index].past, origin, &ledger)
        case .denies: assert(table.meanings[index].denies, origin, &ledger)
        case .doubts:
            for index in table.meanings[index].doubts.range { ledger.doubt(table.findings[index].id, origin: origin) }
        default:
            guard holds(index, mention) else { return }
            for index in table.meanings[index].sets.range {
                let finding = table.findings[index]
                if mentions[mention].isHedged && !(finding.state == .present && finding.isPresentWhenHedged) {
                    ledger.doubt(finding.id, origin: origin)
                } else {
                    ledger.assert(finding.id, finding.state, origin: origin)
                }
            }
            for index in table.meanings[index].numbers.range { tell(table.numbers[index], mention, origin, &ledger) }
        }
    }

    private func assert(_ run: PlainRun, _ origin: EvidenceOrigin, _ ledger: inout EvidenceLedger) {
        for index in run.range {
            let finding = lexicon.meanings.findings[index]
            ledger.assert(finding.id, finding.state, origin: origin)
        }
    }

    private func tell(
        _ number: MeasuredNumber, _ mention: Int, _ origin: EvidenceOrigin, _ ledger: inout EvidenceLedger
    ) {
        let bounds: (low: Double, high: Double)?
        switch number.source {
        case .value: bounds = value(of: mention)
        case .duration(let kinds): bounds = duration(of: mention, kinds: kinds).map { ($0.low, $0.high) }
        }
        guard let bounds else { return }
        ledger.assertNumber(
            number.number, low: bounds.low * number.factor + number.offset,
            high: bounds.high * number.factor + number.offset,
            origin: origin)
    }

    /// The number inside the phrase.
    private func value(of mention: Int) -> (low: Double, high: Double)? {
        for token in mentions[mention].first..<mentions[mention].end {
            if tokens[token].word == WordTable.digits {
                return (Double(tokens[token].number), Double(tokens[token].number))
            }
            let word = lexicon.words[Int(tokens[token].word)]
            if word.roles.contains(.number) { return (Double(word.low), Double(word.high)) }
        }
        return nil
    }

    // MARK: Conditions

    /// Which concepts must be affirmed near a mention, and which must not.
    @inline(__always)
    private func meets(_ parts: PlainRun, _ mention: Int) -> Bool {
        let segment = mentions[mention].segment
        var index = Int(parts.first)
        while index < Int(parts.end) {
            let part = lexicon.meanings.conceptParts[index]
            let first =
                switch part.scope {
                case .clause: segments[segment].clauseBits
                case .sentence: segments[segment].sentenceBits
                case .text: 0
                }
            if conceptBits[first &+ Int(part.word)] & part.bits != 0 {
                if part.isForbidden { return false }
                index &+= Int(part.remaining)
            } else {
                if part.remaining == 1 && !part.isForbidden { return false }
                index &+= 1
            }
        }
        return true
    }

    /// The conditions of a meaning besides site, side and concepts.
    private func holds(_ meaning: Int, _ mention: Int) -> Bool {
        let table = lexicon.meanings
        for index in table.meanings[meaning].bounds.range {
            let bound = table.bounds[index]
            guard let duration = duration(of: mention, kinds: bound.kinds) else {
                if bound.orUnknown { continue }
                return false
            }
            if duration.high < bound.low || duration.low > bound.high { return false }
            if bound.high < .infinity && duration.high > bound.high && bound.low == 0 { return false }
        }
        let low = table.meanings[meaning].valueLow
        if !low.isNaN {
            guard let value = value(of: mention) else { return false }
            if value.high < low || value.low > table.meanings[meaning].valueHigh { return false }
        }
        return true
    }
}
