import Foundation
import Testing
import TriageEngine
import TriageEvents

/// The ruleset's own Wells score over every state of its nine items, against brute force.
struct WellsScoreTests {
    /// What makes each item true, and what must be denied for it to be false.
    private static let items: [(isTrue: [String], isFalse: [String])] = [
        (["active_cancer=true"], ["active_cancer=false"]),
        (["paralysis_or_cast=true"], ["paralysis_or_cast=false"]),
        (["surgery_12w=true"], ["bedridden_3d=false", "surgery_12w=false"]),
        (["calf_tenderness=true"], ["calf_tenderness=false", "calf_squeeze_positive=false"]),
        (["swelling_whole_leg=true"], ["swelling_whole_leg=false", "massive_leg_swelling=false"]),
        (["calf_difference_cm=3"], ["calf_difference_cm=2.9"]),
        (["pitting_unilateral=true"], ["pitting_unilateral=false"]),
        (["collateral_veins_new=true"], ["collateral_veins_new=false"]),
        (["prior_dvt_pe=true"], ["prior_dvt_pe=false"]),
    ]

    /// The leg's findings, definitions, rules and scores over a form that asks for each fact apart: its own form asks
    /// for several at a time, so that not every state can be told. No lexicon, which takes long to load and is not
    /// asked.
    private static func ruleset() throws -> Ruleset {
        var files: [(path: String, bytes: [UInt8])] = []
        let rules = try FileManager.default.contentsOfDirectory(atPath: LegRuleset.directory + "/rules").sorted()
        for path in ["ruleset", "findings", "definitions", "scores"].map({ $0 + ".yaml" })
            + rules.map({ "rules/" + $0 })
        {
            let file = URL(fileURLWithPath: LegRuleset.directory + "/" + path)
            files.append((path, Array(try Data(contentsOf: file))))
        }
        let whole = try LegRuleset.loaded.get()
        var questions = "questions:\n"
        for name in whole.vocabulary.findings.map(\.name) {
            questions += "  - {question: \(name), text: \(name), type: boolean, "
            questions += "answers: {\"true\": {\(name): present}, \"false\": {\(name): absent}}}\n"
        }
        questions += "  - {question: calf_difference_cm, text: difference, type: number, number: calf_difference_cm}\n"
        files.append(("questions.yaml", Array(questions.utf8)))
        files.append(("forms/leg-intake.yaml", Array("form: leg-intake\nquestions: all\n".utf8)))
        return try Ruleset.load(files: files)
    }

    @Test func boundsAndBandsAreThoseOfAllCompletions() throws {
        let ruleset = try Self.ruleset()
        let chain = TriageChain(ruleset: ruleset)
        let wells = try #require(ruleset.scores.first { $0.name == "wells" })
        try #require(wells.items.count == Self.items.count)
        // What the engine says of each of the 512 submissions in which nothing is unknown.
        var complete = [Double](repeating: 0, count: 1 << Self.items.count)
        for mask in complete.indices {
            let bounds = try Self.bounds(chain) { mask >> $0 & 1 == 1 }
            #expect(bounds.low == bounds.high && bounds.low == Double(mask.nonzeroBitCount), "\(mask): \(bounds)")
            complete[mask] = bounds.low
        }
        for state in 0..<19_683 {
            var known = 0
            var truths = 0
            var rest = state
            for index in Self.items.indices {
                if rest % 3 != 0 { known |= 1 << index }
                if rest % 3 == 2 { truths |= 1 << index }
                rest /= 3
            }
            // Every subset of what is unknown, from all of it down to none.
            let unknown = ~known & (complete.count - 1)
            var subset = unknown
            var (least, most) = (complete[truths], complete[truths])
            while subset != 0 {
                least = min(least, complete[truths | subset])
                most = max(most, complete[truths | subset])
                subset = (subset - 1) & unknown
            }
            let bounds = try Self.bounds(chain) { known >> $0 & 1 == 1 ? truths >> $0 & 1 == 1 : nil }
            let band = wells.band(low: bounds.low, high: bounds.high)
            let expected = least >= 2 ? ScoreBand.likely : most <= 1 ? .unlikely : .undetermined
            guard bounds.low == least, bounds.high == most, band == expected else {
                Issue.record("state \(state): \(bounds), \(band), not [\(least), \(most)]")
                return
            }
        }
    }

    private static func bounds(
        _ chain: TriageChain, _ isTrue: (Int) -> Bool?
    ) throws -> (low: Double, high: Double) {
        // The swelling opens the gate, without which no score is reported.
        var answers = ["\"swelling_unilateral\":true"]
        for (index, item) in items.enumerated() {
            guard let isTrue = isTrue(index) else { continue }
            for fact in isTrue ? item.isTrue : item.isFalse {
                let parts = fact.split(separator: "=")
                answers.append("\"\(parts[0])\":\(parts[1])")
            }
        }
        let json = "{\"submissionId\":\"w\",\"answers\":{\(answers.joined(separator: ","))}}"
        let view = Array(json.utf8).withUnsafeBytes { chain.decide(value: $0, headers: .none) }
        return try #require(view?.bounds(ofScore: "wells"))
    }
}
