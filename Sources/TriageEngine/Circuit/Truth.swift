/// A truth value as a byte, so ordered that the greatest of several is their disjunction.
enum Truth {
    static let isFalse: UInt8 = 0
    static let unknown: UInt8 = 1
    static let isTrue: UInt8 = 2

    static func byte(_ truth: Bool?) -> UInt8 {
        truth.map { $0 ? isTrue : isFalse } ?? unknown
    }
}
