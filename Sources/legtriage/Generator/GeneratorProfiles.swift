import TriageEngine
import YAML

/// Who writes what how often: read from a file, checked against the ruleset's questions.
struct GeneratorProfiles: Sendable {
    /// One kind of patient.
    struct Profile: Sendable {
        let name: String
        /// Among all profiles.
        let weight: Int
        /// Answers that this kind of patient gives: each a question with possible values as JSON.
        let answers: [(question: String, values: [String])]
        /// Sentences: one of each group is said, in this order.
        let story: [[String]]
    }

    let profiles: [Profile]
    /// Sentences that anybody may add.
    let asides: [String]

    init(_ root: YAMLNode, ruleset: Ruleset) throws(YAMLError) {
        guard let list = root["profiles"]?.elements, !list.isEmpty else {
            throw YAMLError(location: root.location, message: "needs a list of 'profiles'")
        }
        var profiles: [Profile] = []
        for node in list { profiles.append(try Self.profile(node, ruleset)) }
        self.profiles = profiles
        asides = try Self.texts(root["asides"])
    }

    private static func profile(_ node: YAMLNode, _ ruleset: Ruleset) throws(YAMLError) -> Profile {
        guard let name = node["profile"]?.text else {
            throw YAMLError(location: node.location, message: "a profile needs a name ('profile')")
        }
        guard let weight = node["weight"]?.plainText.flatMap({ Int($0) }), (1...10_000).contains(weight) else {
            throw YAMLError(location: node.location, message: "'\(name)' needs a 'weight' of 1 to 10000")
        }
        var answers: [(String, [String])] = []
        for member in node["answers"]?.members ?? [] {
            guard let question = ruleset.questions.first(where: { $0.name == member.key }) else {
                throw YAMLError(location: member.keyLocation, message: "the ruleset has no question '\(member.key)'")
            }
            var values: [String] = []
            for value in member.value.elements ?? [member.value] { values.append(try json(value, question)) }
            answers.append((member.key, values))
        }
        var story: [[String]] = []
        for group in node["story"]?.elements ?? [] { story.append(try texts(group)) }
        return Profile(name: name, weight: weight, answers: answers, story: story)
    }

    /// One possible answer as JSON; an option that the question does not have is refused.
    private static func json(_ node: YAMLNode, _ question: Question) throws(YAMLError) -> String {
        guard let text = node.text else { throw YAMLError(location: node.location, message: "an answer is one word") }
        switch question.kind {
        case .boolean where text == "true" || text == "false": return text
        case .number where Double(text) != nil: return text
        case .choice, .choices:
            guard question.options.contains(where: { $0.name == text }) else { break }
            return question.kind == .choice ? "\"\(text)\"" : "[\"\(text)\"]"
        default: break
        }
        throw YAMLError(location: node.location, message: "'\(text)' is no answer to \(question.name)")
    }

    private static func texts(_ node: YAMLNode?) throws(YAMLError) -> [String] {
        guard let node else { return [] }
        var texts: [String] = []
        for element in node.elements ?? [node] {
            guard let text = element.text else {
                throw YAMLError(location: element.location, message: "needs a sentence")
            }
            texts.append(text)
        }
        return texts
    }
}
