import Testing
import TriageEngine
import TriageEvaluation

struct LikenessLearnerTests {
    private static func sample(_ words: String, isLike: Bool, source: Int = 0) -> LikenessLearner.Sample {
        LikenessLearner.Sample(
            words: words.split(separator: " ").map { word in
                LikenessWord(spelling: String(word.drop { $0 == "!" }), isUnsaid: word.first == "!")
            }, isLike: isLike, source: source)
    }

    private static let samples = (0..<20).flatMap { number in
        [
            ("leg gasping", true), ("leg grey", true), ("leg aches", false), ("leg !gasping", false), ("leg", false),
        ].map { sample($0.0, isLike: $0.1, source: number % 3) }
    }

    private static func weight(_ spelling: String, isUnsaid: Bool = false, in learnt: LearntLikeness) -> Int? {
        learnt.weights.first { $0.word == LikenessWord(spelling: spelling, isUnsaid: isUnsaid) }?.weight
    }

    @Test func wordsOfThoseTextsWeighMoreThanNothingAndOthersLess() throws {
        let learnt = try #require(LikenessLearner.learn(Self.samples))
        let gasping = try #require(Self.weight("gasping", in: learnt))
        #expect(gasping > 0)
        #expect(learnt.start + gasping > 0, "one such word is enough where nothing speaks against it")
        #expect(learnt.start + (Self.weight("leg", in: learnt) ?? 0) < 0)
        #expect((Self.weight("aches", in: learnt) ?? 0) < 0)
        #expect((Self.weight("gasping", isUnsaid: true, in: learnt) ?? 0) < 0)
    }

    @Test func theOrderOfTheTextsChangesNothing() throws {
        let there = try #require(LikenessLearner.learn(Self.samples))
        let back = try #require(LikenessLearner.learn(Self.samples.reversed()))
        #expect(there.yaml(finding: "a") == back.yaml(finding: "a"))
    }

    @Test func aWordOfFewTextsOrOfFewWritersWeighsNothing() throws {
        let rare = (0..<5).map { Self.sample("leg purple", isLike: true, source: $0) }
        let owns = (0..<40).map { Self.sample("leg crimson", isLike: true, source: $0 % 2) }
        let common = (0..<6).map { Self.sample("leg scarlet", isLike: true, source: $0 % 3) }
        let learnt = try #require(LikenessLearner.learn(Self.samples + rare + owns + common))
        #expect(Self.weight("purple", in: learnt) == nil)
        #expect(Self.weight("crimson", in: learnt) == nil)
        #expect(Self.weight("scarlet", in: learnt) != nil)
    }

    @Test func whatIsTakenBackNeverSpeaksForIt() throws {
        let denied = (0..<40).map { Self.sample("leg !swelling", isLike: true, source: $0 % 3) }
        let learnt = try #require(LikenessLearner.learn(Self.samples + denied))
        #expect(Self.weight("swelling", isUnsaid: true, in: learnt) == nil)
        #expect(learnt.weights.allSatisfy { !$0.word.isUnsaid || $0.weight < 0 })
    }

    @Test func learnsNothingFromTextsOfOneKind() {
        #expect(LikenessLearner.learn([]) == nil)
        #expect(LikenessLearner.learn(Self.samples.filter(\.isLike)) == nil)
        #expect(LikenessLearner.learn(Self.samples.filter { !$0.isLike }) == nil)
    }

    @Test func writesTheHeaviestFirstAndQuotesWhatYAMLWouldReadOtherwise() throws {
        let learnt = LearntLikeness(
            start: -45,
            weights: [
                (LikenessWord(spelling: "no", isUnsaid: false), -20),
                (LikenessWord(spelling: "grey", isUnsaid: false), 50),
                (LikenessWord(spelling: "gasping", isUnsaid: false), 50),
                (LikenessWord(spelling: "gasping", isUnsaid: true), -15),
            ])
        #expect(
            learnt.yaml(finding: "alarming") == """
                likeness:
                  - finding: alarming
                    start: -45
                    said:
                      - {weight: 50, words: [gasping, grey]}
                      - {weight: -20, words: ["no"]}
                    unsaid:
                      - {weight: -15, words: [gasping]}

                """)
    }

    @Test func wrapsWhatIsLong() {
        let words = (0..<60).map { number in
            let letters = "\(number)".utf8.map { Character(UnicodeScalar($0 - 0x30 + 0x61)) }
            return (word: LikenessWord(spelling: "word" + String(letters), isUnsaid: false), weight: 20)
        }
        let lines = LearntLikeness(start: -10, weights: words).yaml(finding: "a").split(separator: "\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 120 })
        #expect(lines.count > 5)
        #expect(lines.last?.hasSuffix("]}") == true)
    }
}
