import JSON

extension ByteWriter {
    /// Writes a member with a share and its 95 % interval; both null of nothing.
    mutating func write(_ member: StaticString, _ proportion: Proportion) {
        name(member)
        beginObject()
        name("count")
        value(proportion.count)
        name("of")
        value(proportion.total)
        name("share")
        value(proportion.share ?? .nan)
        name("interval")
        if let interval = proportion.interval {
            beginArray()
            value(interval.low)
            value(interval.high)
            endArray()
        } else {
            null()
        }
        endObject()
    }
}
