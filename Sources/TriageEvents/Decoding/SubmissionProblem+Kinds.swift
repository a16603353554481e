extension SubmissionProblem {
    /// The kinds of problem that a submission has, however often: cheap to carry along with each one.
    package struct Kinds: Equatable, Sendable {
        private var bits: UInt8 = 0

        /// None.
        package init() {}

        package var isEmpty: Bool { bits == 0 }

        /// By the code's place in `Code.allCases`.
        package func contains(index: Int) -> Bool { bits & (1 << UInt8(index)) != 0 }

        package mutating func insert(_ code: Code) {
            for (index, candidate) in Code.allCases.enumerated() where candidate == code { bits |= 1 << UInt8(index) }
        }
    }
}
