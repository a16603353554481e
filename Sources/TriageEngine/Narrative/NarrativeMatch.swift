/// A count or an index of a narrative in half the space, so that what is noted of a text moves in few steps. Narratives
/// have far fewer tokens than it holds.
@propertyWrapper
struct Narrow {
    private var stored: Int32

    @inline(__always)
    init(wrappedValue: Int) { stored = Int32(truncatingIfNeeded: wrappedValue) }

    @inline(__always)
    var wrappedValue: Int {
        get { Int(stored) }
        set { stored = Int32(truncatingIfNeeded: newValue) }
    }
}

/// A phrase found in the text.
struct PhraseMatch {
    let entry: Lexicon.Entry
    /// The entry's index among `Lexicon.entries`.
    let number: UInt16
    /// Half-open token range.
    @Narrow var first: Int
    @Narrow var end: Int
}

/// A cue found in the text.
struct NarrativeMatch {
    /// Index into `Lexicon.cues`.
    @Narrow var entry: Int
    /// Half-open token range.
    @Narrow var first: Int
    @Narrow var end: Int
}

/// A run of tokens without a comma, a conjunction or a stronger break inside.
struct NarrativeSegment {
    enum Separator: UInt8 {
        case sentence, question, clause, colon, dash, turn, runOn, comma, and, or
    }

    @Narrow var first: Int
    @Narrow var end: Int
    var separator: Separator
    /// What its words do, all together.
    var roles: Lexicon.Role = []
    /// A line of its own began here.
    var startsLine: Bool
    /// Has a subject or a verb of its own.
    var isClausal: Bool
    var startsWithSubject: Bool
    /// "a", "some", "very": introduces something that is there.
    var isAssertive: Bool
    /// Holds nothing but things named, as an item of a list does.
    var isPure: Bool
    /// An item of a list that an "or" closes.
    var endsInOr = false
    @Narrow var clause: Int
    @Narrow var sentence: Int
    /// Numbers the sentences, cut further where one goes over from what has long been to what is new.
    @Narrow var part = 0
    /// The first segment of its sentence.
    @Narrow var sentenceStart = 0
    /// The mentions that begin in it, as a half-open range of their list.
    @Narrow var firstMention = 0
    @Narrow var endMention = 0
    /// Where the bits of concepts affirmed in its clause and in its sentence begin.
    @Narrow var clauseBits = 0
    @Narrow var sentenceBits = 0
    /// Where, among the bits of what takes something away, those of its part begin.
    @Narrow var partBits = 0
    /// Numbers the stretches that one time is said of: clauses, cut further where a part has a subject or a time of its
    /// own.
    @Narrow var timeClause = 0
    /// The first word that speaks of how things are: "is", "hurts", "now"; none: `Int.max`.
    var firstPresent = Int.max
    var isPresent: Bool { firstPresent < Int.max }
    /// Its sentence is about something beside the complaint, or about others only: it takes nothing from the rest and
    /// lends it no place.
    var isBeside = false
    /// The patient has something in it that could be a complaint, now.
    var tellsComplaint = false
    /// Goes on with what happened then: "couldn't breathe", "when she was feverish".
    var isTold = false
}

/// One mention of a concept, with everything the text says about it.
struct Mention {
    enum Polarity {
        case affirmed, negated, uncertain
    }

    enum Person {
        case patient, other, family, stranger, character
    }

    enum Time {
        case now, past
    }

    /// Index into `Lexicon.concepts`; negative for the phrase under test of `polarity`.
    @Narrow var concept: Int
    @Narrow var first: Int
    @Narrow var end: Int
    /// The concept's number among those that conditions name; negative for none.
    var conditionNumber: Int16 = -1
    /// The segment that it begins in, once there are any.
    @Narrow var segment = 0
    var polarity = Polarity.affirmed
    var isHedged = false
    /// A denial that may speak of an earlier time.
    var isFormer = false
    var person = Person.patient
    var time = Time.now
    /// "I had": past only for concepts that say so.
    var isHad = false
    /// Whenever it was, it is there again.
    var isBack = false
    /// Uncertain because it is asked or feared, not because it is half denied.
    var isSupposed = false
    /// Supposed, and said in such a way that not even a doubt is left.
    var isWarning = false
    /// Meets no condition that takes something from another: offered as what it may be ("insect bite?"), or denied
    /// within a saying ("won't let go").
    var takesNothing = false
    /// Index into `Lexicon.sites`; negative for none.
    @Narrow var site = -1
    var side = Lexicon.Side.none
}

/// A part of the body named in the text.
struct PlacedSite {
    @Narrow var site: Int
    @Narrow var first: Int
    @Narrow var end: Int
    var isPlural: Bool
    /// The side said with it, or what its grammar says.
    var side = Lexicon.Side.none
}

struct PlacedSide {
    var side: Lexicon.Side
    @Narrow var first: Int
    @Narrow var end: Int
    var isTaken = false
}
