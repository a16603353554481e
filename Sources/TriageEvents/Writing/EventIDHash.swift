import Digests
package import JSON

/// Makes the ids of the routing events that one ruleset and engine give, one after the other.
///
/// Hashed are, each after its length as eight bytes, least significant first: the submission id, the ruleset's digest,
/// the engine's number in decimal digits, and the record's value. For one thread; its memory is taken once.
package struct EventIDHash: ~Copyable {
    private var hash = BLAKE2b128()
    /// All that goes before the value, put together, since each call of the library costs as much as many bytes.
    private var head = ByteWriter(capacity: 2048)
    /// Digest and engine, which are the same for every record.
    private var fixed = ByteWriter(capacity: 128)

    /// - Parameters:
    ///   - rulesetDigest: The ruleset's SHA-256 in hexadecimal.
    ///   - engine: The number for the meaning of the code.
    package init(rulesetDigest: JSONText, engine: Int) {
        Self.append(UnsafeRawBufferPointer(rulesetDigest.bytes), to: &fixed)
        var number = String(engine)
        number.withUTF8 { Self.append(UnsafeRawBufferPointer($0), to: &fixed) }
    }

    /// The id of the event that a record gives.
    ///
    /// - Parameters:
    ///   - submissionID: The submission's own id.
    ///   - value: The record's value, all of it, as it came.
    /// - Returns: The id.
    package mutating func id(submissionID: JSONText, value: UnsafeRawBufferPointer) -> EventID {
        head.removeAll()
        Self.append(UnsafeRawBufferPointer(submissionID.bytes), to: &head)
        head.append(fixed.bytes)
        Self.appendLength(value.count, to: &head)
        hash.update(head.bytes)
        hash.update(value)
        let digest = hash.finalize()
        return EventID(high: digest.0, low: digest.1)
    }

    private static func append(_ part: UnsafeRawBufferPointer, to out: inout ByteWriter) {
        appendLength(part.count, to: &out)
        out.append(part)
    }

    private static func appendLength(_ length: Int, to out: inout ByteWriter) {
        withUnsafeBytes(of: UInt64(length).littleEndian) { out.append($0) }
    }
}
