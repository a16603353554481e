/// A truth value's place in an evaluation, or its negation. Findings come first, gates after them.
struct Signal: Sendable, Hashable {
    let index: Int
    let isNegated: Bool

    init(_ index: Int, isNegated: Bool = false) {
        self.index = index
        self.isNegated = isNegated
    }

    var negated: Signal { Signal(index, isNegated: !isNegated) }
}
