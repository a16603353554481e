package import MessageQueue

extension KafkaSettings {
    /// The properties that this transport sets itself, whatever the caller asks for, aliases included.
    package static let ownProperties: [String] = {
        let settings = KafkaSettings(bootstrap: "")
        let roles: [ClientRole] = [
            .member(group: "", reportsEnd: false, share: 1), .reader(share: 1), .transactional(id: ""), .plain,
            .administrator(group: ""),
        ]
        // Other names of `bootstrap.servers` and `enable.auto.commit`.
        var names = ["metadata.broker.list", "auto.commit.enable"]
        for name in roles.flatMap({ $0.fixed(settings) }).map(\.name) where !names.contains(name) {
            names.append(name)
        }
        return names
    }()

    /// The property that loads plug-ins, which may bring properties that librdkafka alone does not know.
    package static let plugIns = "plugin.library.paths"

    /// As librdkafka writes it: `2.0.2`.
    package static var libraryVersion: String { RDKafkaConfiguration.libraryVersion }

    /// The global properties that this librdkafka knows.
    package static var propertyNames: [String] { RDKafkaConfiguration().propertyNames }

    /// What librdkafka has against a property, looked at alone. `name` is its own, without `consumer.` or `producer.`.
    /// A refusal of the value may quote it.
    package static func check(property name: String, value: String) -> PropertyCheck {
        RDKafkaConfiguration().check(name, value)
    }

    /// Looks whether librdkafka takes the properties together, for consumers and for producers: what they contradict,
    /// what exactly once forbids, certificates that cannot be read. Nothing is connected, no command of the properties
    /// is run and no token asked for. Takes some milliseconds.
    ///
    /// - Parameter streams: how many streams the process is to have, which share the memory for prefetched messages;
    ///   nil: none, it only publishes and administers.
    /// - Throws: `invalidConfiguration`, in librdkafka's words.
    package func check(streams: Int?) throws(QueueError) {
        let group = "legtriage-check"
        let roles: [ClientRole] =
            streams.map { [.member(group: group, reportsEnd: false, share: $0), .transactional(id: group)] }
            ?? [.administrator(group: group), .plain]
        for role in roles {
            let configuration = RDKafkaConfiguration()
            for (name, value) in role.properties(self) where !Self.reachingOut.contains(name) {
                try configuration.set(name, value)
            }
            // Otherwise a new handle runs `sasl.kerberos.kinit.cmd` at once.
            try configuration.set("sasl.kerberos.min.time.before.relogin", "0")
            try configuration.makeAndDestroyHandle(isConsumer: role.isConsumer)
        }
    }

    /// With these a new handle connects to brokers, or asks for a token over the network.
    private static let reachingOut = ["bootstrap.servers", "sasl.oauthbearer.method"]
}
