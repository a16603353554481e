/// A sentence that is harmless and about something else, put somewhere into a text.
struct HarmlessSentence {
    enum Position: String, CaseIterable {
        case front, middle, behind
    }

    static let all = [
        "I sometimes get cramps.", "Now and then I get a cramp in my toes at night.",
        "My varicose veins are unchanged for ten years.", "I have had spider veins since I was twenty.",
        "My blood pressure is back to normal.", "I had a bad sprain two years ago but that has completely healed.",
        "I broke my collarbone at school and it mended well.", "Thank you for reading this and have a nice day.",
        "I take omeprazole and an antihistamine every day.", "Can I book online for the flu jab?",
        "Do I need to fast before a blood test?", "The ultrasound of my liver was normal.",
        "I had a cold last week but that has gone.", "I had covid in the spring, it has gone completely.",
        "I am a teacher and I like my work.", "My dad had his veins stripped years ago.",
        "My son had a verruca on his foot but it cleared up.", "My husband is well.",
        "My neighbour gets cramps at night.", "A friend of mine had a clot years ago and made a full recovery.",
        "My back has been bad for years and that has not changed.", "I am allergic to penicillin.",
        "The eczema on my hands comes and goes.", "Our dog had a limp last month but the vet sorted it.",
        "My appendix came out when I was twelve.", "I used to get migraines but not any more.", "My arms are fine.",
        "I sleep badly, I always have.", "My last scare turned out to be a pulled muscle.",
        "Sometimes I get a headache, it goes after a tablet.", "I have always been healthy.",
    ].map { HarmlessSentence(text: $0) }

    let text: String

    /// The text with the sentence in it; nil where the text has no middle, being one sentence.
    func put(into told: String, _ position: Position) -> String? {
        switch position {
        case .front: return "\(text) \(told)"
        case .behind: return told.last.map { ".!?".contains($0) } == true ? "\(told) \(text)" : "\(told). \(text)"
        case .middle:
            let starts = Self.laterSentences(of: told)
            guard !starts.isEmpty else { return nil }
            let start = starts[starts.count / 2]
            return "\(told[..<start])\(text) \(told[start...])"
        }
    }

    /// Where the sentences after the first begin.
    private static func laterSentences(of text: String) -> [String.Index] {
        var starts: [String.Index] = []
        var isAfterEnd = false
        var isAfterSpace = false
        for index in text.indices {
            let character = text[index]
            if character.isWhitespace {
                isAfterSpace = true
                continue
            }
            if isAfterEnd && isAfterSpace { starts.append(index) }
            isAfterEnd = ".!?".contains(character)
            isAfterSpace = false
        }
        return starts
    }
}
