/// A set of review flags, without order of its own; written in the order of the closed list.
@usableFromInline
package struct ReviewFlags: OptionSet, Sendable, Hashable {
    @usableFromInline package let rawValue: UInt32

    @inlinable
    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The set of one flag.
    @inlinable
    package init(_ flag: ReviewFlag) {
        self.rawValue = 1 << UInt32(flag.rawValue)
    }

    /// Whether the flag is in the set.
    @inlinable
    package func contains(_ flag: ReviewFlag) -> Bool {
        rawValue & ReviewFlags(flag).rawValue != 0
    }

    /// Adds a flag.
    @inlinable
    package mutating func insert(_ flag: ReviewFlag) {
        formUnion(ReviewFlags(flag))
    }

    /// Adds the flags of another set. Not left to `SetAlgebra`, whose default is not inlined into other targets.
    @inlinable
    package mutating func formUnion(_ other: ReviewFlags) {
        self = ReviewFlags(rawValue: rawValue | other.rawValue)
    }

    /// Whether there is no flag.
    @inlinable
    package var isEmpty: Bool { rawValue == 0 }

    /// The flags in the order of the closed list.
    package var inOrder: [ReviewFlag] {
        ReviewFlag.allCases.filter { contains($0) }
    }
}
