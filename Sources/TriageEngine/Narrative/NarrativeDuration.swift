/// A stretch of time told in a narrative, in seconds, and what it measures.
struct NarrativeDuration {
    enum Kind: UInt8, Sendable, CaseIterable {
        /// How long something goes on: "for 5 minutes", "lasts an hour".
        case lasting
        /// How long it has been there: "since Tuesday", "3 days now".
        case since
        /// How long ago it was: "3 weeks ago".
        case ago
    }

    struct Kinds: OptionSet, Sendable {
        let rawValue: UInt8
        static let lasting = Kinds(rawValue: 1 << 0)
        static let since = Kinds(rawValue: 1 << 1)
        static let ago = Kinds(rawValue: 1 << 2)

        init(rawValue: UInt8) { self.rawValue = rawValue }
        init(_ kind: Kind) { rawValue = 1 << kind.rawValue }
    }

    var first: Int
    var end: Int
    var low: Double
    var high: Double
    var kind: Kind
}
