package import JSON

/// Why a person should look at a routing event with more care. A closed list: consumers may rely on it.
@usableFromInline
package enum ReviewFlag: UInt8, Sendable, CaseIterable {
    /// Answers and narrative, or two values of one member, disagree; the more dangerous counted.
    case conflict
    /// There is text or answers, and nothing of it is about a leg.
    case outOfScope
    /// Too little to give a category.
    case insufficient
    /// The narrative is in a language that is not read.
    case unsupportedLanguage
    /// The form was not finished.
    case partialForm
    /// The form is not one the ruleset maps; its answers are unknown.
    case unknownForm
    /// Something could not be read and counts as unknown.
    case malformed
    /// The patient is under age.
    case minor
    /// Somebody else than the patient filled the form in.
    case thirdParty
    /// The submission was entered in error and taken back.
    case retracted
    /// The submission itself tells of an earlier contact about the same complaint.
    case repeatContact
    /// The text speaks of self-harm.
    case selfHarm
    /// A named exception lifted a rule.
    case exceptionApplied
    /// The engine failed on this submission.
    case assessmentFailed

    /// The word for it in routing events and rulesets.
    package var word: StaticString {
        switch self {
        case .conflict: "conflict"
        case .outOfScope: "out_of_scope"
        case .insufficient: "insufficient"
        case .unsupportedLanguage: "unsupported_language"
        case .partialForm: "partial_form"
        case .unknownForm: "unknown_form"
        case .malformed: "malformed"
        case .minor: "minor"
        case .thirdParty: "third_party"
        case .retracted: "retracted"
        case .repeatContact: "repeat_contact"
        case .selfHarm: "self_harm"
        case .exceptionApplied: "exception_applied"
        case .assessmentFailed: "assessment_failed"
        }
    }

    /// The flag of that word, nil if there is none.
    package init?(word: JSONText) {
        guard let found = Self.allCases.first(where: { word == $0.word }) else { return nil }
        self = found
    }
}
