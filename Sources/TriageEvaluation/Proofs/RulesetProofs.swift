package import TriageEngine
import TriageEvents

/// What the worked examples of a ruleset prove of each of its rules, by running them, and by running them again without
/// each rule in turn.
package struct RulesetProofs: Sendable {
    /// How far to look for cases that a rule's removal breaks.
    package enum Extent: Sendable {
        /// To the first one that is decisive, or the first of all where none is; cases marked as about the rule go
        /// first.
        case first
        /// Through all cases.
        case all
    }

    /// One for each enabled rule, then for each enabled exception, in the order of the files.
    package let proofs: [RuleProof]

    package init(_ ruleset: Ruleset, _ extent: Extent) {
        let chain = TriageChain(ruleset: ruleset)
        let runs = ruleset.cases.compactMap { item in Self.decide(item, chain).map { Run(item: item, view: $0) } }
        let rules = ruleset.rules.filter(\.isEnabled).map { ($0.name, $0.condition) }
        let exceptions = ruleset.exceptions.filter(\.isEnabled).map { ($0.name, $0.condition) }
        proofs = (rules + exceptions).map { name, condition in
            var proof = RuleProof(name: name)
            for run in runs { Self.judge(run, name, condition, ruleset, &proof) }
            Self.takeOut(name, of: ruleset, runs, extent, &proof)
            return proof
        }
    }

    /// Those of which something is not proved.
    package var incomplete: [RuleProof] { proofs.filter { !$0.isComplete } }

    private struct Run {
        let item: RulesetCase
        let view: AssessmentView

        func isAbout(_ name: String) -> Bool {
            if case .rule(let rule, _) = item.subject { return rule == name }
            return false
        }
    }

    private static func decide(_ item: RulesetCase, _ chain: TriageChain) -> AssessmentView? {
        item.submission.withUnsafeBytes { chain.decide(value: $0, headers: .none) }
    }

    /// Notes whether a case is what its mark says of the rule.
    private static func judge(
        _ run: Run, _ name: String, _ condition: Condition, _ ruleset: Ruleset, _ proof: inout RuleProof
    ) {
        guard case .rule(name, let kind) = run.item.subject else { return }
        let reading = ConditionReading(ruleset, run.view)
        let fires = run.view.trueRules.contains(name) || run.view.appliedExceptions.contains(name)
        switch kind {
        case .fires where fires: proof.fires.append(run.item.name)
        case .nearly where !fires && reading.missing(in: condition) == 1: proof.nearly.append(run.item.name)
        case .negated where !fires && reading.truth(condition) == false: proof.negated.append(run.item.name)
        case .fires, .nearly, .negated: proof.mismarked.append((run.item.name, kind))
        }
    }

    /// A rule that is false changes nothing, so only cases in which it is true or left open are run without it.
    private static func takeOut(
        _ name: String, of ruleset: Ruleset, _ runs: [Run], _ extent: Extent, _ proof: inout RuleProof
    ) {
        let touched = runs.filter {
            $0.view.trueRules.contains(name) || $0.view.notExcludedRules.contains(name)
                || $0.view.appliedExceptions.contains(name)
        }
        let chain = TriageChain(ruleset: ruleset.disabling([name]))
        for run in touched.filter({ $0.isAbout(name) }) + touched.filter({ !$0.isAbout(name) }) {
            guard let view = decide(run.item, chain) else { continue }
            let mismatches = RulesetCases.mismatches(run.item.expectation, view)
            guard !mismatches.isEmpty else { continue }
            proof.broken.append(run.item.name)
            if mismatches.contains(where: { !Self.mentions.contains($0.what) }) { proof.decisive.append(run.item.name) }
            if extent == .first, !proof.decisive.isEmpty { return }
        }
    }

    /// What of an expectation only says that a rule was there.
    private static let mentions: Set<String> = ["rules", "notRules", "notExcluded"]
}
