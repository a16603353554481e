// Placeholder until the narrative reader lands in this folder, which replaces it.
package import YAML
/// Stands in for the lexicon.
package struct Lexicon: Sendable {
    package static func compile(
        files: [YAMLNode], vocabulary: Vocabulary, problems: inout [RulesetProblem]
    ) -> Lexicon { Lexicon() }
}
package struct NarrativeSummary: Sendable, Equatable {
    package var tokenCount = 0
    package var recognisedTokens = 0
    package var looksUnsupportedLanguage = false
    package var mentionsLegComplaint = false
    package var isEmpty: Bool { tokenCount == 0 }
    package init() {}
}
package final class NarrativeReader {
    package init(lexicon: Lexicon) {}
    package func read(
        _ text: UnsafeBufferPointer<UInt8>, submittedAtMilliseconds: Int64?, into ledger: inout EvidenceLedger
    ) -> NarrativeSummary { NarrativeSummary() }
}
