/// The dense index of a finding within one ruleset; meaningless in another.
package struct FindingID: Sendable, Hashable, Comparable {
    /// From 0, in the order of the ruleset's files.
    package let index: UInt16

    package init(index: UInt16) {
        self.index = index
    }

    package init(_ index: Int) {
        self.index = UInt16(index)
    }

    package static func < (left: FindingID, right: FindingID) -> Bool {
        left.index < right.index
    }
}
