extension Lexicon {
    /// What one entry of the automaton stands for. Flat and small: each phrase that is found takes a copy along, so
    /// that nothing else need be asked about most of them.
    struct Entry: Sendable {
        enum Kind: UInt8, Sendable {
            case concept, site, plural, side, cue, span
            /// Swallows what lies inside it and means nothing itself.
            case ignored
        }

        let kind: Kind
        /// Of a concept, or of what is ignored.
        private(set) var traits: ConceptTraits = []
        /// Of a concept, its number among those that conditions name; negative while none does.
        private(set) var conditionNumber: Int16 = -1
        /// Counts within its kind; of a side, its raw value.
        let index: Int32

        static let ignored = Entry(kind: .ignored, traits: .covers, index: 0)
        static func concept(_ index: Int32) -> Entry { Entry(kind: .concept, index: index) }
        static func site(_ index: Int32, isPlural: Bool) -> Entry {
            Entry(kind: isPlural ? .plural : .site, index: index)
        }
        static func side(_ side: Side) -> Entry { Entry(kind: .side, index: Int32(side.rawValue)) }
        static func cue(_ index: Int32) -> Entry { Entry(kind: .cue, index: index) }
        static func span(_ index: Int32) -> Entry { Entry(kind: .span, index: index) }

        /// The same with what is known once all concepts are read.
        func describing(_ concepts: [Concept]) -> Entry {
            guard kind == .concept else { return self }
            var entry = self
            entry.traits = ConceptTraits(concepts[Int(index)])
            entry.conditionNumber = Int16(truncatingIfNeeded: concepts[Int(index)].conditionNumber)
            return entry
        }
    }
}

/// What reading asks of a concept at every mention of it.
struct ConceptTraits: OptionSet, Sendable {
    let rawValue: UInt8

    /// Means something itself, or makes the text one about legs: where it is matters.
    static let tells = ConceptTraits(rawValue: 1 << 0)
    /// What is said inside its phrase is part of it.
    static let whole = ConceptTraits(rawValue: 1 << 1)
    /// Its sentence may be about something else than the complaint.
    static let beside = ConceptTraits(rawValue: 1 << 2)
    /// Shorter cues inside its phrase do not count, as nothing does inside phrases that are ignored.
    static let covers = ConceptTraits(rawValue: 1 << 3)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ concept: Concept) {
        self = concept.isWhole ? .whole : []
        if concept.isBeside { insert(.beside) }
        if concept.isWhole || concept.isUndeniable || !concept.meanings.isEmpty { insert(.covers) }
        if !concept.meanings.isEmpty || concept.isComplaint || concept.defaultSite >= 0 { insert(.tells) }
    }
}
