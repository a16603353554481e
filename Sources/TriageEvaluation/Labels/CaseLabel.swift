package import JSON
package import TriageEvents

/// What a reader of a text said it is: one of the four categories, or one of the two reasons for none.
package enum CaseLabel: UInt8, Sendable, CaseIterable {
    case cramp
    case veinIssue
    case suspectedDVT
    case emergency
    /// No complaint that this triage covers.
    case outOfScope
    /// Too vague for a category.
    case insufficient

    /// The word for it in files of labelled cases.
    package var word: StaticString {
        switch self {
        case .outOfScope: "out_of_scope"
        case .insufficient: "insufficient"
        case .cramp, .veinIssue, .suspectedDVT, .emergency: category?.word ?? ""
        }
    }

    /// The label of that word, nil if there is none.
    package init?(word: JSONText) {
        guard let found = Self.allCases.first(where: { word == $0.word }) else { return nil }
        self = found
    }

    /// The category it asks for; nil for the labels that ask for none, which the status `undetermined` answers.
    package var category: Category? {
        switch self {
        case .cramp: .cramp
        case .veinIssue: .veinIssue
        case .suspectedDVT: .suspectedDVT
        case .emergency: .emergency
        case .outOfScope, .insufficient: nil
        }
    }

    /// The priority below which the text is under-triaged.
    package var lowestPriority: Priority {
        switch self {
        case .emergency: .stat
        case .suspectedDVT: .asap
        case .cramp, .veinIssue, .outOfScope, .insufficient: .routine
        }
    }

    /// The priority above which the text is over-triaged. A harmless one may be `urgent`: a bare text leaves
    /// dangers open that nobody asked about.
    package var highestPriority: Priority {
        switch self {
        case .emergency: .stat
        case .suspectedDVT: .asap
        case .cramp, .veinIssue, .outOfScope, .insufficient: .urgent
        }
    }

    /// Whether alarming somebody about a text with this label can be a false alarm. Vague texts are left out: what
    /// they hide is not known.
    package var isHarmless: Bool {
        switch self {
        case .cramp, .veinIssue, .outOfScope: true
        case .suspectedDVT, .emergency, .insufficient: false
        }
    }
}
