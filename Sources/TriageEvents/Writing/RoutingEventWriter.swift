package import JSON

/// Writes the body of a routing event, one JSON object without line breaks: the same calls give the same bytes on every
/// machine.
///
/// The parts come in the order of the functions here, each list's elements one after the other. Texts named `part` are
/// made by `RoutingEventParts`.
package enum RoutingEventWriter {
    /// The name and version of the format, in the body's member `schema`.
    package static let schema: StaticString = "leg-triage.routing/1"

    /// Everything up to the first reason.
    package static func begin(_ head: borrowing RoutingEventHead, into out: inout ByteWriter) {
        out.beginObject()
        out.append("\"schema\":\"")
        out.append(schema)
        out.append("\",\"eventId\":\"")
        head.eventID.write(into: &out)
        out.append("\",\"submissionId\":")
        out.value(head.submissionID)
        out.append(",\"patientRef\":")
        out.value(head.patientRef)
        out.append(",\"submittedAt\":")
        writeSubmittedAt(head, into: &out)
        if let category = head.category {
            out.append(",\"category\":\"")
            out.append(category.word)
            out.append("\",\"status\":\"")
        } else {
            out.append(",\"category\":null,\"status\":\"")
        }
        out.append(head.status.word)
        out.append("\",\"priority\":\"")
        out.append(head.priority.word)
        out.append(UInt8(ascii: "\""))
        out.append(head.disposition)
    }

    private static func writeSubmittedAt(_ head: borrowing RoutingEventHead, into out: inout ByteWriter) {
        if let text = head.submittedAtText {
            out.value(text)
        } else if let instant = head.submittedAt {
            out.append(UInt8(ascii: "\""))
            instant.write(into: &out)
            out.append(UInt8(ascii: "\""))
        } else {
            out.null()
        }
    }

    /// Opens a reason. Its text follows: what is appended until `endText` must be the content of a JSON string. Both
    /// parts may hold some of the text already, or the first all of it and the second part, too.
    package static func beginReason(_ part: JSONText, into out: inout ByteWriter) {
        out.value(json: part)
    }

    /// Ends a reason's text; its evidence follows.
    package static func endText(_ part: JSONText, into out: inout ByteWriter) {
        out.append(part)
    }

    /// A whole piece of evidence, as the functions for its parts wrote it.
    @inline(__always)
    package static func evidence(_ part: JSONText, into out: inout ByteWriter) {
        out.write(atMost: part.count + 1) { cursor, last in
            cursor.separate(from: last)
            cursor.append(part)
        }
    }

    /// A whole piece of evidence from a span, without a quote: the same as `beginEvidence`, `origin` and `endEvidence`
    /// write. The part is what `RoutingEventParts` writes as `evidenceStart` and `spanStart`.
    package static func evidence(
        at part: JSONText, start: UInt32, end: UInt32, narrative: UInt32, into out: inout ByteWriter
    ) {
        out.write(atMost: part.count + 64) { cursor, last in
            cursor.separate(from: last)
            cursor.append(part)
            cursor.appendDecimal(start)
            cursor.append(",\"end\":")
            cursor.appendDecimal(end)
            if narrative != 0 {
                cursor.append(",\"narrative\":")
                cursor.appendDecimal(narrative)
            }
            cursor.append("}}")
        }
    }

    /// Opens a piece of evidence for a finding; its origin has to follow.
    package static func beginEvidence(finding part: JSONText, into out: inout ByteWriter) {
        out.value(json: part)
    }

    /// Opens a piece of evidence for a number that lies within bounds, both included; its origin has to follow. A bound
    /// that is infinite comes as null: the number has none on that side.
    package static func beginEvidence(
        number part: JSONText, low: Double, high: Double, into out: inout ByteWriter
    ) {
        out.value(json: part)
        out.value(low)
        out.name("high")
        out.value(high)
        out.append(",\"origin\":")
    }

    /// Evidence is an answer, given by the ruleset's question id, or another member of the submission, given by its
    /// path (`patient.sex`): a JSON string.
    package static func origin(_ json: JSONText, into out: inout ByteWriter) {
        out.append(json)
    }

    /// Evidence is a span: half-open UTF-8 byte offsets into a decoded narrative as it came. `narrative` counts from 0
    /// and is not 0 only where a submission has several.
    package static func origin(start: Int, end: Int, narrative: Int, into out: inout ByteWriter) {
        RoutingEventParts.spanStart(into: &out)
        out.appendDecimal(start)
        out.append(",\"end\":")
        out.appendDecimal(end)
        if narrative != 0 {
            out.append(",\"narrative\":")
            out.appendDecimal(narrative)
        }
        out.append(UInt8(ascii: "}"))
    }

    /// Ends a piece of evidence; with a quote only where the ruleset asks for quotes.
    package static func endEvidence(quote: JSONText? = nil, into out: inout ByteWriter) {
        if let quote {
            out.name("quote")
            out.value(quote)
        }
        out.append(UInt8(ascii: "}"))
    }

    /// Ends a reason.
    package static func endReason(into out: inout ByteWriter) {
        out.append("]}")
    }

    /// Ends the reasons; scores follow.
    package static func beginScores(into out: inout ByteWriter) {
        out.append("],\"scores\":[")
    }

    /// Opens a score, given as bounds; the names of its unknown items follow, as JSON strings.
    package static func beginScore(
        _ part: JSONText, low: Double, high: Double, band: ScoreBand, into out: inout ByteWriter
    ) {
        out.value(json: part)
        out.value(low)
        out.name("high")
        out.value(high)
        out.name("band")
        out.value(band.word)
        out.append(",\"unknownItems\":[")
    }

    /// Ends a score.
    package static func endScore(into out: inout ByteWriter) {
        out.append("]}")
    }

    /// Ends the scores; open questions follow.
    package static func beginOpenQuestions(into out: inout ByteWriter) {
        out.append("],\"openQuestions\":[")
    }

    /// A question whose answer could still change the assessment, with the part that says what an answer could lead to.
    package static func openQuestion(_ part: JSONText, _ end: JSONText, into out: inout ByteWriter) {
        out.value(json: part)
        out.append(end)
    }

    /// Ends the open questions, and the event.
    package static func end(review: ReviewFlags, _ part: JSONText, into out: inout ByteWriter) {
        out.append("],\"review\":[")
        var remaining = review.rawValue
        while remaining != 0 {
            if let flag = ReviewFlag(rawValue: UInt8(remaining.trailingZeroBitCount)) {
                out.value(flag.word)
            }
            remaining &= remaining - 1
        }
        out.append(UInt8(ascii: "]"))
        out.append(part)
    }
}
