import Testing
import TriageEngine
import TriageEvaluation

struct LikenessLearnerTests {
    private static func sample(_ words: String, isLike: Bool) -> LikenessLearner.Sample {
        LikenessLearner.Sample(
            words: words.split(separator: " ").map { word in
                LikenessWord(spelling: String(word.drop { $0 == "!" }), isUnsaid: word.first == "!")
            }, isLike: isLike)
    }

    private static let samples = (0..<20).flatMap { _ in
        [
            sample("leg gasping", isLike: true), sample("leg grey", isLike: true),
            sample("leg aches", isLike: false), sample("leg !gasping", isLike: false), sample("leg", isLike: false),
        ]
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

    @Test func aWordOfFewTextsWeighsNothing() throws {
        let rare = (0..<5).map { _ in Self.sample("leg purple", isLike: true) }
        let learnt = try #require(LikenessLearner.learn(Self.samples + rare))
        #expect(Self.weight("purple", in: learnt) == nil)
    }

    @Test func learnsNothingFromTextsOfOneKind() {
        #expect(LikenessLearner.learn([]) == nil)
        #expect(LikenessLearner.learn(Self.samples.filter(\.isLike)) == nil)
        #expect(LikenessLearner.learn(Self.samples.filter { !$0.isLike }) == nil)
    }

    @Test func writesWhatTheLexiconReads() throws {
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
}
