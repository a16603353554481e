import JSON
package import TriageEngine
import TriageEvents

/// Puts labelled cases through the chain that the worker runs, from bytes to bytes, and reads the decision from what
/// would have been published. One assessor serves one thread.
package final class CaseAssessor {
    private let chain: TriageChain
    private let parser = JSONParser(byteLimit: 16 << 20)
    private var body = ByteWriter()
    private var submission = ByteWriter()

    package init(ruleset: Ruleset) {
        chain = TriageChain(ruleset: ruleset)
    }

    /// The outcomes of cases, in their order.
    package func outcomes(of cases: [LabelledCase]) -> [CaseOutcome] {
        cases.map { CaseOutcome($0, decide($0)) }
    }

    /// What the chain makes of one case. A bare text comes as the narrative of a form without answers.
    package func decide(_ labelled: LabelledCase) -> Decision {
        submission.removeAll()
        switch labelled.input {
        case .submission(let bytes):
            bytes.withUnsafeBytes { submission.append($0) }
        case .text(let text):
            submission.beginObject()
            submission.name("schema")
            submission.value("leg-intake/1" as StaticString)
            submission.name("submissionId")
            submission.value(labelled.id)
            submission.name("submittedAt")
            submission.value(labelled.submittedAt)
            submission.name("narrative")
            text.withUnsafeBytes { submission.value(JSONText($0)) }
            submission.endObject()
        }
        body.removeAll()
        switch chain.process(value: submission.bytes, headers: .none, into: &body) {
        case .deadLetter(let letter):
            return Decision(rejection: letter.rejection.code.rawValue)
        case .routed:
            let view = chain.view
            return Decision(
                Decision.Routing(category: view.category, status: view.status, priority: view.priority),
                reasons: reasons(), review: view.review.inOrder.map { "\($0.word)" },
                findings: view.findings.map { LabelledCase.LabelledFinding(name: $0.name, state: $0.state) })
        }
    }

    /// The reasons as the routing event gives them: what a reader of the lane would see.
    private func reasons() -> [Decision.Reason] {
        guard let event = try? parser.parse(body.bytes), let reasons = event["reasons"]?.elements else { return [] }
        return reasons.map { reason in
            Decision.Reason(
                rule: reason["rule"]?.text?.string ?? "",
                evidence: reason["evidence"]?.elements?.map(Self.evidence) ?? [])
        }
    }

    private static func evidence(_ entry: JSONValue) -> Decision.Evidence {
        var origin = entry["origin"]?.text?.string ?? ""
        if let start = entry["origin"]?["start"]?.integer, let end = entry["origin"]?["end"]?.integer {
            origin = "\(start)..<\(end)"
        }
        return Decision.Evidence(
            finding: entry["finding"]?.text?.string ?? "", state: entry["state"]?.text?.string ?? "", origin: origin)
    }
}
