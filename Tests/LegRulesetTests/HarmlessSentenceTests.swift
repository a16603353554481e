import Foundation
import TestSupport
import Testing
import TriageEngine
import TriageEvaluation

/// A sentence that is harmless and about something else never takes a danger away.
struct HarmlessSentenceTests {
    /// At each place of each text the next of the sentences is tried; with `LEGTRIAGE_HARMLESS_SENTENCES=all`, all are.
    private static let triesAll = ProcessInfo.processInfo.environment["LEGTRIAGE_HARMLESS_SENTENCES"] == "all"

    /// Texts that still sink below some sentence at some place, and why.
    private static let known: [String: String] = [
        "b-222":
            "it names the calf in one sentence and says in the next what it feels there; a sentence between parts the two",
        "a-098": "its first sentence names no place, so toes that were named before are the place",
        "a-138": "its last sentence names no place, so toes that were named before are the place",
        "a-154": "it names no place at all, so toes that were named before are the place",
        "c-066":
            "what is hot is said of a mother's leg in a sentence of its own, so toes that were named before are the place",
        "j-081": "it names its side only as the same leg, and toes that were named before have both",
    ]

    /// The texts of the project's own sets that are labelled an emergency or a suspected clot.
    private static func dangers(_ ruleset: Ruleset) throws -> [LabelledCase] {
        let findings = Set(ruleset.vocabulary.findings.map(\.name))
        var dangers: [LabelledCase] = []
        // i and k are not read by anybody who writes the lexicon, and a test would print them.
        for set in "abcdefghj" {
            let file = "\(PackageFolder.path)/Tests/Corpora/voices-\(set).jsonl"
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
            let cases = try LabelledCaseReader.read(bytes) { findings.contains($0) }
            dangers += cases.filter { $0.label == .emergency || $0.label == .suspectedDVT }
        }
        return dangers
    }

    @Test func noDangerSinksBesideAHarmlessSentence() throws {
        let ruleset = try LegRuleset.loaded.get()
        let assessor = CaseAssessor(ruleset: ruleset)
        let dangers = try Self.dangers(ruleset)
        #expect(dangers.count > 800)
        var turn = 0
        for danger in dangers where Self.known[danger.id] == nil {
            guard case .text(let bytes) = danger.input else { continue }
            let told = String(decoding: bytes, as: UTF8.self)
            if CaseOutcome(danger, assessor.decide(danger)).isUnderTriaged { continue }
            for position in HarmlessSentence.Position.allCases {
                turn += 1
                let sentences =
                    Self.triesAll
                    ? HarmlessSentence.all : [HarmlessSentence.all[turn % HarmlessSentence.all.count]]
                for sentence in sentences {
                    guard let text = sentence.put(into: told, position) else { continue }
                    let mutant = danger.telling(text)
                    #expect(
                        !CaseOutcome(mutant, assessor.decide(mutant)).isUnderTriaged,
                        "\(danger.id), \(position.rawValue): \(sentence.text)")
                }
            }
        }
    }
}

extension LabelledCase {
    /// The same case with another text.
    fileprivate func telling(_ text: String) -> LabelledCase {
        LabelledCase(
            line: line, id: id, input: .text(Array(text.utf8)), submittedAt: submittedAt, label: label,
            acceptable: acceptable, minimumPriority: minimumPriority, findings: findings)
    }
}
