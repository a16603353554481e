package import JSON

/// Where a record stands: written as `topic/partition/offset`.
package struct RecordPosition {
    package let topic: JSONText
    package let partition: Int
    package let offset: Int

    /// A place; the topic's name is borrowed.
    package init(topic: JSONText, partition: Int, offset: Int) {
        self.topic = topic
        self.partition = partition
        self.offset = offset
    }

    /// Appends `topic/partition/offset`.
    package func write(into out: inout ByteWriter) {
        out.append(topic)
        out.append(UInt8(ascii: "/"))
        out.appendDecimal(partition)
        out.append(UInt8(ascii: "/"))
        out.appendDecimal(offset)
    }
}
