package import MessageQueue

extension KafkaSettings {
    /// The properties that this transport sets itself, whatever the caller asks for, aliases included.
    package static let ownProperties: [String] = {
        let settings = KafkaSettings(bootstrap: "")
        let roles: [ClientRole] = [
            .member(group: "", reportsEnd: false, share: 1), .reader(share: 1), .transactional(id: ""), .plain,
            .administrator(group: ""),
        ]
        var names = ["bootstrap.servers", "metadata.broker.list", "log.queue", "auto.commit.enable"]
        for name in roles.flatMap({ $0.fixed(settings) }).map(\.name) where !names.contains(name) {
            names.append(name)
        }
        return names
    }()

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
    /// what exactly once forbids, certificates that cannot be read. Nothing is connected. Takes some milliseconds.
    ///
    /// - Throws: `invalidConfiguration`, in librdkafka's words.
    package func check() throws(QueueError) {
        // Making such a handle would ask for a token over the network.
        if properties.contains(where: { $0.name.hasSuffix("oauthbearer.method") && $0.value.lowercased() == "oidc" }) {
            return
        }
        let roles: [ClientRole] = [
            .member(group: "legtriage-check", reportsEnd: false, share: 1), .transactional(id: "legtriage-check"),
        ]
        for role in roles {
            let configuration = RDKafkaConfiguration()
            for (name, value) in role.properties(self) where name != "bootstrap.servers" {
                try configuration.set(name, value)
            }
            try configuration.makeAndDestroyHandle(isConsumer: role.isConsumer)
        }
    }
}
