import CommandLineOptions
import KafkaQueue
import MessageQueue
import Telemetry
import TriageEngine

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What every command gets: its words, and the way to settings, ruleset and brokers.
struct CommandContext: Sendable {
    let invocation: Invocation
    let environment: [(name: String, value: String)]
    let resources: ResourceFolders
    let output = Terminal(.output)
    let error = Terminal(.error)

    init(_ invocation: Invocation, environment: [(name: String, value: String)]) {
        self.invocation = invocation
        self.environment = environment
        resources = ResourceFolders(environment: environment)
    }

    var isQuiet: Bool { invocation.flag("quiet") }

    /// Says something on standard error, unless told to be quiet.
    func say(_ text: String) {
        if !isQuiet { error.line(text) }
    }

    private var namedSettingsFile: String? {
        invocation.value("config") ?? environment.first { $0.name == "LEGTRIAGE_CONFIG" }?.value
    }

    /// The file that settings are read from: as told, else the one that comes with the program; nil if there is none.
    func settingsFile() throws(CommandFailure) -> String? {
        if let named = namedSettingsFile {
            guard ResourceFolders.exists(named) else { throw .refused("the settings file \(named) cannot be read") }
            return named
        }
        return resources.find("config/legtriage.yaml")
    }

    /// What is in force.
    func settings() throws(CommandFailure) -> Settings {
        var flags: [(key: String, value: String, flag: String)] = []
        for pair in invocation.values("set") {
            guard let equals = pair.firstIndex(of: "=") else {
                throw .refused("--set \(pair): written as --set KEY=VALUE")
            }
            let key = SettingText.trim(pair[..<equals])
            flags.append((key, SettingText.trim(pair[pair.index(after: equals)...]), "--set"))
        }
        for (option, key) in [
            ("bootstrap", "bootstrap"), ("ruleset", "ruleset"), ("instance", "instance"), ("log-format", "log.format"),
        ] {
            if let value = invocation.value(option) { flags.append((key, value, "--\(option)")) }
        }
        let file = try settingsFile()
        do throws(SettingsProblems) {
            return try Settings.load(
                file: file, comesWithProgram: namedSettingsFile == nil, environment: environment, flags: flags)
        } catch {
            throw .refused(error.problems.map(\.description))
        }
    }

    /// The transport that the settings name. Refused when librdkafka does not take its properties, each alone or
    /// together, or cannot read what they name; nothing is connected. `hasStreams` is whether the command runs the worker,
    /// or looks at what that needs.
    func kafka(_ settings: Settings, hasStreams: Bool, log: Log) throws(CommandFailure) -> KafkaSettings {
        let problems = settings.propertyProblems
        guard problems.isEmpty else { throw .refused(problems.map(\.description)) }
        let kafka = settings.kafka(log: log)
        do throws(QueueError) {
            try kafka.check(streams: hasStreams ? settings.integer("threads") : nil)
        } catch {
            throw .refused(Self.refusal(error.reason, of: settings.properties))
        }
        return kafka
    }

    /// Says what librdkafka has against properties together, and where they come from.
    static func refusal(_ reason: String, of properties: [Settings.Property]) -> String {
        // librdkafka mostly says the property's name.
        if let property = properties.last(where: { reason.contains($0.bareName) }) {
            return "\(property.origin): kafka.\(property.name) cannot be used"
                + (property.isSecret ? "" : ": \(reason)")
        }
        let places = properties.map { "kafka.\($0.name) from \($0.origin)" }
        return "kafka cannot be used: \(reason)"
            + (places.isEmpty ? "" : "; in force are \(places.joined(separator: ", "))")
    }

    /// The folder of the ruleset that the settings name: as it is named, or, where nobody named one, wherever the one
    /// that comes with the program is.
    func rulesetFolder(_ settings: Settings) throws(CommandFailure) -> String {
        let path = settings.text("ruleset")
        if settings.isNamed("ruleset") {
            guard ResourceFolders.exists(path) else { throw .refused("the ruleset \(path) cannot be read") }
            return path
        }
        guard let found = resources.find(path) else { throw .refused("the ruleset " + resources.notFound(path)) }
        return found
    }

    /// The ruleset that the settings name, loaded.
    func ruleset(_ settings: Settings) throws(CommandFailure) -> Ruleset {
        try Self.ruleset(at: try rulesetFolder(settings))
    }

    /// The ruleset of a folder. Every problem is a line of the failure.
    static func ruleset(at folder: String) throws(CommandFailure) -> Ruleset {
        do throws(RulesetErrors) {
            return try Ruleset.load(directory: folder)
        } catch {
            throw .refused(error.problems.map(\.description))
        }
    }

    /// A whole number of at least `minimum` from an option.
    func integer(_ option: String, minimum: Int, default standard: Int) throws(CommandFailure) -> Int {
        guard let text = invocation.value(option) else { return standard }
        guard let number = Int(text), number >= minimum else {
            throw .refused("--\(option) \(text): needs a whole number of at least \(minimum)")
        }
        return number
    }
}
