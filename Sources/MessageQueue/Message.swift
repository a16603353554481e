/// One received message: a trivial value whose bytes are borrowed from the transport.
///
/// Key, value and headers live until the unit that the message belongs to is finished (`MessageStream`), or until the
/// next call of `receive` (`MessageReader`). Touching them later is undefined: copy what must stay.
package struct Message {
    /// Says when the timestamp was set.
    package enum TimestampKind: UInt8, Sendable {
        /// By the producer, when it made the record.
        case create
        /// By the broker, when it appended the record.
        case append
        /// There is no timestamp.
        case none
    }

    /// Which of `MessageBatch.partitions` it comes from.
    package let partitionIndex: Int
    /// Its place in the partition. Offsets ascend, with gaps where the log holds control records or was compacted.
    package let offset: Int64
    /// Milliseconds since 1970 UTC; means nothing when `timestampKind` is `.none`.
    package let timestampMilliseconds: Int64
    package let timestampKind: TimestampKind
    /// nil is a null key, which is not the same as an empty one.
    package let key: UnsafeRawBufferPointer?
    /// nil is a null value (a tombstone), which is not the same as an empty one.
    package let value: UnsafeRawBufferPointer?
    package let headers: MessageHeaders

    /// For transports and for tests of what reads messages.
    package init(
        partitionIndex: Int, offset: Int64, timestampMilliseconds: Int64, timestampKind: TimestampKind,
        key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?, headers: MessageHeaders
    ) {
        self.partitionIndex = partitionIndex
        self.offset = offset
        self.timestampMilliseconds = timestampMilliseconds
        self.timestampKind = timestampKind
        self.key = key
        self.value = value
        self.headers = headers
    }
}
