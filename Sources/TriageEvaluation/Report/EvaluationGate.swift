/// A bound that the figures must keep. Named as the option that sets it, so that a failure says which to look at.
package enum EvaluationGate: Sendable, Equatable {
    /// At most so many under-triaged cases among those labelled `emergency`.
    case maxMissedEmergencies(Int)
    /// At most so many under-triaged cases among those labelled `suspected_dvt`.
    case maxMissedDVT(Int)
    /// At most this share (0 to 1) of the cramp, vein and out-of-scope cases.
    case maxFalseAlarms(Double)
    /// At least this share (0 to 1) of the cases labelled with a category.
    case minStrict(Double)
    /// At least this share (0 to 1) of the cases labelled with a category.
    case minLenient(Double)

    /// Whether a gate held, and what was measured.
    package struct Result: Sendable, Equatable {
        package let gate: EvaluationGate
        package let measured: Proportion
        /// False also when there was nothing to measure: a gate that nothing can fail guards nothing.
        package let passes: Bool
    }

    /// The option that sets it, without dashes.
    package var name: StaticString {
        switch self {
        case .maxMissedEmergencies: "max-missed-emergencies"
        case .maxMissedDVT: "max-missed-dvt"
        case .maxFalseAlarms: "max-false-alarms"
        case .minStrict: "min-strict"
        case .minLenient: "min-lenient"
        }
    }

    /// The bound: a number of cases or a share from 0 to 1.
    package var bound: Double {
        switch self {
        case .maxMissedEmergencies(let cases), .maxMissedDVT(let cases): Double(cases)
        case .maxFalseAlarms(let share), .minStrict(let share), .minLenient(let share): share
        }
    }

    /// Whether the figures keep the bound.
    package func result(for figures: EvaluationFigures) -> Result {
        let measured: Proportion
        let isKept: Bool
        switch self {
        case .maxMissedEmergencies(let limit):
            measured = figures[.emergency].underTriaged
            isKept = measured.count <= limit
        case .maxMissedDVT(let limit):
            measured = figures[.suspectedDVT].underTriaged
            isKept = measured.count <= limit
        case .maxFalseAlarms(let limit):
            measured = figures.falseAlarms
            isKept = measured.share.map { $0 <= limit } ?? false
        case .minStrict(let limit):
            measured = figures.strictInCategory
            isKept = measured.share.map { $0 >= limit } ?? false
        case .minLenient(let limit):
            measured = figures.lenientInCategory
            isKept = measured.share.map { $0 >= limit } ?? false
        }
        return Result(gate: self, measured: measured, passes: isKept && measured.total > 0)
    }
}
