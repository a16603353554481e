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
    @inlinable
    package mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return }
        reserve(bytes.count)
        UnsafeMutableRawPointer(base + used).copyMemory(from: source, byteCount: bytes.count)
        used &+= bytes.count
    }

    /// Appends text as it is, not as a JSON string.
    @inlinable
    package mutating func append(_ text: JSONText) {
        append(UnsafeRawBufferPointer(text.bytes))
    }

    /// Appends a constant as it is, not as a JSON string.
    @inlinable
    package mutating func append(_ constant: StaticString) {
        append(JSONText(constant))
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
