package import MessageQueue

/// One intake event as a recording keeps it: everything that the topic knew of it.
package struct RecordedEvent: Sendable, Equatable {
    /// A header; names may repeat, and their order counts.
    package struct Header: Sendable, Equatable {
        package var name: [UInt8]
        /// nil is a null value, which is not the same as an empty one.
        package var value: [UInt8]?

        package init(name: [UInt8], value: [UInt8]?) {
            self.name = name
            self.value = value
        }
    }

    package var topic: String
    package var partition: Int32
    package var offset: Int64
    /// Milliseconds since 1970 UTC; means nothing when `timestampKind` is `.none`.
    package var timestampMilliseconds: Int64
    package var timestampKind: Message.TimestampKind
    /// nil is a null key, which is not the same as an empty one.
    package var key: [UInt8]?
    /// nil is a null value, which is not the same as an empty one.
    package var value: [UInt8]?
    package var headers: [Header]

    package init(
        topic: String, partition: Int32 = 0, offset: Int64, timestampMilliseconds: Int64 = 0,
        timestampKind: Message.TimestampKind = .none, key: [UInt8]? = nil, value: [UInt8]?, headers: [Header] = []
    ) {
        self.topic = topic
        self.partition = partition
        self.offset = offset
        self.timestampMilliseconds = timestampMilliseconds
        self.timestampKind = timestampKind
        self.key = key
        self.value = value
        self.headers = headers
    }
}
