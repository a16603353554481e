extension NarrativeReading {
    /// Tells the ledger what the mentions mean.
    func evaluate(into ledger: inout EvidenceLedger, summary: inout NarrativeSummary) {
        settleTimes()
        collectConcepts()
        let complaintGroups = lexicon.settings.complaintGroups
        let table = lexicon.meanings
        var isComplaint = sites.all.contains { isLeg($0.site) }
        for index in telling.all {
            let mention = mentions[Int(index)]
            let concept = mention.concept
            let site = mention.site
            let groups = site >= 0 ? lexicon.sites[site].groups : 0
            isComplaint =
                isComplaint || groups & complaintGroups != 0 || (site < 0 && table.traits[concept].isComplaint)
            let said = saying(mention)
            tell(said, Int(index), at: groups, &ledger)
            // Denied since, or somebody else's, it is no past of the patient's.
            if mention.isBack, said == .sets { tell(.past, Int(index), at: groups, &ledger) }
        }
        summary.mentionsLegComplaint = isComplaint
        if isThirdParty, let cue = cues.all.first(where: { isSomebodyElse($0.entry) }) {
            let origin = EvidenceOrigin.span(start: tokens[cue.first].start, end: tokens[cue.end - 1].end)
            for finding in lexicon.settings.thirdParty { ledger.assert(finding.id, finding.state, origin: origin) }
        }
    }

    /// Tells the ledger what a mention means that says one thing, at a place of some groups.
    @inline(__always)
    private func tell(
        _ said: MeaningTable.Says, _ index: Int, at groups: UInt64, _ ledger: inout EvidenceLedger
    ) {
        guard !said.isEmpty else { return }
        let table = lexicon.meanings
        let mention = mentions[index]
        // Denials and doubts ask for the site only.
        let sides: UInt16 = said == .sets || said == .past ? 1 &<< UInt16(mention.side.rawValue) : .max
        let segment = segments[mention.segment]
        for meaning in table.traits[mention.concept].meanings.range {
            let filter = table.filters[meaning]
            // Of relatives, wherever it is.
            guard said == .family ? filter.says.contains(.family) : filter.admits(said, at: groups, sides) else {
                continue
            }
            if said == .sets, !filter.conceptParts.isEmpty, !meets(filter.conceptParts, segment) { continue }
            tell(meaning, said, index, &ledger)
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
        let parts = last.part + 1
        let all = width &* (1 &+ parts &+ last.clause &+ 1)
        let leavesOut = speaksBeside || someTakeNothing || parts != sentences
        conceptBits.append(repeating: 0, count: leavesOut ? all &* 2 : all)
        takingBits = leavesOut ? all : 0
        let segments = segments.mutableAll
        for index in segments.indices {
            segments[index].sentenceBits = width &* (1 &+ segments[index].sentence)
            segments[index].partBits = width &* (1 &+ segments[index].part)
            segments[index].clauseBits = width &* (1 &+ parts &+ segments[index].clause)
        }
        // Numbers of concepts are below what the width has bits for, and clauses and sentences end with those of the
        // last segment.
        let bits = conceptBits.mutableAll
        for mention in mentions.all where mention.conditionNumber >= 0 && saying(mention) == .sets {
            let word = Int(mention.conditionNumber) &>> 6
            let bit = 1 &<< UInt64(truncatingIfNeeded: mention.conditionNumber)
            let segment = segments[mention.segment]
            bits[word] |= bit
            bits[segment.sentenceBits &+ word] |= bit
            bits[segment.clauseBits &+ word] |= bit
            guard leavesOut, !mention.takesNothing else { continue }
            if !segment.isBeside { bits[all &+ word] |= bit }
            bits[all &+ segment.partBits &+ word] |= bit
            // What is new takes from what has long been as ever.
            bits[all &+ segments[segment.sentenceStart].partBits &+ word] |= bit
            bits[all &+ segment.clauseBits &+ word] |= bit
        }
    }

    /// Its words say something themselves, and do not only help others to be understood. The phrase under test always
    /// does.
    func hasMeaning(_ mention: Mention) -> Bool {
        mention.concept < 0 || !lexicon.meanings.traits[mention.concept].meanings.isEmpty
    }

    func isUndeniable(_ mention: Mention) -> Bool {
        mention.concept >= 0 && lexicon.meanings.traits[mention.concept].isUndeniable
    }

    /// Which part of its meanings a mention speaks.
    @inline(__always)
    func saying(_ mention: Mention) -> MeaningTable.Says {
        if mention.person == .stranger || mention.person == .character { return [] }
        if mention.person != .patient { return mention.polarity == .affirmed ? .family : [] }
        switch mention.polarity {
        case .affirmed: return mention.time == .past ? .past : .sets
        case .negated: return !mention.isFormer && mention.time == .now ? .denies : .doubts
        // Whether there was something once leaves nothing open of now.
        case .uncertain: return mention.time == .past || mention.isWarning ? [] : .doubts
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

    /// Which concepts must be affirmed near a mention in a segment, and which must not. The bits have room for all that
    /// parts name.
    @inline(__always)
    private func meets(_ parts: PlainRun, _ segment: NarrativeSegment) -> Bool {
        let bits = conceptBits.all
        var index = Int(parts.first)
        while index < Int(parts.end) {
            let part = lexicon.meanings.conceptParts[index]
            let scope =
                switch part.scope {
                case .clause: segment.clauseBits
                case .sentence: part.isForbidden ? segment.partBits : segment.sentenceBits
                case .text: 0
                }
            // What is only guessed takes nothing from anything, and what is told beside the matter nothing from it.
            let first = scope &+ (part.isForbidden ? takingBits : 0)
            if bits[first &+ Int(part.word)] & part.bits != 0 {
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
