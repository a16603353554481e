package import JSON

/// How soon, as FHIR's request-priority orders it: `asap` is more urgent than `urgent`.
package enum Priority: UInt8, Sendable, CaseIterable, Comparable {
    case routine
    case urgent
    case asap
    case stat

    /// The word for it in routing events, lane names and rulesets.
    package var word: StaticString {
        switch self {
        case .routine: "routine"
        case .urgent: "urgent"
        case .asap: "asap"
        case .stat: "stat"
        }
    }

    /// The priority of that word, nil if there is none.
    package init?(word: JSONText) {
        guard let found = Self.allCases.first(where: { word == $0.word }) else { return nil }
        self = found
    }

    /// Less urgent before more urgent.
    package static func < (left: Priority, right: Priority) -> Bool {
        left.rawValue < right.rawValue
    }
}
