import CommandLineOptions
import Testing

@testable import legtriage

struct SettingsTests {
    private func load(
        file: String? = nil, environment: [(name: String, value: String)] = [], flags: [(String, String)] = []
    ) throws -> Settings {
        try Settings.load(
            file: file, environment: environment, flags: flags.map { (key: $0.0, value: $0.1, flag: "--set") })
    }

    private func refusals(_ body: () throws -> Settings) -> [String] {
        do {
            _ = try body()
            return []
        } catch let error as SettingsProblems {
            return error.problems.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    @Test func fileThenEnvironmentThenFlags() throws {
        let bench = try ProgramBench()
        let file = try bench.write("s.yaml", "threads: 2\nturns: 3\ngroup: file\n")
        let environment = [(name: "LEGTRIAGE_TURNS", value: "4"), (name: "LEGTRIAGE_GROUP", value: "environment")]
        let settings = try load(file: file, environment: environment, flags: [("group", "flag")])
        #expect(settings.integer("threads") == 2)
        #expect(settings.integer("turns") == 4)
        #expect(settings.text("group") == "flag")
        #expect(settings.integer("batch.chunkRecords") == 10_000)
        #expect(settings.entries.first { $0.definition.key == "threads" }?.origin == "\(file):1")
    }

    @Test func theFileThatComesWithTheProgramSaysTheDefaults() throws {
        let settings = try load(file: ProgramBench.root + "/config/legtriage.yaml")
        for entry in settings.entries where entry.definition.key != "instance" {
            #expect(entry.text == entry.definition.standard, "\(entry.definition.key)")
            #expect(entry.origin != "default", "\(entry.definition.key) is missing from the file")
        }
    }

    @Test func everyDefaultIsAllowed() {
        for definition in SettingDefinition.all where definition.key != "instance" {
            #expect(definition.problem(with: definition.standard) == nil, "\(definition.key)")
        }
    }

    @Test func namesAreUniqueInFilesAndInTheEnvironment() {
        #expect(Set(SettingDefinition.all.map(\.key)).count == SettingDefinition.all.count)
        #expect(Set(SettingDefinition.all.map(\.environmentName)).count == SettingDefinition.all.count)
    }

    @Test func reportsAllThatIsRefusedWithPlaceAndSuggestion() throws {
        let bench = try ProgramBench()
        let file = try bench.write("s.yaml", "batch:\n  maxRecrods: 5\nthreads: many\n")
        let found = refusals {
            try load(
                file: file, environment: [(name: "LEGTRIAGE_THREDS", value: "1")],
                flags: [("timeouts.stop", "9 s"), ("sasl.mechanism", "PLAIN")])
        }
        #expect(
            found == [
                "\(file):2: there is no setting 'batch.maxRecrods'; did you mean 'batch.maxRecords'?",
                "\(file):3: threads needs a whole number",
                "LEGTRIAGE_THREDS: there is no such setting; did you mean LEGTRIAGE_THREADS?",
                "--set: timeouts.stop must lie between 200 ms and 4500 ms",
                "--set: there is no setting 'sasl.mechanism'; a librdkafka property is written 'kafka.sasl.mechanism'",
            ])
    }

    @Test func refusesWhatContradictsItself() {
        #expect(refusals { try load(flags: [("batch.maxTime", "5 s")]) }.count == 1)
        #expect(refusals { try load(flags: [("topics.stat", "x"), ("topics.asap", "x")]) }.count == 1)
        #expect(refusals { try load(flags: [("retry.firstWait", "5 s")]) }.count == 1)
    }

    @Test func librdkafkaPropertiesPassThroughAndSecretsAreMasked() throws {
        let bench = try ProgramBench()
        let file = try bench.write(
            "s.yaml", "kafka:\n  security.protocol: SASL_SSL\n  sasl: {password: geheim}\n")
        let settings = try load(
            file: file, environment: [(name: "LEGTRIAGE_KAFKA_SSL_KEY_PASSWORD", value: "geheim")],
            flags: [("kafka.consumer.fetch.min.bytes", "2")])
        #expect(
            settings.properties.map(\.name) == [
                "security.protocol", "sasl.password", "ssl.key.password", "consumer.fetch.min.bytes",
            ])
        #expect(settings.properties.map(\.shown) == ["SASL_SSL", "********", "********", "2"])
    }

