/// The dense index of a question within one ruleset; meaningless in another.
package struct QuestionID: Sendable, Hashable, Comparable {
    /// From 0, in the order of the ruleset's files.
    package let index: UInt16

    package init(index: UInt16) {
        self.index = index
    }

    package init(_ index: Int) {
        self.index = UInt16(index)
    }

    package static func < (left: QuestionID, right: QuestionID) -> Bool {
        left.index < right.index
    }
}
