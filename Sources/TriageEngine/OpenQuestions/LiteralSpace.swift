/// Numbers all facts that a term can ask for, so that sets of them are words of bits.
///
/// First the findings as present, then the findings as absent, each in whole words and in the order of an evaluation's
/// own words, then the ranges that numbers are compared with.
struct LiteralSpace: Sendable {
    struct RangedNumber: Sendable, Hashable {
        let number: Int
        let range: NumberRange
    }

    /// Words of findings as present; as many again as absent.
    let findingWords: Int
    let ranges: [RangedNumber]
    private let places: [RangedNumber: Int]

    var wordCount: Int { 2 * findingWords + (ranges.count + 63) / 64 }
    var firstRange: Int { 2 * findingWords * 64 }

    init(findingCount: Int, terms: some Sequence<Term>) {
        findingWords = max((findingCount + 63) / 64, 1)
        var ranges: [RangedNumber] = []
        var places: [RangedNumber: Int] = [:]
        for term in terms {
            for bound in term.bounds {
                let ranged = RangedNumber(number: bound.number, range: bound.range)
                if places.updateValue(places[ranged] ?? ranges.count, forKey: ranged) == nil { ranges.append(ranged) }
            }
        }
        self.ranges = ranges
        self.places = places
    }

    /// One bit for a literal, so that one word tells of nearly all sets that they do not lie within another; several
    /// literals share it.
    @inline(__always)
    static func signature(of literal: Int) -> UInt64 {
        // A finding's absence stands a few whole words behind its presence.
        1 &<< UInt64(truncatingIfNeeded: (literal ^ literal &>> 6) & 63)
    }

    func literal(_ literal: Term.Literal) -> Int {
        literal.isPresent ? literal.finding : findingWords * 64 + literal.finding
    }

    /// The opposite of a finding's literal; nil for a range.
    func opposite(of literal: Int) -> Int? {
        guard literal < firstRange else { return nil }
        let absent = findingWords * 64
        return literal < absent ? literal + absent : literal - absent
    }

    /// All that a term asks for, the lowest first.
    func literals(of term: Term) -> [Int] {
        let ranges = term.bounds.compactMap { bound in
            places[RangedNumber(number: bound.number, range: bound.range)].map { firstRange + $0 }
        }
        return (term.literals.map(literal) + ranges).sorted()
    }

    /// What an answer settles directly.
    func literals(settledBy answer: PossibleAnswer) -> [Int] {
        answer.settings.map(literal) + ranges(where: true, answer)
    }

    /// What an answer rules out directly.
    func literals(ruledOutBy answer: PossibleAnswer) -> [Int] {
        answer.settings.map { literal(Term.Literal(finding: $0.finding, isPresent: !$0.isPresent)) }
            + ranges(where: false, answer)
    }

    private func ranges(where wanted: Bool, _ answer: PossibleAnswer) -> [Int] {
        answer.intervals.flatMap { interval in
            ranges.indices.filter { place in
                ranges[place].number == Int(interval.number.index)
                    && ranges[place].range.holds(low: interval.low, high: interval.high) == wanted
            }
        }.map { firstRange + $0 }
    }

    /// What follows from a literal by being the same with less said: wider ranges of the same number.
    func widerRanges(than literal: Int) -> [Int] {
        guard literal >= firstRange else { return [] }
        let own = ranges[literal - firstRange]
        return ranges.indices.filter { ranges[$0].number == own.number && ranges[$0].range.covers(own.range) }
            .map { firstRange + $0 }
    }
}
