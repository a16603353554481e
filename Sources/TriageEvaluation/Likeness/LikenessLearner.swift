package import TriageEngine

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Learns from labelled texts by how much each word speaks for a finding: logistic regression over which words a text
/// has, with a penalty on large weights (ridge), fitted one weight at a time by Newton's steps.
///
/// The order of the texts and of their words changes nothing; whole numbers come out of it, so that small differences
/// between machines vanish.
package struct LikenessLearner {
    /// A text, as its words, and whether it tells of the finding.
    package struct Sample: Sendable {
        package let words: [LikenessWord]
        package let isLike: Bool
        /// The number of the file it is from: one writer's, as a rule.
        package let source: Int

        package init(words: [LikenessWord], isLike: Bool, source: Int) {
            self.words = words
            self.isLike = isLike
            self.source = source
        }
    }

    /// A word of fewer texts than this, or of fewer sources, says nothing: it may be one writer's way of telling things.
    private static let leastTexts = 6
    private static let leastSources = 3
    /// The penalty: how strongly weights are held near zero.
    private static let ridge = 2.5
    private static let rounds = 60
    /// Weights come out as multiples of this, in hundredths; below three of them, not at all.
    private static let step = 5.0

    private let words: [LikenessWord]
    /// By word, the texts that have it.
    private let textsOfWord: [[Int]]
    private let isLike: [Bool]

    private init(_ samples: [Sample]) {
        var counts: [LikenessWord: (texts: Int, sources: Set<Int>)] = [:]
        for sample in samples {
            for word in sample.words {
                counts[word, default: (0, [])].texts += 1
                counts[word, default: (0, [])].sources.insert(sample.source)
            }
        }
        let frequent = counts.filter { $1.texts >= Self.leastTexts && $1.sources.count >= Self.leastSources }
        words = frequent.map(\.key).sorted {
            ($0.spelling, $0.isUnsaid ? 1 : 0) < ($1.spelling, $1.isUnsaid ? 1 : 0)
        }
        let numbers = Dictionary(uniqueKeysWithValues: words.enumerated().map { ($1, $0) })
        var textsOfWord = [[Int]](repeating: [], count: words.count)
        for (text, sample) in samples.enumerated() {
            for word in sample.words { if let number = numbers[word] { textsOfWord[number].append(text) } }
        }
        self.textsOfWord = textsOfWord
        isLike = samples.map(\.isLike)
    }

    /// What the samples teach; nil unless some of them tell of the finding and some do not.
    package static func learn(_ samples: [Sample]) -> LearntLikeness? {
        guard samples.contains(where: \.isLike), samples.contains(where: { !$0.isLike }) else { return nil }
        return LikenessLearner(samples).fit()
    }

    private func fit() -> LearntLikeness {
        /// By text, the logarithm of its odds so far.
        var odds = [Double](repeating: 0, count: isLike.count)
        var start = 0.0
        var weights = [Double](repeating: 0, count: words.count)
        for _ in 0..<Self.rounds {
            let change = newton(isLike.indices, odds, weight: 0, ridge: 0)
            start += change
            for text in isLike.indices { odds[text] += change }
            for word in words.indices {
                var change = newton(textsOfWord[word], odds, weight: weights[word], ridge: Self.ridge)
                // What a text takes back must not speak for what it takes back.
                if words[word].isUnsaid { change = min(change, -weights[word]) }
                weights[word] += change
                for text in textsOfWord[word] { odds[text] += change }
            }
        }
        let kept = zip(words, weights).map { (word: $0, weight: Self.hundredths($1)) }.filter {
            abs($0.weight) >= 3 * Int(Self.step)
        }
        return LearntLikeness(start: Self.hundredths(start), weights: kept)
    }

    /// By how much one weight has to change, the others staying as they are.
    private func newton(_ texts: some Sequence<Int>, _ odds: [Double], weight: Double, ridge: Double) -> Double {
        var slope = ridge * weight
        var curvature = ridge
        for text in texts {
            let likelihood = 1 / (1 + exp(-odds[text]))
            slope += likelihood - (isLike[text] ? 1 : 0)
            curvature += likelihood * (1 - likelihood)
        }
        // A step of more than one could leave where the curvature holds.
        return curvature > 0 ? min(max(-slope / curvature, -1), 1) : 0
    }

    private static func hundredths(_ weight: Double) -> Int {
        Int((weight * 100 / step).rounded() * step)
    }
}
