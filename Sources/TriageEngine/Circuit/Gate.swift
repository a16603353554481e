/// One step of an evaluation: gives the signal with its own index a truth value from signals with lower ones.
struct Gate: Sendable {
    enum Kind: Sendable {
        case all, any
        /// At least this many.
        case atLeast(Int)
        case number(Int, NumberRange)
        case score(Int, Condition.ScoreBound, NumberRange)
        /// The signal is unknown, and one of the findings of `literals` is doubted.
        case doubtful(Signal)
    }

    let kind: Kind
    /// Signal that is set.
    let output: Int
    /// Part of `Circuit.masks` that it looks at.
    let masks: Range<Int>
    /// How many signals these masks name.
    let count: Int
    /// Part of `Circuit.parts`, of those that join signals.
    let parts: Range<Int>
}
