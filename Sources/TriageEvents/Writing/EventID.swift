package import JSON

/// The id of a routing event: BLAKE2b-128 over what its body is a function of, so that a record sent twice gives two
/// events of the same id and a corrected one another id. `EventIDHash` makes it.
package struct EventID: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    /// No event has this id; a place to be filled.
    package static let zero = EventID(high: 0, low: 0)

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// 32 hexadecimal digits.
    package var hex: String {
        var out = ByteWriter(capacity: 64)
        write(into: &out)
        return out.string
    }

    /// Appends the 32 hexadecimal digits.
    package func write(into out: inout ByteWriter) {
        out.appendHexadecimal(high)
        out.appendHexadecimal(low)
    }
}
