import MessageQueue

/// A message, copied out of the transport's memory.
struct ReceivedRecord: Equatable {
    struct Header: Equatable {
        var name: String
        var value: [UInt8]?
    }

    var partition: Int32
    var offset: Int64
    var key: [UInt8]?
    var value: [UInt8]?
    var headers: [Header]

    init(_ message: Message, in batch: MessageBatch) {
        partition = batch.partition(of: message).partition
        offset = message.offset
        key = message.key.map { Array($0) }
        value = message.value.map { Array($0) }
        headers = message.headers.map {
            Header(name: String(decoding: $0.name, as: UTF8.self), value: $0.value.map { Array($0) })
        }
    }

    var text: String { String(decoding: value ?? [], as: UTF8.self) }
}
