import Foundation
import TriageEngine

/// A submission that can be changed answer by answer.
struct Draft {
    struct Answer: Equatable {
        /// The question's name.
        let question: String
        /// The value as JSON.
        let value: String
    }

    /// The case it started from, for a reader of a failure.
    let origin: String
    var answers: [Answer] = []
    var narrative: String?
    /// The member `patient` as JSON.
    var patient = "{}"
    var submittedAt: String?

    init(origin: String) { self.origin = origin }

    /// The submission of a worked case.
    init(_ item: RulesetCase) throws {
        origin = item.name
        let object = try JSONSerialization.jsonObject(with: Data(item.submission)) as? [String: Any] ?? [:]
        for (question, value) in (object["answers"] as? [String: Any] ?? [:]).sorted(by: { $0.key < $1.key }) {
            answers.append(Answer(question: question, value: try Self.json(value)))
        }
        narrative = object["narrative"] as? String
        submittedAt = object["submittedAt"] as? String
        if let patient = object["patient"] { self.patient = try Self.json(patient) }
    }

    private static func json(_ value: Any) throws -> String {
        let data = try JSONSerialization.data(withJSONObject: value, options: [.fragmentsAllowed, .sortedKeys])
        return String(decoding: data, as: UTF8.self)
    }

    /// The submission in our own JSON.
    var bytes: [UInt8] {
        var text = "{\"submissionId\":\"p\",\"patient\":"
        text += patient
        if let submittedAt { text += ",\"submittedAt\":\"" + submittedAt + "\"" }
        text += ",\"answers\":{"
        for (index, answer) in answers.enumerated() {
            if index > 0 { text += "," }
            text += "\""
            text += answer.question
            text += "\":"
            text += answer.value
        }
        text += "}"
        if let narrative {
            text += ",\"narrative\":\""
            Self.append(narrative, to: &text)
            text += "\""
        }
        text += "}"
        return Array(text.utf8)
    }

    /// JSON's escapes, which few texts need: Foundation's encoder would cost more than the decision.
    private static func append(_ narrative: String, to text: inout String) {
        if narrative.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            text += narrative
            return
        }
        for scalar in narrative.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            default: if scalar.value >= 0x20 { text.unicodeScalars.append(scalar) }
            }
        }
    }

    func hasAnswer(to question: String) -> Bool { answers.contains { $0.question == question } }

    /// The same with another answer to a question, whether or not it had one.
    func answering(_ question: String, _ value: String) -> Draft {
        var draft = self
        let answer = Answer(question: question, value: value)
        if let place = draft.answers.firstIndex(where: { $0.question == question }) {
            draft.answers[place] = answer
        } else {
            draft.answers.append(answer)
        }
        return draft
    }

    func without(_ question: String) -> Draft {
        var draft = self
        draft.answers.removeAll { $0.question == question }
        return draft
    }

    /// The same with one more paragraph.
    func telling(_ sentence: String, first: Bool = false) -> Draft {
        var draft = self
        guard let narrative else {
            draft.narrative = sentence
            return draft
        }
        draft.narrative = first ? sentence + "\n\n" + narrative : narrative + "\n\n" + sentence
        return draft
    }
}

extension Draft: CustomStringConvertible {
    var description: String { "\(origin): " + String(decoding: bytes, as: UTF8.self) }
}
