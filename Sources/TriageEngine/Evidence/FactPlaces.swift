/// Numbers all facts of a vocabulary, which are known or not, from 0 without gaps: findings first, then numbers.
struct FactPlaces {
    let findingCount: Int
    let count: Int

    init(_ vocabulary: Vocabulary) {
        findingCount = vocabulary.findings.count
        count = vocabulary.findings.count + vocabulary.numbers.count
    }

    /// The finding at a place; nil where a number stands.
    @inline(__always)
    func finding(at place: Int) -> Int? { place < findingCount ? place : nil }

    /// The number at a place behind the findings.
    @inline(__always)
    func number(at place: Int) -> Int { place &- findingCount }

    @inline(__always)
    func place(ofNumber number: Int) -> Int { findingCount &+ number }
}
