extension NarrativeReading {
    /// Tells the ledger what the mentions mean.
    mutating func evaluate(into ledger: inout EvidenceLedger, summary: inout NarrativeSummary) {
        settleTimes()
        summary.mentionsLegComplaint = sites.contains { isLeg($0.site) }
        collectConcepts()
        for mention in mentions {
            let groups = mention.site >= 0 ? lexicon.sites[mention.site].groups : 0
            let isLeg = groups & lexicon.settings.complaintGroups != 0
            if isLeg || (mention.site < 0 && lexicon.meanings.traits[mention.concept].isComplaint) {
                summary.mentionsLegComplaint = true
            }
            let said = saying(mention)
            guard !said.isEmpty else { continue }
            // Denials and doubts ask for the site only.
            let sides: UInt16 = [.sets, .past].contains(said) ? 1 << UInt16(mention.side.rawValue) : .max
            let isFamily = said == .family
            let origin = EvidenceOrigin.span(start: tokens[mention.first].start, end: tokens[mention.end - 1].end)
            for index in lexicon.meanings.traits[mention.concept].meanings.range {
                let filter = lexicon.meanings.filters[index]
                guard filter.says.contains(said) else { continue }
                guard isFamily || (filter.holds(at: groups) && (filter.sides == 0 || filter.sides & sides != 0)) else {
                    continue
                }
                tell(index, said, mention, origin, &ledger)
            }
        }
        if isThirdParty, let cue = cues.first(where: { [.other, .proxy].contains(lexicon.cues[$0.entry].effect) }) {
            let origin = EvidenceOrigin.span(start: tokens[cue.first].start, end: tokens[cue.end - 1].end)
            for finding in lexicon.settings.thirdParty { ledger.assert(finding.id, finding.state, origin: origin) }
        }
    }

    private mutating func collectConcepts() {
        textConcepts.removeAll()
        let clauses = (segments.last?.clause ?? 0) + 1
        let sentences = (segments.last?.sentence ?? 0) + 1
        clauseConcepts.removeAll(keepingCapacity: true)
        sentenceConcepts.removeAll(keepingCapacity: true)
        clauseConcepts.append(contentsOf: repeatElement(ConceptSet(), count: clauses))
        sentenceConcepts.append(contentsOf: repeatElement(ConceptSet(), count: sentences))
        for mention in mentions {
            guard mention.polarity == .affirmed, mention.person == .patient, mention.time == .now else { continue }
            let number = Int(lexicon.meanings.traits[mention.concept].conditionNumber)
            guard number >= 0 else { continue }
            clauseConcepts[segments[mention.segment].clause].insert(number)
            sentenceConcepts[segments[mention.segment].sentence].insert(number)
            textConcepts.insert(number)
        }
    }

    /// Which part of its meanings a mention speaks.
    private func saying(_ mention: Mention) -> MeaningTable.Says {
        if mention.person != .patient { return mention.polarity == .affirmed ? .family : [] }
        switch mention.polarity {
        case .affirmed: return mention.time == .past ? .past : .sets
        case .negated: return !mention.isFormer && mention.time == .now ? .denies : .doubts
        case .uncertain: return .doubts
        }
    }

    private func tell(
        _ index: Int, _ said: MeaningTable.Says, _ mention: Mention, _ origin: EvidenceOrigin,
        _ ledger: inout EvidenceLedger
    ) {
        switch said {
        case .family: assert(lexicon.meanings.meanings[index].family, origin, &ledger)
        case .past: assert(lexicon.meanings.meanings[index].past, origin, &ledger)
        case .denies: assert(lexicon.meanings.meanings[index].denies, origin, &ledger)
        case .doubts:
            for index in lexicon.meanings.meanings[index].doubts.range {
                ledger.doubt(lexicon.meanings.findings[index].id, origin: origin)
            }
        default:
            guard holds(index, mention) else { return }
            for index in lexicon.meanings.meanings[index].sets.range {
                let finding = lexicon.meanings.findings[index]
                if mention.isHedged && !(finding.state == .present && finding.isPresentWhenHedged) {
                    ledger.doubt(finding.id, origin: origin)
                } else {
                    ledger.assert(finding.id, finding.state, origin: origin)
                }
            }
            for index in lexicon.meanings.meanings[index].numbers.range {
                tell(lexicon.meanings.numbers[index], mention, origin, &ledger)
            }
        }
    }

    private func assert(_ run: PlainRun, _ origin: EvidenceOrigin, _ ledger: inout EvidenceLedger) {
        for index in run.range {
            let finding = lexicon.meanings.findings[index]
            ledger.assert(finding.id, finding.state, origin: origin)
        }
    }

    private func tell(
        _ number: MeasuredNumber, _ mention: Mention, _ origin: EvidenceOrigin, _ ledger: inout EvidenceLedger
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
    private func value(of mention: Mention) -> (low: Double, high: Double)? {
        for token in mention.first..<mention.end {
            if tokens[token].word == WordTable.digits {
                return (Double(tokens[token].number), Double(tokens[token].number))
            }
            let word = lexicon.words[Int(tokens[token].word)]
            if word.roles.contains(.number) { return (Double(word.low), Double(word.high)) }
        }
        return nil
    }

    // MARK: Conditions

    /// The conditions of a meaning besides site and side.
    private func holds(_ meaning: Int, _ mention: Mention) -> Bool {
        if lexicon.meanings.meanings[meaning].hasConceptSets {
            let numbers = lexicon.meanings.meanings[meaning].conceptSets
            let clause = segments[mention.segment].clause
            let sentence = segments[mention.segment].sentence
            func meets(_ number: Int16, _ present: ConceptSet) -> Bool {
                present.intersects(lexicon.meanings.conceptSets[Int(number)])
            }
            if numbers[0] >= 0 && !meets(numbers[0], clauseConcepts[clause]) { return false }
            if numbers[1] >= 0 && !meets(numbers[1], sentenceConcepts[sentence]) { return false }
            if numbers[2] >= 0 && !meets(numbers[2], textConcepts) { return false }
            if numbers[3] >= 0 && meets(numbers[3], clauseConcepts[clause]) { return false }
            if numbers[4] >= 0 && meets(numbers[4], sentenceConcepts[sentence]) { return false }
            if numbers[5] >= 0 && meets(numbers[5], textConcepts) { return false }
        }
        for index in lexicon.meanings.meanings[meaning].bounds.range {
            let bound = lexicon.meanings.bounds[index]
            guard let duration = duration(of: mention, kinds: bound.kinds) else {
                if bound.orUnknown { continue }
                return false
            }
            if duration.high < bound.low || duration.low > bound.high { return false }
            if bound.high < .infinity && duration.high > bound.high && bound.low == 0 { return false }
        }
        if !lexicon.meanings.meanings[meaning].valueLow.isNaN {
            guard let value = value(of: mention) else { return false }
            if value.high < lexicon.meanings.meanings[meaning].valueLow
                || value.low > lexicon.meanings.meanings[meaning].valueHigh
            {
                return false
            }
        }
        return true
    }
}
