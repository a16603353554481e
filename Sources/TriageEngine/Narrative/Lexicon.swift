/// How patients say it: phrases, what they mean, and the words that change what they mean, compiled for reading.
///
/// Immutable; one lexicon serves all threads. The format is written down in `docs/rulesets.md`.
package struct Lexicon: Sendable {
    /// Which of two legs.
    enum Side: UInt8, Sendable, CaseIterable {
        case none, left, right, one, single, bare, both, plural, other
    }

    /// A part of the body.
    struct Site: Sendable {
        let name: String
        /// Itself and its groups, as bits.
        let groups: UInt64
    }

    /// A stretch of time that a phrase names: "all night", "since yesterday".
    struct Span: Sendable {
        let kind: NarrativeDuration.Kind
        let low: Double
        let high: Double
    }

    /// What words do to sentences, as bits of `roles`.
    struct Role: OptionSet, Sendable {
        let rawValue: UInt32

        static let names = [
            "and", "or", "subject", "owner", "verb", "subordinator", "assertive", "self", "pronoun", "preposition",
            "filler",
            "for", "since", "ago", "ongoing", "rate", "range", "abbreviation", "state", "ellipsis", "number", "list",
            "month", "article", "present", "denier", "often", "told",
        ]
        static func named(_ name: String) -> Role? {
            names.firstIndex(of: name).map { Role(rawValue: 1 << UInt32($0)) }
        }
        static let and = Role(rawValue: 1 << 0)
        static let or = Role(rawValue: 1 << 1)
        static let subject = Role(rawValue: 1 << 2)
        static let owner = Role(rawValue: 1 << 3)
        static let verb = Role(rawValue: 1 << 4)
        static let subordinator = Role(rawValue: 1 << 5)
        static let assertive = Role(rawValue: 1 << 6)
        static let selfWord = Role(rawValue: 1 << 7)
        static let pronoun = Role(rawValue: 1 << 8)
        static let preposition = Role(rawValue: 1 << 9)
        static let filler = Role(rawValue: 1 << 10)
        static let forWord = Role(rawValue: 1 << 11)
        static let since = Role(rawValue: 1 << 12)
        static let ago = Role(rawValue: 1 << 13)
        static let ongoing = Role(rawValue: 1 << 14)
        static let rate = Role(rawValue: 1 << 15)
        static let range = Role(rawValue: 1 << 16)
        static let abbreviation = Role(rawValue: 1 << 17)
        static let state = Role(rawValue: 1 << 18)
        static let ellipsis = Role(rawValue: 1 << 19)
        static let number = Role(rawValue: 1 << 20)
        static let list = Role(rawValue: 1 << 21)
        static let month = Role(rawValue: 1 << 22)
        static let article = Role(rawValue: 1 << 23)
        static let present = Role(rawValue: 1 << 24)
        static let denier = Role(rawValue: 1 << 25)
        static let often = Role(rawValue: 1 << 26)
        static let told = Role(rawValue: 1 << 27)
        // Beyond these, what no file gives by name.
        /// Belongs to a narrative in a language that is read.
        static let recognised = Role(rawValue: 1 << 29)
        /// Names one part of the body, so that an apostrophe and s behind it make no plural.
        static let site = Role(rawValue: 1 << 30)
        /// A number written in digits.
        static let digits = Role(rawValue: 1 << 31)

        /// A segment may begin with it, even where nothing parts it from the word before.
        static let mayBegin: Role = [.and, .or, .subject, .owner]
        /// Stands in a list without being one of its items.
        static let inLists: Role = [.list, .and, .or, .filler, .preposition, .owner]
        /// May stand between a "no" and what it denies.
        static let inDenials: Role = [
            .list, .filler, .owner, .article, .preposition, .and, .or, .assertive, .verb, .subject,
        ]
        /// Measures of time are made of it.
        static let measures: Role = [.digits, .number, .month]
    }

    /// What the lexicon knows of one word besides its phrases.
    struct Word: Sendable {
        var roles: Role = []
        /// For a number word, the bounds it stands for; for a month, its number.
        var low: Float = .nan
        var high: Float = .nan
        /// For a unit of time, its length.
        var unitSeconds: Float = 0
        /// No gap in a phrase reaches over it.
        var endsGap = false
        /// Shows the language of a text, and is too short or too frequent to be misspelt by rule.
        var isCommon = false
    }

    /// What a clinician's denominator measures: the 7 of "3/7".
    struct Fraction: Sendable {
        let denominator: Float
        let seconds: Double
    }

    let table: WordTable
    let words: [Word]
    /// How the lexicon spells each of its words, in small letters without apostrophes: the way to name a word.
    let spellings: [String]
    let phrases: PhraseGraph
    let entries: [Entry]
    let meanings: MeaningTable
    let cues: [Cue]
    let sites: [Site]
    let spans: [Span]
    let fractions: [Fraction]
    let likenesses: [Likeness]
    let settings: Settings

    /// What holds for the whole lexicon.
    struct Settings: Sendable {
        /// Below this share of known words, a text is taken to be in a language that is not read.
        var recognisedShare = 0.4
        /// Tokens below which the share says nothing.
        var minimumTokens = 3
        /// Groups of sites that make a text one about legs.
        var complaintGroups: UInt64 = 0
        /// An event longer ago than this is past, if its concept says nothing else.
        var pastAfterSeconds = 28.0 * 86_400
        /// What began within this is new, beside what has long been; nothing is if it is 0.
        var newWithinSeconds = 0.0
        /// What happened within this is still of now; nothing is if it is 0.
        var justNowSeconds = 0.0
        /// Found when somebody else's complaint is the only one told.
        var thirdParty: [Finding] = []
    }

    /// A finding as a meaning sets it.
    struct Finding: Sendable {
        let id: FindingID
        let state: FindingState
        /// What "maybe" makes of it.
        let isPresentWhenHedged: Bool
    }
}