    @Test(arguments: [
        ("kafka.group.id", "x", "is set by LegTriage: use group"),
        ("kafka.consumer.auto.offset.reset", "latest", "is set by LegTriage: use onDataLoss"),
        ("kafka.transactional.id", "x", "is set by LegTriage: use group and instance"),
        ("kafka.metadata.broker.list", "x", "is set by LegTriage: use bootstrap"),
        ("kafka.isolation.level", "read_uncommitted", "is set by LegTriage, and cannot be changed"),
        ("kafka.enable.auto.commit", "true", "is set by LegTriage, and cannot be changed"),
        ("group", "", "must not be empty"), ("group", "  ", "must not be empty"), ("ruleset", "", "must not be empty"),
        ("topics.stat", "bad topic!", "needs the name of a topic"), ("topics.board", "..", "needs the name of a topic"),
        ("topics.intake", "good,bad/topic", "needs the names of topics"),
        ("topics.intake", "", "needs the names of topics"),
        ("bootstrap", "a:99999", "needs brokers"), ("bootstrap", "a:9092,b:0", "needs brokers"),
        ("bootstrap", ":9092", "needs brokers"), ("bootstrap", "a:b", "needs brokers"),
        ("bootstrap", "a:1:2", "needs brokers"), ("bootstrap", "", "needs brokers"),
        ("bootstrap", "://a:9092", "needs brokers"), ("bootstrap", "http://a:9092", "needs brokers"),
    ])
    func refusesWhatCannotWork(_ key: String, _ value: String, _ part: String) throws {
        let found = refusals { try load(flags: [(key, value)]) }
        let refusal = try #require(found.first)
        #expect(found.count == 1)
        #expect(refusal.hasPrefix("--set: \(key) "))
        #expect(refusal.contains(part), "\(refusal)")
    }

    @Test(arguments: [
        ("kafka.nosuch", "1", "is no property of librdkafka"),
        ("kafka.acks", "banana", "has a value that librdkafka refuses"),
        ("kafka.consumer.fetch.min.bytes", "-7", "has a value that librdkafka refuses"),
        ("kafka.sessoin.timeout.ms", "7000", "did you mean 'kafka.session.timeout.ms'?"),
    ])
    func tellsWhatThisLibrdkafkaRefuses(_ key: String, _ value: String, _ part: String) throws {
        let problems = try load(flags: [(key, value)]).propertyProblems.map(\.description)
        let problem = try #require(problems.first)
        #expect(problems.count == 1)
        #expect(problem.hasPrefix("--set: \(key) "))
        #expect(problem.contains(part), "\(problem)")
    }

    @Test func leavesUnknownNamesToAPlugIn() throws {
        let flags = [("kafka.confluent.nosuch", "1"), ("kafka.acks", "banana")]
        let plugIn = [("kafka.consumer.plugin.library.paths", "")]
        #expect(try load(flags: flags).propertyProblems.count == 2)
        let problems = try load(flags: flags + plugIn).propertyProblems.map(\.description)
        #expect(problems.count == 1)
        #expect(problems.first?.contains("kafka.acks") == true)
    }

    @Test(arguments: [
        "LEGTRIAGE_KAFKA_PORT", "LEGTRIAGE_KAFKA_PORT_9092_TCP", "LEGTRIAGE_KAFKA_PORT_9092_TCP_ADDR",
        "LEGTRIAGE_KAFKA_SERVICE_HOST", "LEGTRIAGE_KAFKA_SERVICE_PORT_WEB",
    ])
    func saysWhereVariablesThatKubernetesSetsComeFrom(name: String) throws {
        let problems = try load(environment: [(name: name, value: "tcp://10.0.0.1:9092")]).propertyProblems
        #expect(problems.map(\.place) == [name])
        #expect(problems.first?.text.contains("enableServiceLinks: false") == true)
        let found = refusals { try load(environment: [(name: name.replacing("_KAFKA_", with: "_"), value: "x")]) }
        #expect(found.first?.contains("enableServiceLinks: false") == true)
    }

