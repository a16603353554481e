package import JSON

/// Parts of a routing event's body that are the same for every submission, written once and copied ever after: a body
/// consists of little else. Each function appends one part; `RoutingEventWriter` says where it goes.
package enum RoutingEventParts {
    /// What to do and by when, up to the first reason.
    package static func disposition(
        code: JSONText, text: JSONText, respondWithinSeconds: Int, into out: inout ByteWriter
    ) {
        out.append(",\"respondWithinSeconds\":")
        out.appendDecimal(respondWithinSeconds)
        out.append(",\"disposition\":{\"code\":")
        out.value(code)
        out.name("text")
        out.value(text)
        out.append("},\"reasons\":[")
    }

    /// A reason up to its text, which follows as a string's content.
    package static func reasonStart(rule: JSONText, into out: inout ByteWriter) {
        out.append("{\"rule\":")
        out.value(rule)
        out.append(",\"text\":\"")
    }

    /// What follows a reason's text, up to its first evidence.
    package static func reasonMiddle(sources: [JSONText], into out: inout ByteWriter) {
        out.append("\",\"sources\":[")
        for source in sources { out.value(source) }
        out.append("],\"evidence\":[")
    }

    /// What a piece of evidence says of a finding, up to its origin; `state` is `present`, `absent` or `unknown`.
    package static func evidenceStart(finding: JSONText, state: StaticString, into out: inout ByteWriter) {
        out.append("{\"finding\":")
        out.value(finding)
        out.name("state")
        out.value(state)
        out.append(",\"origin\":")
    }

    /// A piece of evidence for a number, up to its lower bound.
    package static func evidenceStart(number: JSONText, into out: inout ByteWriter) {
        out.append("{\"finding\":")
        out.value(number)
        out.append(",\"state\":\"present\",\"low\":")
    }

    /// The origin of a piece of evidence up to the place where its span starts.
    package static func spanStart(into out: inout ByteWriter) {
        out.append("{\"start\":")
    }

    /// A score up to its lower bound.
    package static func scoreStart(_ score: JSONText, into out: inout ByteWriter) {
        out.append("{\"id\":")
        out.value(score)
        out.append(",\"low\":")
    }

    /// An open question up to the category that it could raise to.
    package static func questionStart(_ question: JSONText, text: JSONText, into out: inout ByteWriter) {
        out.append("{\"id\":")
        out.value(question)
        out.name("text")
        out.value(text)
        out.append(",\"couldRaiseTo\":{\"category\":")
    }

    /// An open question from there to its end: the most serious category and the highest priority that an answer could
    /// lead to.
    package static func questionEnd(category: Category?, _ priority: Priority, into out: inout ByteWriter) {
        out.value(category.map { JSONText($0.word) })
        out.name("priority")
        out.value(priority.word)
        out.append("}}")
    }

    /// Everything after the review.
    package static func end(
        rulesetID: JSONText, version: JSONText, sha256: JSONText, engine: Int, into out: inout ByteWriter
    ) {
        out.append(",\"ruleset\":{\"id\":")
        out.value(rulesetID)
        out.name("version")
        out.value(version)
        out.name("sha256")
        out.value(sha256)
        out.append("},\"engine\":")
        out.appendDecimal(engine)
        out.append(UInt8(ascii: "}"))
    }
}
