package import JSON

/// How sure the category is.
package enum Status: UInt8, Sendable, CaseIterable {
    /// Nothing more serious is left open.
    case established
    /// Something more serious is not excluded.
    case provisional
    /// No category can be given: too little, out of scope, a language that is not read.
    case undetermined

    /// The word for it in routing events.
    package var word: StaticString {
        switch self {
        case .established: "established"
        case .provisional: "provisional"
        case .undetermined: "undetermined"
        }
    }

    /// The status of that word, nil if there is none.
    package init?(word: JSONText) {
        guard let found = Self.allCases.first(where: { word == $0.word }) else { return nil }
        self = found
    }
}
