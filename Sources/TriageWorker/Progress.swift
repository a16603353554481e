import Locking
package import TriageEvents

/// How far a run has come: what is committed, never what may still be dropped. May be used from any thread.
package final class Progress: Sendable {
    /// The figures at one moment, taken together.
    package struct Snapshot: Sendable, Equatable {
        /// Intake events done with.
        package var recordsIn = 0
        /// Routing events by `Priority.rawValue`.
        package var routed = [0, 0, 0, 0]
        /// Dead letters by code, in the order in which the codes came up.
        package var deadLettersByCode: [DeadLetters] = []
        /// Dead letters with a red flag.
        package var redFlags = 0
        /// Routing events without a category.
        package var undetermined = 0
        /// From the first record that was taken to the last commit; nil before that.
        package var busyTime: Duration?

        /// Dead letters of one code.
        package struct DeadLetters: Sendable, Equatable {
            package var code: String
            package var count: Int
        }

        /// Routing events in all lanes.
        package var routedInAll: Int { routed.reduce(0, +) }
        /// Dead letters of all codes.
        package var deadLettersInAll: Int { deadLettersByCode.reduce(0) { $0 + $1.count } }
        /// Whether each intake event has given exactly one output.
        package var isBalanced: Bool { recordsIn == routedInAll + deadLettersInAll }

        /// Routing events in one lane.
        package func routed(_ priority: Priority) -> Int { routed[Int(priority.rawValue)] }

        /// The sum, for people: `20,000 records in = 19,990 routed + 10 dead-lettered`.
        package var balance: String {
            let sign = isBalanced ? "=" : "≠"
            return "\(recordsIn) records in \(sign) \(routedInAll) routed + \(deadLettersInAll) dead-lettered"
        }
    }

    private struct State {
        var figures = Snapshot()
        var begin: Duration?
    }

    private let state = Lock(State())

    /// Nothing done yet.
    package init() {}

    /// The figures as of now.
    package var snapshot: Snapshot { state.withLock { $0.figures } }

    /// Records were taken for the first time at this moment, on a clock that never goes back; later calls change
    /// nothing.
    func begin(at now: Duration) {
        state.withLock { if $0.begin == nil { $0.begin = now } }
    }

    func count(_ tally: UnitTally, at now: Duration) {
        state.withLock { whole in
            if let begin = whole.begin { whole.figures.busyTime = now - begin }
            var state = whole.figures
            defer { whole.figures = state }
            state.recordsIn += tally.records
            for (lane, count) in tally.routed.enumerated() { state.routed[lane] += count }
            for (rejection, count) in tally.deadLetters {
                let code = rejection.rawValue
                if let index = state.deadLettersByCode.firstIndex(where: { $0.code == code }) {
                    state.deadLettersByCode[index].count += count
                } else {
                    state.deadLettersByCode.append(.init(code: code, count: count))
                }
            }
            state.redFlags += tally.redFlags
            state.undetermined += tally.undetermined
        }
    }
}
