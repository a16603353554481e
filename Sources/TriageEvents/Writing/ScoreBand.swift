/// What a score's bounds amount to.
package enum ScoreBand: UInt8, Sendable, CaseIterable {
    case likely
    case unlikely
    case undetermined
    case notApplicable

    /// The word for it in routing events.
    package var word: StaticString {
        switch self {
        case .likely: "likely"
        case .unlikely: "unlikely"
        case .undetermined: "undetermined"
        case .notApplicable: "not_applicable"
        }
    }
}
