/// Writes bytes one after the other where a `ByteWriter` has made room for them, without asking again for each.
@usableFromInline
package struct ByteCursor {
    /// Where the next byte goes.
    @usableFromInline var place: UnsafeMutablePointer<UInt8>

    @inlinable @inline(__always)
    init(_ place: UnsafeMutablePointer<UInt8>) { self.place = place }

    /// Writes one byte.
    @inlinable @inline(__always)
    package mutating func append(_ byte: UInt8) {
        place.pointee = byte
        place += 1
    }

    /// Writes text as it is, not as a JSON string.
    @inlinable @inline(__always)
    package mutating func append(_ text: JSONText) {
        guard let source = text.bytes.baseAddress else { return }
        UnsafeMutableRawPointer(place).copyMemory(from: source, byteCount: text.count)
        place += text.count
    }

    /// Writes a constant as it is, not as a JSON string.
    @inlinable @inline(__always)
    package mutating func append(_ constant: StaticString) { append(JSONText(constant)) }

    /// Writes a comma unless it is told that nothing came before.
    @inlinable @inline(__always)
    package mutating func separate(from last: UInt8) {
        if last != UInt8(ascii: "[") { append(UInt8(ascii: ",")) }
    }

    /// Writes the digits of a number: at most ten.
    @inlinable @inline(__always)
    package mutating func appendDecimal(_ number: UInt32) {
        var rest = number
        if number >= 10_000 {
            appendManyDigits(number)
            return
        }
        if number >= 1000 { appendDigit(&rest, of: 1000) }
        if number >= 100 { appendDigit(&rest, of: 100) }
        if number >= 10 { appendDigit(&rest, of: 10) }
        append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest))
    }

    @inlinable @inline(__always)
    mutating func appendDigit(_ rest: inout UInt32, of unit: UInt32) {
        let digit = rest / unit
        rest &-= digit &* unit
        append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit))
    }

    @usableFromInline
    mutating func appendManyDigits(_ number: UInt32) {
        var unit: UInt32 = 1_000_000_000
        while number < unit { unit /= 10 }
        var rest = number
        while unit > 0 {
            appendDigit(&rest, of: unit)
            unit /= 10
        }
    }
}

extension ByteWriter {
    /// Makes room for so many bytes and lets them be written through a cursor, which is told what the last byte before
    /// it was (0: there is none). It must not write more.
    @inlinable @inline(__always)
    package mutating func write(atMost count: Int, _ body: (inout ByteCursor, _ last: UInt8) -> Void) {
        reserve(count)
        var cursor = ByteCursor(base + used)
        body(&cursor, used > 0 ? base[used &- 1] : 0)
        let written = cursor.place - base
        assert(written <= used + count, "\(written - used) bytes where \(count) were announced")
        used = written
    }
}
