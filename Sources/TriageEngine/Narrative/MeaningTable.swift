/// The concepts and their meanings laid out flat, so that reading a mention copies a few numbers and retains nothing.
struct MeaningTable: Sendable {
    /// What reading asks of a concept.
    struct Traits: Sendable {
        var meanings = PlainRun()
        var defaultSite: Int32 = -1
        /// Not a number: as the settings say.
        var pastAfterSeconds = Double.nan
        var hadMeansPast = false
        var isComplaint = false
        var seeksSite = true
        var isUndeniable = false
        var isWhole = false
        var conditionNumber: Int32 = -1
    }

    /// What most meanings of a mention fail at, apart from the rest so that asking reads little.
    struct Filter: Sendable {
        var sites: UInt64 = 0
        var notSites: UInt64 = 0
        var sides: UInt16 = 0
        var says: Says = []

        @inline(__always)
        func holds(at groups: UInt64) -> Bool {
            (sites == 0 || groups & sites != 0) && groups & notSites == 0
        }
    }

    /// Which runs of a meaning are not empty.
    struct Says: OptionSet, Sendable {
        let rawValue: UInt8
        static let sets = Says(rawValue: 1 << 0)
        static let denies = Says(rawValue: 1 << 1)
        static let doubts = Says(rawValue: 1 << 2)
        static let past = Says(rawValue: 1 << 3)
        static let family = Says(rawValue: 1 << 4)
    }

    struct FlatMeaning: Sendable {
        /// Indexes into `sets`; negative for none: in clause, sentence and text, and not in clause, sentence and text.
        var conceptSets = SIMD8<Int16>(repeating: -1)
        var hasConceptSets = false
        var bounds = PlainRun()
        /// Not a number: any.
        var valueLow = Double.nan
        var valueHigh = Double.nan
        var sets = PlainRun()
        var denies = PlainRun()
        var doubts = PlainRun()
        var past = PlainRun()
        var family = PlainRun()
        var numbers = PlainRun()
    }

    private(set) var traits: [Traits] = []
    private(set) var filters: [Filter] = []
    private(set) var meanings: [FlatMeaning] = []
    private(set) var findings: [Lexicon.Finding] = []
    private(set) var bounds: [DurationBound] = []
    private(set) var conceptSets: [ConceptSet] = []
    private(set) var numbers: [MeasuredNumber] = []

    init(_ concepts: [Concept]) {
        for concept in concepts {
            var trait = Traits()
            trait.defaultSite = Int32(concept.defaultSite)
            trait.pastAfterSeconds = concept.pastAfterSeconds ?? .nan
            trait.hadMeansPast = concept.hadMeansPast
            trait.isComplaint = concept.isComplaint
            trait.seeksSite = concept.seeksSite
            trait.isUndeniable = concept.isUndeniable
            trait.isWhole = concept.isWhole
            trait.conditionNumber = Int32(concept.conditionNumber)
            trait.meanings.first = Int32(meanings.count)
            for meaning in concept.meanings { add(meaning) }
            trait.meanings.end = Int32(meanings.count)
            traits.append(trait)
        }
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
        filters.append(filter)
        let sets = [when.inClause, when.inSentence, when.inText, when.notInClause, when.notInSentence, when.notInText]
        for (index, set) in sets.enumerated() where !set.isEmpty {
            flat.conceptSets[index] = Int16(conceptSets.count)
            flat.hasConceptSets = true
            conceptSets.append(set)
        }
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
}
