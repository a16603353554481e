import TriageEngine
import TriageEvents

/// What a unit did, counted when it is committed and forgotten when it is dropped.
struct UnitTally {
    var records = 0
    /// By `Priority.rawValue`.
    var routed = [0, 0, 0, 0]
    var undetermined = 0
    /// By code, in the order in which they came up.
    var deadLetters: [(code: String, count: Int)] = []
    var redFlags = 0
    /// For each batch: nanoseconds per record for deciding and handing over, and the number of records.
    var batches: [(nanosecondsEach: Int64, records: Int)] = []
    /// For each output its lane (`Priority.rawValue`, or `deadLetterLane`) and its record's timestamp in milliseconds since 1970.
    var timestamps: [(lane: UInt8, milliseconds: Int64)] = []

    /// Stands for the dead letters where lanes are numbered.
    static let deadLetterLane: UInt8 = 4

    mutating func count(_ outcome: ChainOutcome, timestamp: Int64?) {
        switch outcome {
        case .routed(let priority, _, let status, _):
            routed[Int(priority.rawValue)] += 1
            if status == .undetermined { undetermined += 1 }
            if let timestamp { timestamps.append((priority.rawValue, timestamp)) }
        case .deadLetter(let code, _, let redFlag):
            countDeadLetter(code.rawValue, redFlag: redFlag, timestamp: timestamp)
        }
    }

    mutating func countDeadLetter(_ code: String, redFlag: Bool, timestamp: Int64?) {
        if let index = deadLetters.firstIndex(where: { $0.code == code }) {
            deadLetters[index].count += 1
        } else {
            deadLetters.append((code, 1))
        }
        if redFlag { redFlags += 1 }
        if let timestamp { timestamps.append((Self.deadLetterLane, timestamp)) }
    }
}
