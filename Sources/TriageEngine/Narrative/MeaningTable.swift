/// The concepts and their meanings laid out flat, so that reading a mention copies a few numbers and retains nothing.
///
/// Sendable although it holds pointers: nothing is written after it is made, and what they point at lives as long as
/// it.
final class MeaningTable: @unchecked Sendable {
    /// What reading asks of a concept.
    struct Traits {
        var meanings = PlainRun()
        /// Not a number: as the settings say.
        var pastAfterSeconds = Double.nan
        var defaultSite: Int32 = -1
        var hadMeansPast = false
        var isComplaint = false
        var seeksSite = true
        var isUndeniable = false
        var isBeside = false
    }

    /// What most meanings of a mention fail at, apart from the rest so that asking reads little.
    struct Filter {
        var sites: UInt64 = 0
        var notSites: UInt64 = 0
        /// Part of `conceptParts`: asked of what is affirmed now only.
        var conceptParts = PlainRun()
        var sides: UInt16 = 0
        var says: Says = []

        /// Whether a mention that says so at a site of these groups, on one of these sides, may mean it. Nobody can
        /// guess which of them do, so the answer is put together without a branch.
        @inline(__always)
        func admits(_ said: Says, at groups: UInt64, _ sides: UInt16) -> Bool {
            let isSaid = says.rawValue & said.rawValue != 0 ? 1 : 0
            // None asked for, or one of those asked for.
            let isThere = (sites == 0) != (groups & sites != 0) ? 1 : 0
            let isAllowed = groups & notSites == 0 ? 1 : 0
            let isOnSide = (self.sides == 0) != (self.sides & sides != 0) ? 1 : 0
            return isSaid & isThere & isAllowed & isOnSide != 0
        }
    }

    /// Which runs of a meaning are not empty.
    struct Says: OptionSet {
        let rawValue: UInt8
        static let sets = Says(rawValue: 1 << 0)
        static let denies = Says(rawValue: 1 << 1)
        static let doubts = Says(rawValue: 1 << 2)
        static let past = Says(rawValue: 1 << 3)
        static let family = Says(rawValue: 1 << 4)
    }

    /// Where concepts must be affirmed, or must not be.
    enum Scope: UInt8 { case clause, sentence, text }

    /// Concepts whose bits stand in one word. Some of these make a test, which any of them meets.
    struct ConceptPart {
        let bits: UInt64
        let word: UInt16
        let scope: Scope
        /// None of them may be affirmed.
        let isForbidden: Bool
        /// The parts of its test from this one on: 1 is the last.
        let remaining: UInt8
    }

    struct FlatMeaning {
        var sets = PlainRun()
        var numbers = PlainRun()
        var bounds = PlainRun()
        /// Not a number: any.
        var valueLow = Double.nan
        var valueHigh = Double.nan
        var denies = PlainRun()
        var doubts = PlainRun()
        var past = PlainRun()
        var family = PlainRun()
    }

    let traits: PlainList<Traits>
    let filters: PlainList<Filter>
    let meanings: PlainList<FlatMeaning>
    let findings: PlainList<Lexicon.Finding>
    let bounds: PlainList<DurationBound>
    let numbers: PlainList<MeasuredNumber>
    let conceptParts: PlainList<ConceptPart>
    /// How many words the bits of all concepts take that conditions name.
    let conceptWords: Int

    init(_ concepts: [Concept]) {
        var parts = Parts()
        for concept in concepts { parts.add(concept) }
        traits = PlainList(parts.traits)
        filters = PlainList(parts.filters)
        meanings = PlainList(parts.meanings)
        findings = PlainList(parts.findings)
        bounds = PlainList(parts.bounds)
        numbers = PlainList(parts.numbers)
        conceptParts = PlainList(parts.conceptParts)
        conceptWords = ((concepts.map(\.conditionNumber).max() ?? -1) >> 6) + 1
    }

    deinit {
        traits.deallocate()
        filters.deallocate()
        meanings.deallocate()
        findings.deallocate()
        bounds.deallocate()
        numbers.deallocate()
        conceptParts.deallocate()
    }

    /// The lists in the making.
    private struct Parts {
        var traits: [Traits] = []
        var filters: [Filter] = []
        var meanings: [FlatMeaning] = []
        var findings: [Lexicon.Finding] = []
        var bounds: [DurationBound] = []
        var numbers: [MeasuredNumber] = []
        var conceptParts: [ConceptPart] = []

        mutating func add(_ concept: Concept) {
            var trait = Traits()
            trait.defaultSite = Int32(concept.defaultSite)
            trait.pastAfterSeconds = concept.pastAfterSeconds ?? .nan
            trait.hadMeansPast = concept.hadMeansPast
            trait.isComplaint = concept.isComplaint
            trait.seeksSite = concept.seeksSite
            trait.isUndeniable = concept.isUndeniable
            trait.isBeside = concept.isBeside
            trait.meanings.first = Int32(meanings.count)
            for meaning in concept.meanings { add(meaning) }
            trait.meanings.end = Int32(meanings.count)
            traits.append(trait)
        }

        private mutating func add(_ meaning: Meaning) {
            var flat = FlatMeaning()
            let when = meaning.when
            var filter = Filter(sites: when.sites, notSites: when.notSites, sides: when.sides)
            if !meaning.sets.isEmpty || !meaning.numbers.isEmpty { filter.says.insert(.sets) }
            if !meaning.denies.isEmpty { filter.says.insert(.denies) }
            if !meaning.doubts.isEmpty { filter.says.insert(.doubts) }
            if !meaning.past.isEmpty { filter.says.insert(.past) }
            if !meaning.family.isEmpty { filter.says.insert(.family) }
            filter.conceptParts.first = Int32(conceptParts.count)
            add(when.inClause, .clause, isForbidden: false)
            add(when.inSentence, .sentence, isForbidden: false)
            add(when.inText, .text, isForbidden: false)
            add(when.notInClause, .clause, isForbidden: true)
            add(when.notInSentence, .sentence, isForbidden: true)
            add(when.notInText, .text, isForbidden: true)
            filter.conceptParts.end = Int32(conceptParts.count)
            filters.append(filter)
            flat.bounds = bounds.appendRun(when.durations)
            flat.valueLow = when.value?.lowerBound ?? .nan
            flat.valueHigh = when.value?.upperBound ?? .nan
            flat.sets = findings.appendRun(meaning.sets)
            flat.denies = findings.appendRun(meaning.denies)
            flat.doubts = findings.appendRun(meaning.doubts)
            flat.past = findings.appendRun(meaning.past)
            flat.family = findings.appendRun(meaning.family)
            flat.numbers = numbers.appendRun(meaning.numbers)
            meanings.append(flat)
        }

        private mutating func add(_ set: ConceptSet, _ scope: Scope, isForbidden: Bool) {
            var remaining = set.words.count { $0 != 0 }
            for (word, bits) in set.words.enumerated() where bits != 0 {
                conceptParts.append(
                    ConceptPart(
                        bits: bits, word: UInt16(word), scope: scope, isForbidden: isForbidden,
                        remaining: UInt8(remaining)))
                remaining -= 1
            }
        }
    }
}
