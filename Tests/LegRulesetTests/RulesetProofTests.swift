import Testing
import TriageEngine
import TriageEvaluation

/// What the cases prove of each rule and exception in force.
struct RulesetProofTests {
    private static let proofs = Result { RulesetProofs(try LegRuleset.loaded.get(), .first) }

    @Test func everyRuleFiresInACaseNearlyFiresInOneAndIsNegatedInOne() throws {
        for proof in try Self.proofs.get().proofs {
            #expect(!proof.fires.isEmpty, "no case marked so fires \(proof.name)")
            #expect(!proof.nearly.isEmpty, "no case marked so nearly fires \(proof.name)")
            #expect(!proof.negated.isEmpty, "no case marked so negates \(proof.name)")
            #expect(proof.mismarked.isEmpty, "\(proof.complaint)")
        }
    }

    @Test func takingOutAnyRuleBreaksACase() throws {
        for proof in try Self.proofs.get().proofs {
            #expect(!proof.broken.isEmpty, "\(proof.name) can be taken out and every case comes out as written")
        }
    }
}
