/// Something that is known or not: a finding or a number, by its place in the vocabulary.
enum Fact: Hashable {
    case finding(Int)
    case number(Int)
}

/// Numbers all facts of a vocabulary, from 0 without gaps: findings first.
struct FactPlaces {
    let findingCount: Int
    let count: Int

    init(_ vocabulary: Vocabulary) {
        findingCount = vocabulary.findings.count
        count = vocabulary.findings.count + vocabulary.numbers.count
    }

    @inline(__always)
    subscript(fact: Fact) -> Int {
        switch fact {
        case .finding(let finding): finding
        case .number(let number): findingCount &+ number
        }
    }
}
