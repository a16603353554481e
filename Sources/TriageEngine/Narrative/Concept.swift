/// Something patients speak of, how they say it and what it means.
struct Concept: Sendable {
    let name: String
    var meanings: [Meaning] = []
    /// The site an unplaced mention is taken to be at; negative for none.
    var defaultSite = -1
    /// "I had one" means that it is over.
    var hadMeansPast = false
    /// Longer ago than this is past; nil: as the settings say.
    var pastAfterSeconds: Double?
    /// A text that speaks of this is one about legs.
    var isComplaint = false
    /// Takes the place from words around it.
    var seeksSite = true
    /// Words of negation inside and directly before the phrase do not deny it.
    var isUndeniable = false
    /// What is said inside its phrase is part of it: the "pain" of "chest pain" is no pain of a leg.
    var isWhole = false
    /// A sentence that speaks of it, and of no place of a complaint, is about something else.
    var isBeside = false
    /// Its number in `ConceptSet`s; negative while no condition names it.
    var conditionNumber = -1
}

/// What a mention sets, under conditions; all whose conditions hold apply.
struct Meaning: Sendable {
    var when = MentionCondition()
    /// Asserted when the patient says it of themself, now.
    var sets: [Lexicon.Finding] = []
    /// Absent when the patient denies it.
    var denies: [Lexicon.Finding] = []
    /// Neither, when it is asked, feared or denied half-heartedly.
    var doubts: [Lexicon.Finding] = []
    /// Asserted when it is over.
    var past: [Lexicon.Finding] = []
    /// Asserted when a relative has or had it.
    var family: [Lexicon.Finding] = []
    var numbers: [MeasuredNumber] = []

    /// Whether it can say anything of a finding.
    func speaks(of finding: FindingID) -> Bool {
        [sets, denies, doubts, past, family].contains { $0.contains { $0.id == finding } }
    }
}

/// A number that a mention gives.
struct MeasuredNumber: Sendable {
    enum Source: Sendable {
        /// The `<number>` of the phrase.
        case value
        case duration(NarrativeDuration.Kinds)
    }

    let number: NumberID
    let source: Source
    /// The number is the measure times `factor` plus `offset`; a duration's measure is in seconds.
    let factor: Double
    let offset: Double
}

/// What must hold for a meaning to apply.
struct MentionCondition: Sendable {
    /// Any of these groups of sites; 0: any place or none.
    var sites: UInt64 = 0
    /// None of these.
    var notSites: UInt64 = 0
    /// Any of these sides, as bits of `Lexicon.Side`; 0: any.
    var sides: UInt16 = 0
    /// At least one of these concepts is affirmed in the same clause, sentence or text.
    var inClause = ConceptSet()
    var inSentence = ConceptSet()
    var inText = ConceptSet()
    var notInClause = ConceptSet()
    var notInSentence = ConceptSet()
    var notInText = ConceptSet()
    /// A duration of one of these kinds lies within the bounds.
    var durations: [DurationBound] = []
    /// Bounds of the phrase's `<number>`.
    var value: ClosedRange<Double>?
}

struct DurationBound: Sendable {
    let kinds: NarrativeDuration.Kinds
    /// In seconds, both included.
    let low: Double
    let high: Double
    /// Holds, too, when no duration of these kinds is given.
    let orUnknown: Bool
}

/// A set of those concepts that conditions name, by the number each has among them.
struct ConceptSet: Sendable {
    /// How many concepts conditions may name; what reading a text takes grows with how many they do name.
    static let capacity = 4096
    /// A bit each, from the lowest of the first word on; as many words as are needed.
    private(set) var words: [UInt64] = []

    mutating func insert(_ number: Int) {
        while words.count <= number >> 6 { words.append(0) }
        words[number >> 6] |= 1 << UInt64(number & 63)
    }
}
