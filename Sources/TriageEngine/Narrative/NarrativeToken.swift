/// A word, number or emoji of a narrative, and what separates it from the one before.
struct NarrativeToken {
    /// Half-open byte offsets into the narrative as it came.
    var start: Int32
    var end: Int32
    /// The lexicon's number for the word; `WordTable.unknown` for any other.
    var word: UInt16
    /// What stands between this token and the one before.
    var breaks: Breaks
    /// The value of a number written in digits; not a number otherwise.
    var number: Float
    /// What the word does to sentences.
    var roles: Lexicon.Role
    /// The segment it belongs to, once there are any.
    @Narrow var segment = 0

    /// What stands between two tokens. Several may be set.
    struct Breaks: OptionSet {
        let rawValue: UInt16

        static let comma = Breaks(rawValue: 1 << 0)
        /// Semicolon, bracket, dash or dots: ends a clause, not a sentence.
        static let clause = Breaks(rawValue: 1 << 1)
        /// A colon or an equals sign.
        static let colon = Breaks(rawValue: 1 << 2)
        static let dash = Breaks(rawValue: 1 << 3)
        static let sentence = Breaks(rawValue: 1 << 4)
        static let question = Breaks(rawValue: 1 << 5)
        static let newline = Breaks(rawValue: 1 << 6)
        /// A hyphen, a slash or nothing at all: one expression in two tokens ("10-15", "5mins", "light-headed").
        static let joined = Breaks(rawValue: 1 << 7)
        static let openBracket = Breaks(rawValue: 1 << 8)
        /// A slash with a digit on either side: a clinician's "3/7". Stands beside `joined`.
        static let slash = Breaks(rawValue: 1 << 9)
        /// A colon or an equals sign between a label and its number, which parts nothing: "HR: 118".
        static let label = Breaks(rawValue: 1 << 10)

        /// A phrase never reaches over one of these.
        static let anyPause: Breaks = [.comma, .clause, .colon, .dash, .sentence, .question, .newline, .openBracket]
        /// What ends a clause.
        static let clauseEnd: Breaks = [.clause, .colon, .dash, .sentence, .question, .newline, .openBracket]
        static let sentenceEnd: Breaks = [.sentence, .question]
    }
}
