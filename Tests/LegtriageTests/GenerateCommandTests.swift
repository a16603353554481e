import Foundation
import JSON
import Testing

@testable import legtriage

struct GenerateCommandTests {
    private func forms(_ bench: ProgramBench, seed: String, count: String = "400") throws -> [String] {
        #expect(bench.run("generate", "-n", count, "-s", seed, "-o", bench.path("forms-" + seed)) == 0)
        return try bench.read("forms-" + seed).split(separator: "\n").map(String.init)
    }

    @Test func theSameSeedGivesTheSameForms() throws {
        let bench = try ProgramBench()
        let first = try forms(bench, seed: "7")
        #expect(try forms(bench, seed: "7") == first)
        #expect(try forms(bench, seed: "8") != first)
        #expect(try forms(bench, seed: "7", count: "100") == Array(first.prefix(100)))
    }

    @Test func idsAreUniqueAndFormsAreOfTheUsualSize() throws {
        let bench = try ProgramBench()
        let forms = try forms(bench, seed: "7")
        let parser = JSONParser()
        var ids: Set<String> = []
        var answers = 0
        var narrative = 0
        for form in forms {
            try Array(form.utf8).withUnsafeBytes { bytes in
                let document = try parser.parse(bytes)
                ids.insert(document["submissionId"]?.text?.string ?? "")
                answers += document["answers"]?.members?.reduce(0) { count, _ in count + 1 } ?? 0
                narrative += document["narrative"]?.text?.count ?? 0
            }
        }
        #expect(ids.count == forms.count)
        #expect((36...40).contains(answers / forms.count))
        #expect((150...400).contains(narrative / forms.count))
        let bytes = forms.reduce(0) { $0 + $1.utf8.count } / forms.count
        #expect((900...1600).contains(bytes))
    }

    @Test func everyCategoryOccurs() throws {
        let bench = try ProgramBench()
        _ = try forms(bench, seed: "7")
        #expect(bench.run("classify", "-f", "json", "-o", bench.path("out"), bench.path("forms-7")) == 0)
        let text = try bench.read("out")
        for category in ["cramp", "vein_issue", "suspected_dvt", "emergency"] {
            #expect(text.contains("\"category\":\"\(category)\""))
        }
        #expect(text.contains("\"category\":null"))
    }

    @Test func refusesProfilesThatNameNoQuestion() throws {
        let bench = try ProgramBench()
        let file = try bench.write("p.yaml", "profiles:\n  - profile: a\n    weight: 1\n    answers: {no.such: x}\n")
        #expect(bench.run("generate", "-n", "1", "--profiles", file) == 2)
    }
}
