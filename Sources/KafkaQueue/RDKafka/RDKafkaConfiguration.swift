import Crdkafka
import CrdkafkaShim
import MessageQueue

/// The owner of a configuration until a handle takes it over.
struct RDKafkaConfiguration: ~Copyable {
    private let pointer: OpaquePointer

    init() { pointer = rd_kafka_conf_new() }

    deinit { rd_kafka_conf_destroy(pointer) }

    func set(_ name: String, _ value: String) throws(QueueError) {
        let (result, text) = assign(name, value)
        guard result == RD_KAFKA_CONF_OK else {
            throw QueueError(.invalidConfiguration, "librdkafka: \(text)", isFatal: true)
        }
    }

    /// Like `set`, and tells a name that nobody knows from a value that is refused.
    func check(_ name: String, _ value: String) -> PropertyCheck {
        let (result, text) = assign(name, value)
        if result == RD_KAFKA_CONF_UNKNOWN { return .unknown }
        return result == RD_KAFKA_CONF_OK ? .taken : .refused(text)
    }

    /// What librdkafka makes of a value, and what it says against it.
    private func assign(_ name: String, _ value: String) -> (result: rd_kafka_conf_res_t, text: String) {
        var text = [CChar](repeating: 0, count: 512)
        let result = rd_kafka_conf_set(pointer, name, value, &text, text.count)
        return (result, String(cCharacters: text))
    }

    static var libraryVersion: String { String(cString: rd_kafka_version_str()) }

    /// The names of the global properties.
    var propertyNames: [String] {
        var count = 0
        guard let list = rd_kafka_conf_dump(pointer, &count) else { return [] }
        defer { rd_kafka_conf_dump_free(list, count) }
        // Names and values in turn.
        return stride(from: 0, to: count, by: 2).compactMap { list[$0].map { String(cString: $0) } }
    }

    func attach(_ client: OpaquePointer, isConsumer: Bool) { lt_client_attach(client, pointer, isConsumer) }

    /// Makes the handle, which owns the configuration from then on; on failure it is destroyed here.
    consuming func makeHandle(isConsumer: Bool) throws(QueueError) -> OpaquePointer {
        var text = [CChar](repeating: 0, count: 512)
        let type = isConsumer ? RD_KAFKA_CONSUMER : RD_KAFKA_PRODUCER
        guard let handle = rd_kafka_new(type, pointer, &text, text.count) else {
            _ = consume self
            throw QueueError(.invalidConfiguration, "librdkafka: \(String(cCharacters: text))", isFatal: true)
        }
        discard self
        return handle
    }

    /// Only looks whether librdkafka takes the properties together.
    consuming func makeAndDestroyHandle(isConsumer: Bool) throws(QueueError) {
        rd_kafka_destroy(try makeHandle(isConsumer: isConsumer))
    }
}

extension String {
    /// The text before the first zero.
    init(cCharacters: [CChar]) {
        self = String(decoding: cCharacters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
