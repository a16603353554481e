package import TriageEvents

/// The topics that the worker reads and writes.
package struct TopicNames: Sendable, Equatable {
    /// Read; one or several.
    package var intake: [String]
    /// Written: one lane per priority.
    package var stat: String
    package var asap: String
    package var urgent: String
    package var routine: String
    /// Written: what could not be decoded.
    package var deadLetters: String
    /// Written by the shadow, once a candidate runs.
    package var shadow: String
    /// Written by dashboards: what was done with an item.
    package var board: String

    /// The default names, each with `prefix` before it, so that a trial run disturbs nothing.
    package init(prefix: String = "") {
        intake = [prefix + "leg-intake.submissions"]
        stat = prefix + "leg-triage.routed.stat"
        asap = prefix + "leg-triage.routed.asap"
        urgent = prefix + "leg-triage.routed.urgent"
        routine = prefix + "leg-triage.routed.routine"
        deadLetters = prefix + "leg-intake.dead-letters"
        shadow = prefix + "leg-triage.shadow"
        board = prefix + "leg-triage.board"
    }

    /// The lane of a priority.
    package func lane(_ priority: Priority) -> String {
        switch priority {
        case .stat: stat
        case .asap: asap
        case .urgent: urgent
        case .routine: routine
        }
    }

    /// The lanes, the most urgent first, then the dead letters: what the worker cannot do without.
    package var outputs: [String] { [stat, asap, urgent, routine, deadLetters] }
}
