/// Signals within one 64-bit word: those meant as they are, and those meant negated.
struct SignalMask: Sendable {
    let word: Int
    var positive: UInt64
    var negative: UInt64
}
