import YAML

/// What whole texts sound like that tell of one finding: by how much each word speaks for it, however little it says
/// alone.
///
/// Phrases hear what somebody foresaw. A likeness hears that "had to hang my head out of the window to get any air"
/// sounds as emergencies do, though no phrase of it is known. It knows no time, no place and no person, so what it finds
/// is a reason to read the text, not a diagnosis. Weights are whole numbers, hundredths of a logarithm of odds, so that
/// the sum is the same on every machine.
struct Likeness: Sendable {
    /// What one word adds to the sum, once a text.
    struct Weight: Sendable {
        var said: Int16 = 0
        /// What it adds where the text takes it back: denied, doubted, over, another's, beside the matter.
        var unsaid: Int16 = 0
    }

    /// Present where the sum is above zero, otherwise absent. Nothing else makes it known.
    let finding: FindingID
    /// What a text without any of the words comes to; 0 or less.
    let start: Int
    /// By the lexicon's number for the word.
    let weights: [Weight]
    let location: YAMLLocation

    /// Bounds of a weight, and the lower one of the start: far more than anything learnt needs.
    static let bounds = -2000...2000
}
