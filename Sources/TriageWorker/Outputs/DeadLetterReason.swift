import TriageEngine
import TriageEvents

/// Why a record is a dead letter: what its headers say. Never content.
struct DeadLetterReason {
    var code: String
    var path: String
    var redFlag: Bool

    init(code: String, path: String, redFlag: Bool) {
        self.code = code
        self.path = path
        self.redFlag = redFlag
    }

    /// For a record whose output the broker refused, or with which no unit could be committed.
    init(quarantined outcome: ChainOutcome) {
        switch outcome {
        case .routed(let priority, _, _, _):
            self.init(code: "output_refused", path: "$", redFlag: priority == .stat)
        case .deadLetter(let code, let path, let redFlag):
            self.init(code: code.rawValue, path: path, redFlag: redFlag)
        }
    }
}
