import CommandLineOptions
import KafkaQueue

extension Settings {
    /// A librdkafka property that is passed through.
    struct Property: Sendable {
        let name: String
        let value: String
        /// A place as `SettingsProblem.place` has it.
        let origin: String

        /// Parts of the names of what may hold a secret, also of properties that this librdkafka does not know.
        private static let secretParts = [
            "password", "passphrase", "passwd", "secret", ".key", ".pem", "token", "jaas", "private", "credential",
            "oauthbearer.config", "kinit.cmd",
        ]

        /// Whether the value must not be shown.
        var isSecret: Bool {
            let name = name.lowercased()
            // Where a file is, is none.
            return !name.hasSuffix(".location") && Self.secretParts.contains { name.contains($0) }
        }

        /// The value as it may be shown.
        var shown: String { isSecret ? "********" : value }

        /// Its own name, without the prefix that says for which handles it is.
        var bareName: String {
            name.hasPrefix("consumer.") || name.hasPrefix("producer.") ? String(name.dropFirst(9)) : name
        }

        /// The settings that stand for properties that the program sets.
        private static let settingsInstead = [
            "bootstrap.servers": "bootstrap", "metadata.broker.list": "bootstrap", "group.id": "group",
            "transactional.id": "group and instance", "transaction.timeout.ms": "timeouts.transaction",
            "auto.offset.reset": "onDataLoss",
        ]

        /// Why nobody may set it; nil if it is passed through.
        var refusal: String? {
            guard KafkaSettings.ownProperties.contains(bareName) else { return nil }
            let instead = Self.settingsInstead[bareName].map { ": use \($0)" } ?? ", and cannot be changed"
            return "is set by LegTriage" + instead
        }

        /// What this machine's librdkafka has against it, as far as can be said of it alone; nil if nothing. Never
        /// quotes a secret. With plug-ins an unknown name may be that of one.
        func problem(hasPlugIns: Bool) -> String? {
            switch KafkaSettings.check(property: bareName, value: value) {
            case .taken: return nil
            case .unknown:
                if hasPlugIns { return nil }
                let near = nearest(to: bareName, in: KafkaSettings.propertyNames)
                return "is no property of librdkafka \(KafkaSettings.libraryVersion)"
                    + (ServiceLink.hint(origin) ?? near.map { "; did you mean 'kafka.\($0)'?" } ?? "")
            case .refused(let text):
                return "has a value that librdkafka refuses" + (isSecret ? "" : ": \(text.onOneLine)")
            }
        }
    }

    /// What this machine's librdkafka has against each property alone. Commands that use no broker need not care.
    var propertyProblems: [SettingsProblem] {
        let hasPlugIns = properties.contains { $0.bareName == KafkaSettings.plugIns }
        return properties.compactMap { property in
            property.problem(hasPlugIns: hasPlugIns).map {
                SettingsProblem(place: property.origin, text: "kafka.\(property.name) \($0)")
            }
        }
    }
}
