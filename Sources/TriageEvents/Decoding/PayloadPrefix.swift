/// What may stand before the JSON of a value and is skipped: a UTF-8 byte order mark, and the five bytes of a schema
/// registry's wire format (a zero, then a 4-byte id).
struct PayloadPrefix {
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private static let registryByteCount = 5

    /// The bytes that follow.
    private(set) var rest: UnsafeRawBufferPointer
    private(set) var hadByteOrderMark = false
    private(set) var hadSchemaRegistryPrefix = false

    /// Skips each of the two at most once, in either order. A zero with less than four bytes behind it is no prefix.
    init(_ bytes: UnsafeRawBufferPointer) {
        rest = bytes
        for _ in 0..<2 {
            if !hadSchemaRegistryPrefix, rest.count >= Self.registryByteCount, rest[0] == 0 {
                hadSchemaRegistryPrefix = true
                drop(Self.registryByteCount)
            } else if !hadByteOrderMark, rest.starts(with: Self.byteOrderMark) {
                hadByteOrderMark = true
                drop(Self.byteOrderMark.count)
            }
        }
    }

    private mutating func drop(_ count: Int) {
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
}
