/// A truth value's place in an evaluation, or its negation. Findings come first, gates after them.
struct Signal: Sendable, Hashable {
    /// Where it stands among `Evaluation.truths`: each signal as it is, then negated.
    let place: Int32

    init(_ index: Int, isNegated: Bool = false) {
        place = Int32(2 * index + (isNegated ? 1 : 0))
    }

    private init(place: Int32) { self.place = place }

    var index: Int { Int(place >> 1) }
    var isNegated: Bool { place & 1 != 0 }
    var negated: Signal { Signal(place: place ^ 1) }
}
