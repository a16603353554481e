package import JSON

/// What a leg complaint looks like, from the least to the most serious.
package enum Category: UInt8, Sendable, CaseIterable, Comparable {
    case cramp
    case veinIssue
    case suspectedDVT
    case emergency

    /// The word for it in routing events, rulesets and labelled cases.
    package var word: StaticString {
        switch self {
        case .cramp: "cramp"
        case .veinIssue: "vein_issue"
        case .suspectedDVT: "suspected_dvt"
        case .emergency: "emergency"
        }
    }

    /// The category of that word, nil if there is none.
    package init?(word: JSONText) {
        guard let found = Self.allCases.first(where: { word == $0.word }) else { return nil }
        self = found
    }

    /// Less serious before more serious.
    package static func < (left: Category, right: Category) -> Bool {
        left.rawValue < right.rawValue
    }
}
