import Testing
import TriageEngine

/// The traps that readers of patients' words fall into, each with its case.
struct PitfallTests {
    /// The pitfalls of the research on free text, by the names that cases give them. The list must not shrink.
    private static let pitfalls = [
        // Words inside other words, and words that mean something else.
        "pe-in-speed", "pus-in-better", "fell-asleep", "clot-in-clothes", "faint-smell", "dvt-as-a-word",
        // Getting better is not absent.
        "no-longer-swollen", "swelling-gone-down",
        // What only looks like a denial, and what is one.
        "never-had-a-cramp-like-this", "not-only-swollen-but-hot", "no-pain-unless-i-walk",
        "cannot-say-it-is-not-swollen", "not-yesterday-but-today", "no-chest-pain-but-breathless", "chest-pain-no",
        "form-style", "not-short-of-breath-at-all", "no-problem-breathing",
        // Negations that deny nothing.
        "not-sure-if", "no-change", "no-better", "no-relief", "not-improving", "without-relief",
        // Cues of clinical texts that mean something else in patients' texts.
        "cramp-resolved", "unlikely", "free", "rule-out", "history", "worried-about-a-clot", "if-it-gets-red",
        // What keyboards and voices make of it, other languages, and orders to the program.
        "emoji", "voice-to-text", "autocorrect", "another-language", "orders-to-the-program",
    ]

    @Test func everyPitfallHasItsCase() throws {
        var found: Set<String> = []
        for item in try LegRuleset.loaded.get().cases {
            if case .pitfall(let name) = item.subject { found.insert(name) }
        }
        for name in Self.pitfalls { #expect(found.contains(name), "no case is about the pitfall \(name)") }
    }
}
