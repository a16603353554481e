/// What is known of a finding. Not asked, left blank and not understood are all `unknown`, never `absent`.
package enum FindingState: UInt8, Sendable, CaseIterable {
    case unknown = 0
    case absent = 1
    case present = 2

    /// The word that rulesets and routing events use.
    package var name: StaticString {
        switch self {
        case .unknown: "unknown"
        case .absent: "absent"
        case .present: "present"
        }
    }
}