    @Test func saysWhereAPropertyThatIsRefusedComesFrom() {
        let property = Settings.Property(name: "max.in.flight.requests.per.connection", value: "50", origin: "f:3")
        let secret = Settings.Property(name: "ssl.key.password", value: "geheim", origin: "--set")
        let all = [property, secret]
        #expect(
            CommandContext.refusal("`max.in.flight` is not allowed", of: all)
                == "kafka cannot be used: `max.in.flight` is not allowed; in force are "
                + "kafka.max.in.flight.requests.per.connection from f:3, kafka.ssl.key.password from --set")
        #expect(
            CommandContext.refusal("ssl.key.password geheim", of: all) == "--set: kafka.ssl.key.password cannot be used"
        )
        #expect(CommandContext.refusal("no", of: []) == "kafka cannot be used: no")
    }

    @Test(arguments: [
        "nohost", "a:1,b:65535", "SSL://b:9093", "[::1]:9092", "[::1]", "10.0.0.1:9092", "::1", "fe80::1",
        "sasl_ssl://::1",
    ])
    func takesBrokersAsLibrdkafkaDoes(bootstrap: String) {
        #expect(refusals { try load(flags: [("bootstrap", bootstrap)]) }.isEmpty)
    }

    @Test func refusalOfASecretDoesNotQuoteIt() throws {
        let settings = try load(
            flags: [("kafka.ssl.key.password", ""), ("kafka.ssl.key.pem", "geheim"), ("kafka.sasl.tokne", "geheim")])
        let found = settings.propertyProblems.map(\.description)
        #expect(!found.isEmpty)
        #expect(!found.contains { $0.contains("geheim") })
    }

    @Test(arguments: [
        "sasl.oauthbearer.assertion.private.key.passphrase", "ssl.key.pem", "some.new.Secret", "sasl.jaas.config",
        "oauth.token", "ssl.keystore.password", "sasl.kerberos.kinit.cmd",
    ])
    func masksWhatSoundsSecretWhetherKnownOrNot(name: String) {
        let property = Settings.Property(name: name, value: "geheim", origin: "--set")
        #expect(!property.shown.contains("geheim"))
    }

    @Test(arguments: ["ssl.key.location", "ssl.keystore.location", "ssl.certificate.location"])
    func showsWhereAFileIs(name: String) {
        #expect(Settings.Property(name: name, value: "/run/it", origin: "--set").shown == "/run/it")
    }

    @Test(arguments: [("20 ms", 20), ("20ms", 20), ("2 s", 2000), ("1 min", 60_000), ("2h", 7_200_000)])
    func readsTimes(text: String, milliseconds: Int) {
        #expect(SettingText.duration(text) == .milliseconds(milliseconds))
    }

    @Test(arguments: ["", "s", "-1 s", "1.5 s", "5", "5 days", "99999999999999999999 s", "9999999999 h"])
    func refusesWhatIsNoTime(text: String) {
        #expect(SettingText.duration(text) == nil)
    }

    @Test func readsSizes() {
        #expect(SettingText.bytes("64 KiB") == 65_536)
        #expect(SettingText.bytes("7") == 7)
        #expect(SettingText.bytes("9223372036854775807 GiB") == nil)
    }

    @Test func aRulesetThatIsNamedIsTakenAsItIsAndOnlyADefaultIsLookedFor() throws {
        let bench = try ProgramBench()
        _ = try bench.write("home/elsewhere/rules/findings.yaml", "")
        let file = try bench.write("settings.yaml", "ruleset: elsewhere/rules\n")
        func context(_ words: [String], _ environment: [(name: String, value: String)] = []) throws -> CommandContext {
            guard case .run(let invocation) = try Program.table.parse(["classify"] + words) else {
                throw CommandFailure.failed("no command")
            }
            return CommandContext(
                invocation, environment: [(name: "LEGTRIAGE_HOME", value: bench.path("home"))] + environment)
        }
        func folder(_ context: CommandContext) throws -> String {
            try context.rulesetFolder(try context.settings())
        }
        let whole = bench.path("home/elsewhere/rules")
        #expect(try folder(context(["--ruleset", whole])) == whole)
        #expect(throws: CommandFailure.self) { try folder(context(["--ruleset", "elsewhere/rules"])) }
        #expect(throws: CommandFailure.self) { try folder(context(["--set", "ruleset=elsewhere/rules"])) }
        #expect(throws: CommandFailure.self) { try folder(context(["--config", file])) }
        #expect(throws: CommandFailure.self) {
            try folder(context([], [(name: "LEGTRIAGE_RULESET", value: "elsewhere/rules")]))
        }
        // What the settings file that comes with the program names comes with the program, too.
        let ours = try Settings.load(file: file, comesWithProgram: true, environment: [], flags: [])
        #expect(try context([]).rulesetFolder(ours) == whole)
    }
}
