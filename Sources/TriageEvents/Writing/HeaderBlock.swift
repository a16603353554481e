package import JSON

/// The headers of one outgoing record, in their order; filled anew for each record and keeps its memory.
package struct HeaderBlock: ~Copyable {
    private struct Entry {
        let name: Range<Int>
        /// Nil: a header without a value.
        let value: Range<Int>?
    }

    private var storage = ByteWriter(capacity: 1024)
    private var entries: [Entry] = []

    /// A block without headers.
    package init() {}

    /// How many headers there are.
    package var count: Int { entries.count }

    /// Forgets all headers.
    package mutating func removeAll() {
        storage.removeAll()
        entries.removeAll(keepingCapacity: true)
    }

    /// The header at an index, valid until the block changes.
    package subscript(index: Int) -> RecordHeader {
        let entry = entries[index]
        let bytes = storage.bytes
        return RecordHeader(
            name: UnsafeRawBufferPointer(rebasing: bytes[entry.name]),
            value: entry.value.map { UnsafeRawBufferPointer(rebasing: bytes[$0]) })
    }

    /// Appends a header with a constant value.
    package mutating func append(_ name: StaticString, _ value: StaticString) {
        append(name) { $0.append(value) }
    }

    /// Appends a header whose value is text.
    package mutating func append(_ name: StaticString, _ value: JSONText) {
        append(name) { $0.append(value) }
    }

    /// Appends a header as it came.
    package mutating func append(_ header: RecordHeader) {
        let start = storage.count
        storage.append(header.name)
        let middle = storage.count
        if let value = header.value {
            storage.append(value)
        }
        entries.append(Entry(name: start..<middle, value: header.value == nil ? nil : middle..<storage.count))
    }

    /// Appends a header whose value the closure writes.
    package mutating func append(_ name: StaticString, writing value: (inout ByteWriter) -> Void) {
        let start = storage.count
        storage.append(name)
        let middle = storage.count
        value(&storage)
        entries.append(Entry(name: start..<middle, value: middle..<storage.count))
    }
}
