package import TriageEngine

/// What texts like some others are told with: a `likeness` of the lexicon, before it is written down.
package struct LearntLikeness: Sendable {
    /// In hundredths, as the weights: what a text without any of the words comes to.
    package let start: Int
    /// No word twice said or twice unsaid.
    package let weights: [(word: LikenessWord, weight: Int)]

    package init(start: Int, weights: [(word: LikenessWord, weight: Int)]) {
        self.start = start
        self.weights = weights
    }

    /// A file of the lexicon, with the heaviest words first.
    package func yaml(finding: String) -> String {
        var text = "likeness:\n  - finding: \(finding)\n    start: \(start)\n"
        for (key, isUnsaid) in [("said", false), ("unsaid", true)] {
            var words: [Int: [String]] = [:]
            for (word, weight) in weights where word.isUnsaid == isUnsaid {
                words[weight, default: []].append(word.spelling)
            }
            guard !words.isEmpty else { continue }
            text += "    \(key):\n"
            for (weight, words) in words.sorted(by: { $0.key > $1.key }) {
                text += Self.entry(weight, words.sorted())
            }
        }
        return text
    }

    private static func entry(_ weight: Int, _ words: [String]) -> String {
        var text = ""
        var line = "      - {weight: \(weight), words: ["
        for (index, word) in words.enumerated() {
            // A word that YAML would read as a truth or as nothing is quoted.
            let piece =
                ["yes", "no", "true", "false", "null", "on", "off", "y", "n"].contains(word) ? "\"\(word)\"" : word
            let isLast = index == words.count - 1
            if line.utf8.count + piece.utf8.count + 3 > width {
                text += line + "\n"
                line = "          "
            } else if index > 0 {
                line += " "
            }
            line += piece + (isLast ? "]}" : ",")
        }
        return text + line + "\n"
    }

    private static let width = 120
}
