/// The hash of a folded word, taken eight bytes at a time, or byte by byte with the same result.
struct WordHash {
    private var mixed: UInt64 = 0xcbf2_9ce4_8422_2325
    /// Bytes that are not mixed in yet, the first of them lowest: fewer than eight.
    private var pending: UInt64 = 0
    private var pendingBits: UInt64 = 0

    /// Of a whole word, folded already.
    static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var hash = WordHash()
        for byte in bytes { hash.add(byte) }
        return hash.finished
    }

    /// The hash of all that was added. No byte of a word is zero, so no two words are mixed from the same numbers.
    var finished: UInt64 {
        @inline(__always) get { Self.mix(mixed ^ pending) }
    }

    @inline(__always)
    mutating func add(_ byte: UInt8) {
        pending |= UInt64(byte) &<< pendingBits
        pendingBits &+= 8
        if pendingBits == 64 {
            mixed = Self.mix(mixed ^ pending)
            pending = 0
            pendingBits = 0
        }
    }

    /// Adds the ASCII letters that text begins with at an index, in lower case, and says how many they are. For the
    /// begin of a word, and while it has at least eight bytes ahead; what is left is for `add(_:)`.
    @inline(__always)
    mutating func addLetters(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start
        while index &+ 8 <= text.count {
            let bytes = UInt64(
                littleEndian: UnsafeRawPointer(text.baseAddress.unsafelyUnwrapped).loadUnaligned(
                    fromByteOffset: index, as: UInt64.self))
            let folded = bytes | 0x2020_2020_2020_2020
            // In each byte, the highest bit says: from "a" on, beyond "z", not ASCII.
            let low = folded & 0x7f7f_7f7f_7f7f_7f7f
            let fromA = low &+ 0x1f1f_1f1f_1f1f_1f1f
            let beyondZ = low &+ 0x0505_0505_0505_0505
            let others = ~(fromA & ~beyondZ & ~bytes) & 0x8080_8080_8080_8080
            if others != 0 {
                let bits = UInt64(truncatingIfNeeded: others.trailingZeroBitCount) & 0x38
                pending = folded & ((1 &<< bits) &- 1)
                pendingBits = bits
                return index &- start &+ Int(bits >> 3)
            }
            mixed = Self.mix(mixed ^ folded)
            index &+= 8
        }
        return index &- start
    }

    @inline(__always)
    private static func mix(_ value: UInt64) -> UInt64 {
        value.mixed(by: 0x9e37_79b9_7f4a_7c15)
    }
}
