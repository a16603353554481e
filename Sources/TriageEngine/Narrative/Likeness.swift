/// What whole texts sound like that tell of one finding: by how much each word speaks for it, however little it says
/// alone.
///
/// Phrases hear what somebody foresaw. A likeness hears that "gone a funny grey and making no sense, lying in the
/// kitchen" sounds as emergencies do, though no phrase of it is known. It can only add: it knows no time, no place and
/// no person, so what it finds is a reason to read the text, not a diagnosis. Weights are whole numbers, hundredths of
/// a logarithm of odds, so that the sum is the same on every machine.
struct Likeness: Sendable {
    /// What one word adds to the sum, once a text.
    struct Weight: Sendable {
        var said: Int16 = 0
        /// What it adds where the text takes it back: denied, doubted, over, another's.
        var unsaid: Int16 = 0
    }

    /// Present where the sum is above zero, otherwise absent.
    let finding: FindingID
    /// What a text without any of the words comes to.
    let start: Int
    /// By the lexicon's number for the word.
    let weights: [Weight]

    /// Bounds of a weight and of the start: beyond them one word would decide.
    static let bounds = -2000...2000
}
