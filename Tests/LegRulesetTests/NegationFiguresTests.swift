import Foundation
import TestSupport
import Testing
import TriageEngine
import TriageEvaluation

/// The lexicon's cues of negation on a public set of clinical sentences, which is not ours to pass on.
struct NegationFiguresTests {
    private static let path = PackageFolder.path + "/../shared/data/negex.tsv"

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: path),
            "the 2,376 sentences of the NegEx test set are not beside the package, at ../shared/data/negex.tsv"))
    func tellsNegatedFromAffirmedAsWellAsTheBestPublishedRules() throws {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: Self.path)))
        let report = NegationReport(
            try NegationSentenceReader.read(bytes), minimumF: 0.94, ruleset: try LegRuleset.loaded.get())
        let f = try #require(report.figures.f)
        #expect(f >= 0.94, "F is \(f)")
    }
}
