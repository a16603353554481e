import TriageEngine
import TriageEvents

/// What a unit did, counted when it is committed and forgotten when it is dropped.
struct UnitTally {
    var records = 0
    /// By `Priority.rawValue`.
    var routed = [0, 0, 0, 0]
    var undetermined = 0
    /// Routing events whose submissions had a problem of a kind, by the code's place in
    /// `SubmissionProblem.Code.allCases`.
    var problems = Array(repeating: 0, count: SubmissionProblem.Code.allCases.count)
    var skipped = ChainOutcome.Skipped()
    /// By code, in the order in which they came up.
    var deadLetters: [(code: IntakeRejection.Code, count: Int)] = []
    var redFlags = 0
    /// For each batch: nanoseconds per record for deciding and handing over, and the number of records.
    var batches: [(nanosecondsEach: Int64, records: Int)] = []
    /// For each output its lane (`Priority.rawValue`, or `deadLetterLane`) and its record's timestamp in milliseconds
    /// since 1970.
    var timestamps: [(lane: UInt8, milliseconds: Int64)] = []

    /// Stands for the dead letters where lanes are numbered.
    static let deadLetterLane: UInt8 = 4

    mutating func count(_ routed: ChainOutcome.Routed, timestamp: Int64?) {
        self.routed[Int(routed.priority.rawValue)] += 1
        if routed.status == .undetermined { undetermined += 1 }
        if !routed.problems.isEmpty {
            for index in problems.indices where routed.problems.contains(index: index) { problems[index] += 1 }
        }
        skipped.add(routed.skipped)
        if let timestamp { timestamps.append((routed.priority.rawValue, timestamp)) }
    }

    mutating func count(_ letter: ChainOutcome.DeadLetter, timestamp: Int64?) {
        let code = letter.rejection.code
        if let index = deadLetters.firstIndex(where: { $0.code == code }) {
            deadLetters[index].count += 1
        } else {
            deadLetters.append((code, 1))
        }
        if letter.hasRedFlag { redFlags += 1 }
        if let timestamp { timestamps.append((Self.deadLetterLane, timestamp)) }
    }
}
