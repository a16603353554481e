package import Digests
package import JSON

/// The id of a routing event: BLAKE2b-128 over what its body is a function of, so that a record sent twice gives two
/// events of the same id and a corrected one another id.
package struct EventID: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    /// No event has this id; a place to be filled.
    package static let zero = EventID(high: 0, low: 0)

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The id of the event that a record gives.
    ///
    /// Hashed are, each after its length as eight bytes, least significant first: the submission id, the ruleset's
    /// digest, the engine's number in decimal digits, and the record's value.
    ///
    /// - Parameters:
    ///   - submissionID: The submission's own id.
    ///   - rulesetDigest: The ruleset's SHA-256 in hexadecimal.
    ///   - engine: The number for the meaning of the code.
    ///   - value: The record's value, all of it, as it came.
    ///   - hash: A hash to use, in which nothing is left over; kept by the caller, since a new one costs memory.
    package init(
        submissionID: JSONText, rulesetDigest: JSONText, engine: Int, value: UnsafeRawBufferPointer,
        using hash: inout BLAKE2b128
    ) {
        hash.updateWithLength(UnsafeRawBufferPointer(submissionID.bytes))
        hash.updateWithLength(UnsafeRawBufferPointer(rulesetDigest.bytes))
        var number = String(engine)
        number.withUTF8 { hash.updateWithLength(UnsafeRawBufferPointer($0)) }
        hash.updateWithLength(value)
        let digest = hash.finalize()
        self.init(high: digest.0, low: digest.1)
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
