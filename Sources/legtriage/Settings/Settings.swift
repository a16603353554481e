/// What is in force: defaults, then file, then environment, then flags; checked.
struct Settings: Sendable {
    /// A setting's value and where it comes from.
    struct Entry: Sendable {
        let definition: SettingDefinition
        var text: String
        /// `default`, or a place as `SettingsProblem.place` has it.
        var origin: String
        /// Whether somebody set it for this run: neither by default nor in the file that comes with the program.
        var isNamed = false
    }

    /// In the order of `SettingDefinition.all`.
    private(set) var entries: [Entry]
    /// In the order in which they first came up.
    private(set) var properties: [Property] = []

    init() {
        entries = SettingDefinition.all.map { Entry(definition: $0, text: $0.standard, origin: "default") }
    }

    func text(_ key: String) -> String {
        entries.first { $0.definition.key == key }?.text ?? ""
    }

    func list(_ key: String) -> [String] { SettingText.list(text(key)) }

    func integer(_ key: String) -> Int { Int(text(key)) ?? 0 }

    func bytes(_ key: String) -> Int { SettingText.bytes(text(key)) ?? 0 }

    func duration(_ key: String) -> Duration { SettingText.duration(text(key)) ?? .zero }

    /// Whether somebody set it for this run: neither by default nor in the file that comes with the program.
    func isNamed(_ key: String) -> Bool {
        entries.contains { $0.definition.key == key && $0.isNamed }
    }

    /// Takes all that is set so far for what comes with the program.
    mutating func forgetNames() {
        for index in entries.indices { entries[index].isNamed = false }
    }

    /// Sets a value that was checked, or says why it is refused. What librdkafka has against a property is told by
    /// `propertyProblems`.
    mutating func set(_ key: String, to text: String, origin: String) -> SettingsProblem? {
        if key.hasPrefix("kafka."), key.utf8.count > 6 {
            let property = Property(name: String(key.dropFirst(6)), value: text, origin: origin)
            if let problem = property.refusal { return SettingsProblem(place: origin, text: "\(key) \(problem)") }
            keep(property)
            return nil
        }
        guard let index = entries.firstIndex(where: { $0.definition.key == key }) else {
            return SettingsProblem(place: origin, text: "there is no setting '\(key)'" + Self.suggestion(for: key))
        }
        if let problem = entries[index].definition.problem(with: text) {
            return SettingsProblem(place: origin, text: "\(key) \(problem)")
        }
        entries[index].text = text
        entries[index].origin = origin
        entries[index].isNamed = true
        return nil
    }

    private mutating func keep(_ property: Property) {
        if let index = properties.firstIndex(where: { $0.name == property.name }) {
            properties[index] = property
        } else {
            properties.append(property)
        }
    }
}
