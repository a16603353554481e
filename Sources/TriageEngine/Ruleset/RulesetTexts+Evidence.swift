import JSON
import TriageEvents

/// Statements as evidence of a routing event.
extension RulesetTexts {
    /// Appends one piece of evidence, with a quote only where one is given.
    func write(
        _ entry: EvidenceEntry, quote: JSONText?, into out: inout ByteWriter
    ) {
        if quote == nil, case .span(let start, let end) = entry.origin, entry.kind != .number {
            let finding = findings[Int(entry.subject)]
            let part =
                switch entry.kind {
                case .present: finding.presentAt
                case .absent: finding.absentAt
                case .doubt, .number: finding.unknownAt
                }
            // Offsets and places are never negative.
            RoutingEventWriter.evidence(
                at: part, start: UInt32(bitPattern: start), end: UInt32(bitPattern: end),
                narrative: UInt32(bitPattern: entry.narrative), into: &out)
        } else {
            writeStatement(entry.statement, into: &out)
            writeOrigin(entry, into: &out)
            RoutingEventWriter.endEvidence(quote: quote, into: &out)
        }
    }

    private func writeStatement(
        _ statement: EvidenceEntry.Statement, into out: inout ByteWriter
    ) {
        switch statement {
        case .finding(let finding, let state):
            let parts = findings[Int(finding.index)]
            RoutingEventWriter.beginEvidence(finding: state == .present ? parts.present : parts.absent, into: &out)
        case .doubt(let finding):
            RoutingEventWriter.beginEvidence(finding: findings[Int(finding.index)].unknown, into: &out)
        case .number(let number, let low, let high):
            RoutingEventWriter.beginEvidence(
                number: numbers[Int(number.index)].evidence, low: low, high: high, into: &out)
        }
    }

    private func writeOrigin(_ entry: EvidenceEntry, into out: inout ByteWriter) {
        switch entry.origin {
        case .question(let question):
            RoutingEventWriter.origin(questionOrigins[Int(question.index)], into: &out)
        case .member(let member):
            RoutingEventWriter.origin(memberOrigins[Int(member.rawValue)], into: &out)
        case .span(let start, let end):
            RoutingEventWriter.origin(
                start: Int(start), end: Int(end), narrative: Int(entry.narrative), into: &out)
        }
    }
}
