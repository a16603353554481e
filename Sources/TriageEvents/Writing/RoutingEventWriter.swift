package import JSON

/// Writes the body of a routing event: the same value gives the same bytes on every machine.
package enum RoutingEventWriter {
    /// The name and version of the format, in the body's member `schema`.
    package static let schema: StaticString = "leg-triage.routing/1"

    /// Appends the event as one JSON object without line breaks.
    package static func write(_ event: borrowing RoutingEvent, into out: inout ByteWriter) {
        out.beginObject()
        out.name("schema")
        out.value(schema)
        out.name("eventId")
        event.eventID.writeValue(into: &out)
        out.name("submissionId")
        out.value(event.submissionID)
        out.name("patientRef")
        out.value(event.patientRef)
        out.name("submittedAt")
        writeSubmittedAt(event, into: &out)
        out.name("category")
        if let category = event.category {
            out.value(category.word)
        } else {
            out.null()
        }
        out.name("status")
        out.value(event.status.word)
        out.name("priority")
        out.value(event.priority.word)
        out.name("respondWithinSeconds")
        out.value(event.respondWithinSeconds)
        out.name("disposition")
        out.beginObject()
        out.name("code")
        out.value(event.dispositionCode)
        out.name("text")
        out.value(event.dispositionText)
        out.endObject()
        writeReasons(event, into: &out)
        writeScores(event, into: &out)
        writeOpenQuestions(event, into: &out)
        writeReview(event.review, into: &out)
        out.name("ruleset")
        out.beginObject()
        out.name("id")
        out.value(event.rulesetID)
        out.name("version")
        out.value(event.rulesetVersion)
        out.name("sha256")
        out.value(event.rulesetSHA256)
        out.endObject()
        out.name("engine")
        out.value(event.engine)
        out.endObject()
    }

    private static func writeSubmittedAt(_ event: borrowing RoutingEvent, into out: inout ByteWriter) {
        if let text = event.submittedAtText {
            out.value(text)
        } else if let instant = event.submittedAt {
            out.append(UInt8(ascii: "\""))
            instant.write(into: &out)
            out.append(UInt8(ascii: "\""))
        } else {
            out.null()
        }
    }

    private static func writeReasons(_ event: borrowing RoutingEvent, into out: inout ByteWriter) {
        out.name("reasons")
        out.beginArray()
        for reason in event.reasons {
            out.beginObject()
            out.name("rule")
            out.value(reason.rule)
            out.name("text")
            event.composedText.withUnsafeBufferPointer { composed in
                out.value(JSONText(composed)[reason.text])
            }
            out.name("sources")
            out.beginArray()
            for index in reason.sources {
                out.value(event.sources[index])
            }
            out.endArray()
            out.name("evidence")
            out.beginArray()
            for index in reason.evidence {
                write(event.evidence[index], into: &out)
            }
            out.endArray()
            out.endObject()
        }
        out.endArray()
    }

    private static func write(_ evidence: RoutingEvent.Evidence, into out: inout ByteWriter) {
        out.beginObject()
        out.name("finding")
        out.value(evidence.finding)
        out.name("state")
        switch evidence.state {
        case .present: out.value("present")
        case .absent: out.value("absent")
        case .unknown: out.value("unknown")
        case .between(let low, let high):
            out.value("present")
            // A bound that is infinite comes as null: the number has none on that side.
            out.name("low")
            out.value(low)
            out.name("high")
            out.value(high)
        }
        out.name("origin")
        switch evidence.origin {
        case .question(let path), .member(let path):
            out.value(path)
        case .span(let start, let end, let narrative):
            out.beginObject()
            out.name("start")
            out.value(start)
            out.name("end")
            out.value(end)
            if narrative != 0 {
                out.name("narrative")
                out.value(narrative)
            }
            out.endObject()
        }
        if let quote = evidence.quote {
            out.name("quote")
            out.value(quote)
        }
        out.endObject()
    }

    private static func writeScores(_ event: borrowing RoutingEvent, into out: inout ByteWriter) {
        out.name("scores")
        out.beginArray()
        for score in event.scores {
            out.beginObject()
            out.name("id")
            out.value(score.id)
            out.name("low")
            out.value(score.low)
            out.name("high")
            out.value(score.high)
            out.name("band")
            out.value(score.band.word)
            out.name("unknownItems")
            out.beginArray()
            for index in score.unknownItems {
                out.value(event.unknownItems[index])
            }
            out.endArray()
            out.endObject()
        }
        out.endArray()
    }

    private static func writeOpenQuestions(_ event: borrowing RoutingEvent, into out: inout ByteWriter) {
        out.name("openQuestions")
        out.beginArray()
        for question in event.openQuestions {
            out.beginObject()
            out.name("id")
            out.value(question.id)
            out.name("text")
            out.value(question.text)
            out.name("couldRaiseTo")
            out.beginObject()
            out.name("category")
            if let category = question.couldRaiseToCategory {
                out.value(category.word)
            } else {
                out.null()
            }
            out.name("priority")
            out.value(question.couldRaiseToPriority.word)
            out.endObject()
            out.endObject()
        }
        out.endArray()
    }

    private static func writeReview(_ review: ReviewFlags, into out: inout ByteWriter) {
        out.name("review")
        out.beginArray()
        var remaining = review.rawValue
        while remaining != 0 {
            if let flag = ReviewFlag(rawValue: UInt8(remaining.trailingZeroBitCount)) {
                out.value(flag.word)
            }
            remaining &= remaining - 1
        }
        out.endArray()
    }
}
