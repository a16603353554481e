/// A growing buffer of bytes that is written once and lent out, then emptied and used again.
///
/// Its memory stays at its largest until it goes away. What it lends is valid until the next write.
@usableFromInline
package struct ByteWriter: ~Copyable {
    @usableFromInline var base: UnsafeMutablePointer<UInt8>
    @usableFromInline var capacity: Int
    @usableFromInline var used: Int

    /// An empty writer with room for so many bytes before it grows.
    package init(capacity: Int = 4096) {
        let room = max(capacity, 64)
        self.base = .allocate(capacity: room)
        self.capacity = room
        self.used = 0
    }

    deinit {
        base.deallocate()
    }

    /// The number of bytes written.
    @inlinable
    package var count: Int { used }

    /// The bytes written so far, valid until the next write.
    @inlinable
    package var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: base, count: used)
    }

    /// A copy of the bytes written so far.
    package var array: [UInt8] { Array(bytes) }

    /// A copy of the bytes written so far, as text.
    package var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Forgets what was written and keeps the memory.
    @inlinable
    package mutating func removeAll() {
        used = 0
    }

    /// Cuts what was written back to a number of bytes, at most `count`.
    @inlinable
    package mutating func truncate(to count: Int) {
        precondition(count >= 0 && count <= used, "truncate to \(count) of \(used)")
        used = count
    }

    /// Makes sure that so many bytes can follow without growing.
    @inlinable @inline(__always)
    package mutating func reserve(_ additional: Int) {
        if capacity &- used < additional {
            grow(additional)
        }
    }

    /// Appends one byte.
    @inlinable @inline(__always)
    package mutating func append(_ byte: UInt8) {
        reserve(1)
        base[used] = byte
        used &+= 1
    }

    /// Appends bytes.
    @inlinable @inline(__always)
    package mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return }
        reserve(bytes.count)
        UnsafeMutableRawPointer(base + used).copyMemory(from: source, byteCount: bytes.count)
        used &+= bytes.count
    }

    /// Appends text as it is, not as a JSON string.
    @inlinable @inline(__always)
    package mutating func append(_ text: JSONText) {
        append(UnsafeRawBufferPointer(text.bytes))
    }

    /// Appends a constant as it is, not as a JSON string.
    @inlinable @inline(__always)
    package mutating func append(_ constant: StaticString) {
        append(JSONText(constant))
    }

    /// Appends the 16 hexadecimal digits of a word, the most significant first.
    @inlinable
    package mutating func appendHexadecimal(_ word: UInt64) {
        reserve(16)
        let place = UnsafeMutableRawPointer(base + used)
        place.storeBytes(of: Self.hexadecimal(UInt32(truncatingIfNeeded: word &>> 32)).bigEndian, as: UInt64.self)
        place.storeBytes(
            of: Self.hexadecimal(UInt32(truncatingIfNeeded: word)).bigEndian, toByteOffset: 8, as: UInt64.self)
        used &+= 16
    }

    /// Eight digits at once: each half byte goes to a byte of its own, then those above nine become letters.
    @inlinable @inline(__always)
    static func hexadecimal(_ half: UInt32) -> UInt64 {
        var spread = UInt64(half)
        spread = (spread &<< 16 | spread) & 0x0000_FFFF_0000_FFFF
        spread = (spread &<< 8 | spread) & 0x00FF_00FF_00FF_00FF
        spread = (spread &<< 4 | spread) & 0x0F0F_0F0F_0F0F_0F0F
        let letters = ((spread &+ 0x0606_0606_0606_0606) &>> 4) & 0x0101_0101_0101_0101
        return spread &+ 0x3030_3030_3030_3030 &+ letters &* 0x27
    }

    @usableFromInline
    mutating func grow(_ additional: Int) {
        let wanted = max(capacity * 2, used + additional + 64)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted)
        larger.update(from: base, count: used)
        base.deallocate()
        base = larger
        capacity = wanted
    }
}
