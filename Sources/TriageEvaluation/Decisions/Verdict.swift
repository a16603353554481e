package import TriageEvents

/// What a case was decided as: a column of the confusion matrix.
package enum Verdict: UInt8, Sendable, CaseIterable {
    case cramp
    case veinIssue
    case suspectedDVT
    case emergency
    case undetermined
    /// A dead letter.
    case rejected

    /// - Parameter category: Nil when undetermined.
    package init(_ category: Category?) {
        switch category {
        case .cramp: self = .cramp
        case .veinIssue: self = .veinIssue
        case .suspectedDVT: self = .suspectedDVT
        case .emergency: self = .emergency
        case nil: self = .undetermined
        }
    }

    /// The word for it in reports.
    package var word: StaticString {
        switch self {
        case .cramp: Category.cramp.word
        case .veinIssue: Category.veinIssue.word
        case .suspectedDVT: Category.suspectedDVT.word
        case .emergency: Category.emergency.word
        case .undetermined: Status.undetermined.word
        case .rejected: "rejected"
        }
    }
}
