import TriageEngine
import TriageEvents

extension ChainOutcome.DeadLetter {
    /// A record that was decided but whose routing event cannot be published. What should have gone into the lane
    /// `stat` keeps a red flag.
    init(unpublishable routed: ChainOutcome.Routed, code: IntakeRejection.Code) {
        self.init(rejection: IntakeRejection(code: code, path: "$"), hasRedFlag: routed.priority == .stat)
    }

    /// What a quarantined record becomes.
    init(quarantined outcome: ChainOutcome) {
        switch outcome {
        case .routed(let routed): self.init(unpublishable: routed, code: .outputRefused)
        case .deadLetter(let letter): self = letter
        }
    }
}
