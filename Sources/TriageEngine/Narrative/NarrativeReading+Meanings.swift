extension NarrativeReading {
    /// Tells the ledger what the mentions mean.
    mutating func evaluate(into ledger: inout EvidenceLedger, summary: inout NarrativeSummary) {
        settleTimes()
        summary.mentionsLegComplaint = sites.contains { isLeg($0.site) }
        collectConcepts()
        for mention in mentions {
            let concept = lexicon.meanings.traits[mention.concept]
            if concept.isComplaint && (mention.site < 0 || isLeg(mention.site)) { summary.mentionsLegComplaint = true }
            if mention.site >= 0 && isLeg(mention.site) { summary.mentionsLegComplaint = true }
            let origin = EvidenceOrigin.span(start: tokens[mention.first].start, end: tokens[mention.end - 1].end)
            for index in concept.meanings.range { tell(lexicon.meanings.meanings[index], mention, origin, &ledger) }
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
            let segment = segments[mention.segment]
            clauseConcepts[segment.clause].insert(mention.concept)
            sentenceConcepts[segment.sentence].insert(mention.concept)
            textConcepts.insert(mention.concept)
        }
    }

    private func tell(
        _ meaning: MeaningTable.FlatMeaning, _ mention: Mention, _ origin: EvidenceOrigin,
        _ ledger: inout EvidenceLedger
    ) {
        if mention.person != .patient {
            guard !meaning.family.isEmpty, mention.polarity == .affirmed else { return }
            for index in meaning.family.range {
                let finding = lexicon.meanings.findings[index]
                ledger.assert(finding.id, finding.state, origin: origin)
            }
            return
        }
        if mention.time == .past && mention.polarity == .affirmed {
            guard !meaning.past.isEmpty, placeHolds(meaning, mention) else { return }
            for index in meaning.past.range {
                let finding = lexicon.meanings.findings[index]
                ledger.assert(finding.id, finding.state, origin: origin)
            }
            return
        }
        switch mention.polarity {
        case .negated where !mention.isFormer && mention.time == .now:
            guard siteHolds(meaning, mention) else { return }
            for index in meaning.denies.range {
                let finding = lexicon.meanings.findings[index]
                ledger.assert(finding.id, finding.state, origin: origin)
            }
        case .negated, .uncertain:
            guard siteHolds(meaning, mention) else { return }
            for index in meaning.doubts.range {
                let finding = lexicon.meanings.findings[index]
                ledger.doubt(finding.id, origin: origin)
            }
        case .affirmed:
            guard holds(meaning, mention) else { return }
            for index in meaning.sets.range {
                let finding = lexicon.meanings.findings[index]
                if mention.isHedged && !(finding.state == .present && finding.isPresentWhenHedged) {
                    ledger.doubt(finding.id, origin: origin)
                } else {
                    ledger.assert(finding.id, finding.state, origin: origin)
                }
            }
            for index in meaning.numbers.range {
                tell(lexicon.meanings.numbers[index], mention, origin, &ledger)
            }
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

    private func siteHolds(_ condition: MeaningTable.FlatMeaning, _ mention: Mention) -> Bool {
        let groups = mention.site >= 0 ? lexicon.sites[mention.site].groups : 0
        if condition.sites != 0 && groups & condition.sites == 0 { return false }
        return groups & condition.notSites == 0
    }

    private func placeHolds(_ condition: MeaningTable.FlatMeaning, _ mention: Mention) -> Bool {
        siteHolds(condition, mention)
            && (condition.sides == 0 || condition.sides & (1 << UInt16(mention.side.rawValue)) != 0)
    }

    private func holds(_ condition: MeaningTable.FlatMeaning, _ mention: Mention) -> Bool {
        guard placeHolds(condition, mention) else { return false }
        let segment = segments[mention.segment]
        if condition.hasConceptSets {
            let sets = lexicon.meanings.conceptSets
            let numbers = condition.conceptSets
            let clause = segment.clause
            let sentence = segment.sentence
            if numbers[0] >= 0 && !clauseConcepts[clause].intersects(sets[Int(numbers[0])]) { return false }
            if numbers[1] >= 0 && !sentenceConcepts[sentence].intersects(sets[Int(numbers[1])]) { return false }
            if numbers[2] >= 0 && !textConcepts.intersects(sets[Int(numbers[2])]) { return false }
            if numbers[3] >= 0 && clauseConcepts[clause].intersects(sets[Int(numbers[3])]) { return false }
            if numbers[4] >= 0 && sentenceConcepts[sentence].intersects(sets[Int(numbers[4])]) { return false }
            if numbers[5] >= 0 && textConcepts.intersects(sets[Int(numbers[5])]) { return false }
        }
        for index in condition.bounds.range {
            let bound = lexicon.meanings.bounds[index]
            guard let duration = duration(of: mention, kinds: bound.kinds) else {
                if bound.orUnknown { continue }
                return false
            }
            if duration.high < bound.low || duration.low > bound.high { return false }
            if bound.high < .infinity && duration.high > bound.high && bound.low == 0 { return false }
        }
        if !condition.valueLow.isNaN {
            guard let value = value(of: mention) else { return false }
            if value.high < condition.valueLow || value.low > condition.valueHigh { return false }
        }
        return true
    }
}
