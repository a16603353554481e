import CommandLineOptions

/// One command of the program.
protocol ProgramCommand: SendableMetatype {
    /// Its entry in the table: name, options, help.
    static var command: Command { get }

    /// Does it. Returns the exit status; a failure says more.
    static func run(_ context: CommandContext) throws(CommandFailure) -> Int32
}

/// Options that mean the same wherever they make sense.
enum CommonOptions {
    static let config = Option(
        "config", short: "c", placeholder: "FILE", completion: .file,
        summary: "settings file; default: LEGTRIAGE_CONFIG, else config/legtriage.yaml")
    static let bootstrap = Option(
        "bootstrap", short: "b", placeholder: "HOST:PORT[,…]", summary: "brokers to start from")
    static let set = Option(
        "set", placeholder: "KEY=VALUE", repeats: true, summary: "any setting; kafka.NAME for librdkafka's")
    static let ruleset = Option(
        "ruleset", short: "r", placeholder: "DIR", completion: .folder, summary: "folder of the ruleset")
    static let instance = Option("instance", placeholder: "NAME", summary: "this instance's name, unique in the group")
    static let logFormat = Option(
        "log-format", placeholder: "FORMAT", completion: .words(["text", "json"]), summary: "how log lines look")
    static let format = Option(
        "format", short: "f", placeholder: "FORMAT", completion: .words(["text", "json"]), summary: "how results look")
    static let output = Option(
        "output", short: "o", placeholder: "FILE", completion: .file,
        summary: "where results go instead of standard output")
    static let quiet = Option("quiet", short: "q", summary: "no progress, only warnings")

    /// For commands that talk to a broker; scripts may give all of them the same flags.
    static let broker = [config, bootstrap, set, ruleset, instance, logFormat, quiet]
}
