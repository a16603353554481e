import MessageQueue

/// A record as the queue keeps it.
package struct StoredRecord: Equatable, Sendable {
    package struct Header: Equatable, Sendable {
        package var name: [UInt8]
        package var value: [UInt8]?

        package init(name: [UInt8], value: [UInt8]?) {
            self.name = name
            self.value = value
        }
    }

    package var key: [UInt8]?
    package var value: [UInt8]?
    package var headers: [Header]
    package var timestampMilliseconds: Int64

    package init(key: [UInt8]?, value: [UInt8]?, headers: [Header] = [], timestampMilliseconds: Int64 = 0) {
        self.key = key
        self.value = value
        self.headers = headers
        self.timestampMilliseconds = timestampMilliseconds
    }

    init(_ record: OutgoingRecord) {
        key = record.key.map { Array($0) }
        value = record.value.map { Array($0) }
        headers = record.headers.map { Header(name: Array($0.name), value: $0.value.map { Array($0) }) }
        timestampMilliseconds = record.timestampMilliseconds ?? 0
    }

    /// What counts against a topic's `max.message.bytes`; a broker adds a few bytes of framing.
    var size: Int {
        headers.reduce((key?.count ?? 0) + (value?.count ?? 0)) { $0 + $1.name.count + ($1.value?.count ?? 0) }
    }
}
