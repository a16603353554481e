import Crdkafka
import CrdkafkaShim
import MessageQueue

extension Message {
    /// Borrows from a message that is given back later.
    init(_ pointer: UnsafeMutablePointer<rd_kafka_message_t>, slot: Int) {
        var type = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE
        let timestamp = rd_kafka_message_timestamp(pointer, &type)
        let kind: TimestampKind =
            switch type {
            case RD_KAFKA_TIMESTAMP_CREATE_TIME: .create
            case RD_KAFKA_TIMESTAMP_LOG_APPEND_TIME: .append
            default: .none
            }
        let raw = pointer.pointee
        self.init(
            partitionIndex: slot, offset: raw.offset, timestampMilliseconds: timestamp, timestampKind: kind,
            key: raw.key.map { UnsafeRawBufferPointer(start: $0, count: raw.key_len) },
            value: raw.payload.map { UnsafeRawBufferPointer(start: $0, count: raw.len) },
            headers: MessageHeaders(record: UnsafeRawPointer(pointer), reader: readHeader))
    }
}

private let readHeader: MessageHeaders.Reader = { record, index, header in
    var raw = lt_header()
    guard lt_message_header(record.assumingMemoryBound(to: rd_kafka_message_t.self), index, &raw) else { return false }
    let value = raw.value.map { UnsafeRawBufferPointer(start: $0, count: raw.value_length) }
    header.storeBytes(
        of: MessageHeader(name: UnsafeRawBufferPointer(start: raw.name, count: raw.name_length), value: value),
        as: MessageHeader.self)
    return true
}
