import KafkaQueue

/// The broker of a demo.
enum DemoBroker {
    /// Inside the process.
    case embedded(EmbeddedBroker)
    /// The one that the settings name.
    case real(KafkaSettings)

    /// Where it is, for people.
    var place: String {
        switch self {
        case .embedded(let broker): "embedded broker at \(broker.bootstrap)"
        case .real(let kafka): "broker \(kafka.bootstrap)"
        }
    }
}
