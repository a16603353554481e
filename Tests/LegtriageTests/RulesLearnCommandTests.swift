import Foundation
import Testing

@testable import legtriage

struct RulesLearnCommandTests {
    private static let texts = (0..<8).map { number in
        """
        {"id": "a\(number)", "text": "my leg is zinc and cannae be wobbling", "category": "emergency"}
        {"id": "b\(number)", "text": "my leg aches", "category": "vein_issue"}
        {"id": "c\(number)", "text": "my leg is blithe", "category": "insufficient", "minPriority": "stat"}

        """
    }.joined()

    @Test func printsALikenessThatTheLexiconTakes() throws {
        let bench = try ProgramBench()
        // Three files are three writers.
        let texts = try (0..<3).map { try bench.write("texts-\($0).jsonl", Self.texts) }
        let words = ["rules", "learn", "--finding", "reads_like_emergency", "--at-least", "stat", "-q"]
        let folder = bench.path("leg")
        try FileManager.default.copyItem(atPath: ProgramBench.root + "/config/rulesets/leg", toPath: folder)
        let file = folder + "/lexicon/98-likeness.yaml"
        #expect(bench.run(words + ["-o", file] + texts) == 0)
        #expect(bench.run("rules", "check", folder) == 0)
        let learnt = try bench.read("leg/lexicon/98-likeness.yaml")
        #expect(learnt.hasPrefix("likeness:\n  - finding: reads_like_emergency\n    start: "))
        let aches = try #require(learnt.range(of: "aches"))
        for word in ["zinc", "wobbling", "blithe", "cant"] {
            let place = try #require(learnt.range(of: word), "\(word)")
            #expect(place.lowerBound < aches.lowerBound, "the heaviest stand first: \(word)")
        }
    }

    @Test(arguments: [
        ["--at-least", "stat"], ["--finding", "no_such_thing", "--at-least", "stat"],
        ["--finding", "reads_like_emergency"], ["--finding", "reads_like_emergency", "--at-least", "soon"],
        // Nothing is routine at least that is not: all texts would be alike.
        ["--finding", "reads_like_emergency", "--at-least", "routine"],
    ])
    func refusesWhatDoesNotSayWhatToLearn(_ words: [String]) throws {
        let bench = try ProgramBench()
        let texts = try bench.write("texts.jsonl", Self.texts)
        #expect(bench.run(["rules", "learn"] + words + [texts]) == 2)
    }

    @Test func refusesTextsThatAreNotLabelled() throws {
        let bench = try ProgramBench()
        let words = ["rules", "learn", "--finding", "reads_like_emergency", "--at-least", "stat"]
        #expect(bench.run(words + [bench.path("nowhere.jsonl")]) == 2)
        #expect(bench.run(words + [try bench.write("a.jsonl", "{\"id\": \"a\", \"text\": \"b\"}\n")]) == 2)
        #expect(bench.run(words) == 2, "no file")
    }
}
