/// One step of an evaluation: gives the signal with its own index a truth value from signals with lower ones.
struct Gate: Sendable {
    enum Kind: Sendable, Hashable {
        case all, any
        /// At least this many.
        case atLeast(Int)
        case number(Int, NumberRange)
        case score(Int, Condition.ScoreBound, NumberRange)
        /// The signal is unknown, and one of the findings that it rests on is doubted.
        case doubtful(Signal)
    }

    let kind: Kind
    /// Run of `Circuit.parts`: the signals that are joined, or the findings that may be doubted.
    let parts: PlainRun
}
