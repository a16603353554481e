import CommandLineOptions
import YAML

extension Settings {
    /// Names in the environment that are no settings: where things are, and what tests and scripts use.
    private static let otherNames = ["LEGTRIAGE_HOME", "LEGTRIAGE_CONFIG", "LEGTRIAGE_BROKER"]
    private static let otherPrefixes = [
        "LEGTRIAGE_TEST_", "LEGTRIAGE_GATE_", "LEGTRIAGE_PROPERTY_", "LEGTRIAGE_BROKER_",
    ]

    /// Reads everything, and reports all that is refused at once.
    ///
    /// - Parameters:
    ///   - file: path of the file; nil: none.
    ///   - comesWithProgram: whether nobody named the file, so that what it names is a default.
    ///   - environment: names and values.
    ///   - flags: keys and values in the order of the command line, each with the flag that gave it.
    /// - Returns: what is in force.
    /// - Throws: `SettingsProblems`.
    static func load(
        file: String?, comesWithProgram: Bool = false, environment: [(name: String, value: String)],
        flags: [(key: String, value: String, flag: String)]
    ) throws(SettingsProblems) -> Settings {
        var settings = Settings()
        var problems: [SettingsProblem] = []
        if let file { problems += settings.read(file: file) }
        if comesWithProgram { settings.forgetNames() }
        problems += settings.read(environment: environment)
        for (key, value, flag) in flags {
            if let problem = settings.set(key, to: value, origin: flag) { problems.append(problem) }
        }
        problems += settings.contradictions
        guard problems.isEmpty else { throw SettingsProblems(problems: problems) }
        return settings
    }

    /// Settings that are sound each for itself, and not together.
    private var contradictions: [SettingsProblem] {
        var problems: [SettingsProblem] = []
        if duration("retry.firstWait") > duration("retry.longestWait") {
            problems.append(
                SettingsProblem(place: "retry.firstWait", text: "is longer than retry.longestWait"))
        }
        if duration("batch.maxTime") * 2 > duration("timeouts.transaction") {
            problems.append(
                SettingsProblem(
                    place: "batch.maxTime",
                    text:
                        "is more than half of timeouts.transaction: the broker would abort units that are not finished")
            )
        }
        let names =
            list("topics.intake") + ["stat", "asap", "urgent", "routine", "deadLetters"].map { text("topics.\($0)") }
        for (index, name) in names.enumerated() where names[..<index].contains(name) {
            problems.append(SettingsProblem(place: "topics", text: "the topic \(name) is named twice"))
        }
        return problems
    }

    /// Words for a key that nobody knows.
    static func suggestion(for key: String) -> String {
        let keys = SettingDefinition.all.map(\.key)
        if let near = nearest(to: key, in: keys) { return "; did you mean '\(near)'?" }
        if let last = key.split(separator: ".").last,
            let near = keys.first(where: { $0.hasSuffix(".\(last)") || $0 == String(last) })
        {
            return "; did you mean '\(near)'?"
        }
        if key.contains(".") { return "; a librdkafka property is written 'kafka.\(key)'" }
        return ""
    }

    private mutating func read(environment: [(name: String, value: String)]) -> [SettingsProblem] {
        var problems: [SettingsProblem] = []
        for (name, value) in environment.sorted(by: { $0.name < $1.name }) where name.hasPrefix("LEGTRIAGE_") {
            if Self.otherNames.contains(name) || Self.otherPrefixes.contains(where: name.hasPrefix) { continue }
            if name.hasPrefix("LEGTRIAGE_KAFKA_") {
                // librdkafka's names have dots only.
                let property = name.dropFirst(16).lowercased().split(separator: "_").joined(separator: ".")
                if let problem = set("kafka." + property, to: value, origin: name) { problems.append(problem) }
                continue
            }
            guard let definition = SettingDefinition.all.first(where: { $0.environmentName == name }) else {
                let near = nearest(to: name, in: SettingDefinition.all.map(\.environmentName))
                let hint = ServiceLink.hint(name) ?? near.map { "; did you mean \($0)?" } ?? ""
                problems.append(SettingsProblem(place: name, text: "there is no such setting" + hint))
                continue
            }
            if let problem = set(definition.key, to: value, origin: name) { problems.append(problem) }
        }
        return problems
    }

    private mutating func read(file: String) -> [SettingsProblem] {
        let root: YAMLNode
        do throws(YAMLError) {
            root = try YAMLDocument.read(path: file)
        } catch {
            let place = error.location.line > 0 ? "\(error.location.file):\(error.location.line)" : file
            return [SettingsProblem(place: place, text: error.message)]
        }
        if root.isNull { return [] }
        return read(root, prefix: "")
    }

    private mutating func read(_ node: YAMLNode, prefix: String) -> [SettingsProblem] {
        let place = "\(node.location.file):\(node.location.line)"
        guard let members = node.members else {
            return [SettingsProblem(place: place, text: "settings are written as 'name: value'")]
        }
        var problems: [SettingsProblem] = []
        for member in members {
            let key = prefix + member.key
            let place = "\(member.keyLocation.file):\(member.keyLocation.line)"
            if let text = member.value.text {
                if member.value.isNull { continue }
                if let problem = set(key, to: text, origin: place) { problems.append(problem) }
            } else if let elements = member.value.elements {
                let words = elements.compactMap(\.text)
                if words.count < elements.count {
                    problems.append(SettingsProblem(place: place, text: "'\(key)' takes a list of words"))
                } else if let problem = set(key, to: words.joined(separator: ","), origin: place) {
                    problems.append(problem)
                }
            } else if prefix == "kafka." || key == "kafka"
                || SettingDefinition.all.contains(where: { $0.key.hasPrefix(key + ".") })
            {
                problems += read(member.value, prefix: key + ".")
            } else {
                problems.append(
                    SettingsProblem(place: place, text: "there is no setting '\(key)'" + Self.suggestion(for: key)))
            }
        }
        return problems
    }
}
