/// One record to publish. Everything in it is borrowed for the duration of the call alone: the transport copies it.
package struct OutgoingRecord {
    package var topic: OutputTopic
    /// nil lets the transport choose: by the key's murmur2 hash (as Java's producer does), at random without a key.
    package var partition: Int32?
    package var key: UnsafeRawBufferPointer?
    package var value: UnsafeRawBufferPointer?
    /// In the order in which readers shall see them.
    package var headers: UnsafeBufferPointer<MessageHeader>
    /// Milliseconds since 1970 UTC; nil is now.
    package var timestampMilliseconds: Int64?

    package init(
        topic: OutputTopic, partition: Int32? = nil, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?,
        headers: UnsafeBufferPointer<MessageHeader> = UnsafeBufferPointer(start: nil, count: 0),
        timestampMilliseconds: Int64? = nil
    ) {
        self.topic = topic
        self.partition = partition
        self.key = key
        self.value = value
        self.headers = headers
        self.timestampMilliseconds = timestampMilliseconds
    }
}
