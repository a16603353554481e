/// A set of review flags, without order of its own; written in the order of the closed list.
package struct ReviewFlags: OptionSet, Sendable, Hashable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The set of one flag.
    package init(_ flag: ReviewFlag) {
        self.rawValue = 1 << UInt32(flag.rawValue)
    }

    /// Whether the flag is in the set.
    package func contains(_ flag: ReviewFlag) -> Bool {
        contains(ReviewFlags(flag))
    }

    /// Adds a flag.
    package mutating func insert(_ flag: ReviewFlag) {
        formUnion(ReviewFlags(flag))
    }

    /// The flags in the order of the closed list.
    package var inOrder: [ReviewFlag] {
        ReviewFlag.allCases.filter { contains($0) }
    }
}
