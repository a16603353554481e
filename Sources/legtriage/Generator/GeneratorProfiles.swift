import TriageEngine
import YAML

/// Who writes what how often: read from a file, checked against the ruleset's questions.
struct GeneratorProfiles: Sendable {
    /// A question with possible answers as JSON.
    typealias Answer = (question: String, values: [String])

    /// One kind of patient.
    struct Profile: Sendable {
        let name: String
        /// Among all profiles.
        let weight: Int
        /// In years.
        let ages: ClosedRange<Int>
        /// Words of the submission's `sex`, one of which is drawn.
        let sexes: [String]
        /// Answers that this kind of patient gives.
        let answers: [Answer]
        /// Sentences: one of each group is said, in this order. An empty one says nothing.
        let story: [[String]]
    }

    /// How many people leave questions out, and how many of their questions; both of a hundred.
    struct Silence: Sendable {
        var people = 0
        var questions = 0
    }

    let profiles: [Profile]
    /// Answers that everybody gives whose profile says nothing of the question.
    let common: [Answer]
    /// Questions that nobody is asked whose profile says nothing of them.
    let unasked: Set<String>
    let silence: Silence
    /// Sentences that anybody may add.
    let asides: [String]

    init(_ root: YAMLNode, ruleset: Ruleset) throws(YAMLError) {
        guard let list = root["profiles"]?.elements, !list.isEmpty else {
            throw YAMLError(location: root.location, message: "needs a list of 'profiles'")
        }
        var profiles: [Profile] = []
        for node in list { profiles.append(try Self.profile(node, ruleset)) }
        self.profiles = profiles
        common = try Self.answers(root["common"], ruleset)
        unasked = Set(try Self.texts(root["unasked"]))
        for name in unasked.sorted() {
            _ = try Self.question(name, at: root["unasked"]?.location ?? root.location, ruleset)
        }
        let share = 0...100
        silence = Silence(
            people: try Self.number(root["silence"]?["people"], within: share) ?? 0,
            questions: try Self.number(root["silence"]?["questions"], within: share) ?? 0)
        asides = try Self.texts(root["asides"])
    }

    private static func profile(_ node: YAMLNode, _ ruleset: Ruleset) throws(YAMLError) -> Profile {
        guard let name = node["profile"]?.text else {
            throw YAMLError(location: node.location, message: "a profile needs a name ('profile')")
        }
        guard let weight = node["weight"]?.plainText.flatMap({ Int($0) }), (1...10_000).contains(weight) else {
            throw YAMLError(location: node.location, message: "'\(name)' needs a 'weight' of 1 to 10000")
        }
        var story: [[String]] = []
        for group in node["story"]?.elements ?? [] { story.append(try texts(group)) }
        let sexes = try texts(node["sex"])
        return Profile(
            name: name, weight: weight, ages: try ages(node["age"]), sexes: sexes.isEmpty ? ["female", "male"] : sexes,
            answers: try answers(node["answers"], ruleset), story: story)
    }

    /// A list of the youngest and the oldest age; without it, grown-ups.
    private static func ages(_ node: YAMLNode?) throws(YAMLError) -> ClosedRange<Int> {
        guard let node else { return 18...92 }
        guard let ends = node.elements, ends.count == 2, let youngest = try number(ends[0], within: 0...120),
            let oldest = try number(ends[1], within: youngest...120)
        else { throw YAMLError(location: node.location, message: "'age' is a list of the youngest and the oldest") }
        return youngest...oldest
    }

    private static func number(_ node: YAMLNode?, within range: ClosedRange<Int>) throws(YAMLError) -> Int? {
        guard let node else { return nil }
        guard let number = node.plainText.flatMap({ Int($0) }), range.contains(number) else {
            throw YAMLError(
                location: node.location,
                message: "needs a whole number of \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    private static func answers(_ node: YAMLNode?, _ ruleset: Ruleset) throws(YAMLError) -> [Answer] {
        var answers: [Answer] = []
        for member in node?.members ?? [] {
            let question = try question(member.key, at: member.keyLocation, ruleset)
            var values: [String] = []
            for value in member.value.elements ?? [member.value] { values.append(try json(value, question)) }
            answers.append((member.key, values))
        }
        return answers
    }

    private static func question(
        _ name: String, at location: YAMLLocation, _ ruleset: Ruleset
    ) throws(YAMLError) -> Question {
        guard let question = ruleset.questions.first(where: { $0.name == name }) else {
            throw YAMLError(location: location, message: "the ruleset has no question '\(name)'")
        }
        return question
    }

    /// One possible answer as JSON, for a question with ticks one option or a list of them; an option that the question
    /// does not have is refused.
    private static func json(_ node: YAMLNode, _ question: Question) throws(YAMLError) -> String {
        if question.kind == .choices {
            var options: [String] = []
            for element in node.elements ?? [node] { options.append("\"\(try option(element, question))\"") }
            return "[" + options.joined(separator: ",") + "]"
        }
        guard let text = node.text else { throw YAMLError(location: node.location, message: "an answer is one word") }
        switch question.kind {
        case .boolean where text == "true" || text == "false": return text
        case .number where Double(text) != nil: return text
        case .choice: return "\"\(try option(node, question))\""
        default: throw YAMLError(location: node.location, message: "'\(text)' is no answer to \(question.name)")
        }
    }

    private static func option(_ node: YAMLNode, _ question: Question) throws(YAMLError) -> String {
        guard let text = node.text else { throw YAMLError(location: node.location, message: "an answer is one word") }
        guard question.options.contains(where: { $0.name == text }) else {
            throw YAMLError(location: node.location, message: "'\(text)' is no answer to \(question.name)")
        }
        return text
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
