import MessageQueue

/// The bytes lent to a caller: copied out of the log, and overwritten when they are taken back, so that a use after the
/// unit's end shows in a test.
struct DeliveredRecords: ~Copyable {
    private var blocks: [UnsafeMutableRawBufferPointer] = []
    private var messages: [UnsafeMutableBufferPointer<Message>] = []

    init() {}

    deinit { Self.free(blocks, messages) }

    mutating func takeBack() {
        Self.free(blocks, messages)
        blocks = []
        messages = []
    }

    mutating func lend(_ batch: [Message]) -> UnsafeBufferPointer<Message> {
        let buffer = UnsafeMutableBufferPointer<Message>.allocate(capacity: batch.count)
        _ = buffer.initialize(from: batch)
        messages.append(buffer)
        return UnsafeBufferPointer(buffer)
    }

    /// Copies a record into a block of its own: number of headers, headers, bytes.
    mutating func message(_ record: StoredRecord, partitionIndex: Int, offset: Int64) -> Message {
        let tableSize = 16 + record.headers.count * MemoryLayout<MessageHeader>.stride
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: tableSize + record.size, alignment: 16)
        blocks.append(block)
        var free = tableSize
        func place(_ bytes: [UInt8]) -> UnsafeRawBufferPointer {
            let target = UnsafeMutableRawBufferPointer(rebasing: block[free..<(free + bytes.count)])
            target.copyBytes(from: bytes)
            free += bytes.count
            return UnsafeRawBufferPointer(target)
        }
        block.storeBytes(of: record.headers.count, as: Int.self)
        for (index, header) in record.headers.enumerated() {
            let entry = MessageHeader(name: place(header.name), value: header.value.map(place))
            block.storeBytes(
                of: entry, toByteOffset: 16 + index * MemoryLayout<MessageHeader>.stride, as: MessageHeader.self)
        }
        var headers = MessageHeaders()
        if !record.headers.isEmpty, let base = block.baseAddress {
            headers = MessageHeaders(record: UnsafeRawPointer(base)) { record, index, header in
                guard index < record.load(as: Int.self) else { return false }
                let entry = record.load(
                    fromByteOffset: 16 + index * MemoryLayout<MessageHeader>.stride, as: MessageHeader.self)
                header.storeBytes(of: entry, as: MessageHeader.self)
                return true
            }
        }
        return Message(
            partitionIndex: partitionIndex, offset: offset, timestampMilliseconds: record.timestampMilliseconds,
            timestampKind: .create, key: record.key.map(place), value: record.value.map(place), headers: headers)
    }

    private static func free(
        _ blocks: [UnsafeMutableRawBufferPointer], _ messages: [UnsafeMutableBufferPointer<Message>]
    ) {
        for block in blocks {
            _ = block.initializeMemory(as: UInt8.self, repeating: 0xdd)
            block.deallocate()
        }
        for buffer in messages { buffer.deallocate() }
    }
}
