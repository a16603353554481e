/// Writes JSON without white space. Commas come by themselves: a value, or a member's name, that follows a
/// finished value gets one. The same calls give the same bytes on every machine.
extension ByteWriter {
    /// Opens an object; close it with `endObject`.
    @inlinable
    package mutating func beginObject() {
        separate()
        append(UInt8(ascii: "{"))
    }

    /// Closes the object opened last.
    @inlinable
    package mutating func endObject() {
        append(UInt8(ascii: "}"))
    }

    /// Opens an array; close it with `endArray`.
    @inlinable
    package mutating func beginArray() {
        separate()
        append(UInt8(ascii: "["))
    }

    /// Closes the array opened last.
    @inlinable
    package mutating func endArray() {
        append(UInt8(ascii: "]"))
    }

    /// Writes a member's name, which must need no escapes; its value has to follow.
    @inlinable @inline(__always)
    package mutating func name(_ name: StaticString) {
        let count = name.utf8CodeUnitCount
        reserve(count &+ 4)
        separate()
        base[used] = UInt8(ascii: "\"")
        UnsafeMutableRawPointer(base + (used &+ 1)).copyMemory(from: name.utf8Start, byteCount: count)
        used &+= count &+ 3
        base[used &- 2] = UInt8(ascii: "\"")
        base[used &- 1] = UInt8(ascii: ":")
    }

    /// Writes a member's name that is not known beforehand; its value has to follow.
    package mutating func name(_ name: JSONText) {
        value(name)
        append(UInt8(ascii: ":"))
    }

    /// Writes a value, or the beginning of one, that is JSON already.
    @inlinable @inline(__always)
    package mutating func value(json: JSONText) {
        separate()
        append(json)
    }

    /// Writes what a string of this text would hold between its quotes.
    package mutating func appendEscaped(_ text: JSONText) {
        appendEscaped(text.bytes)
    }

    /// Writes a constant as a string.
    @inlinable
    package mutating func value(_ constant: StaticString) {
        value(JSONText(constant))
    }

    /// Writes text as a string: `"`, `\` and control characters escaped, everything else as it is.
    @inlinable
    package mutating func value(_ text: JSONText) {
        reserve(text.count &+ 16)
        separate()
        append(UInt8(ascii: "\""))
        appendEscaped(text.bytes)
        append(UInt8(ascii: "\""))
    }

    /// Writes text as a string, or `null`.
    @inlinable
    package mutating func value(_ text: JSONText?) {
        if let text {
            value(text)
        } else {
            null()
        }
    }

    /// Writes a Swift string; slower than the forms over borrowed bytes.
    package mutating func value(_ string: String) {
        var string = string
        string.withUTF8 { value(JSONText($0)) }
    }

    /// Writes a whole number.
    @inlinable
    package mutating func value(_ integer: Int) {
        separate()
        appendDecimal(integer)
    }

    /// Writes a number in the shortest form that reads back as the same double, whole ones without a fraction;
    /// what JSON cannot hold (infinities, not a number) as `null`.
    package mutating func value(_ number: Double) {
        guard number.isFinite else { return null() }
        separate()
        if let whole = Int(exactly: number), whole.magnitude < 1 << 53, whole != 0 || number.sign == .plus {
            appendDecimal(whole)
        } else {
            var description = number.description
            description.withUTF8 { digits in
                let isWhole = digits.count > 2 && digits[digits.count - 1] == 0x30 && digits[digits.count - 2] == 0x2E
                append(
                    UnsafeRawBufferPointer(
                        rebasing: UnsafeRawBufferPointer(digits)[..<(digits.count - (isWhole ? 2 : 0))]))
            }
        }
    }

    /// Writes a truth value.
    @inlinable
    package mutating func value(_ boolean: Bool) {
        separate()
        append(boolean ? "true" : "false")
    }

    /// Writes `null`.
    @inlinable
    package mutating func null() {
        separate()
        append("null")
    }

    /// Appends the digits of a whole number as they are, without a comma before them.
    @inlinable
    package mutating func appendDecimal(_ integer: Int) {
        reserve(20)
        var magnitude = integer.magnitude
        if integer < 0 {
            base[used] = UInt8(ascii: "-")
            used &+= 1
        }
        if magnitude < 1000 {
            // Offsets, counts and durations are mostly this small.
            let small = UInt32(truncatingIfNeeded: magnitude)
            if small >= 100 { appendDigit(small / 100) }
            if small >= 10 { appendDigit(small / 10 % 10) }
            appendDigit(small % 10)
            return
        }
        var digits = 1
        var bound: UInt = 10
        while magnitude >= bound {
            digits &+= 1
            let (next, overflow) = bound.multipliedReportingOverflow(by: 10)
            if overflow { break }
            bound = next
        }
        var place = used &+ digits
        used = place
        repeat {
            place &-= 1
            let (rest, digit) = magnitude.quotientAndRemainder(dividingBy: 10)
            base[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit)
            magnitude = rest
        } while magnitude != 0
    }

    /// One digit, for which there is room.
    @inlinable @inline(__always)
    mutating func appendDigit(_ digit: UInt32) {
        base[used] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit)
        used &+= 1
    }

    /// A comma, unless this is the first thing in its container, the value of a member, or the start of a line.
    @inlinable @inline(__always)
    mutating func separate() {
        guard used > 0 else { return }
        switch base[used &- 1] {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"), UInt8(ascii: "\n"): return
        default: append(UInt8(ascii: ","))
        }
    }

    @usableFromInline
    mutating func appendEscaped(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else { return }
        let source = UnsafeRawPointer(start)
        let count = bytes.count
        reserve(count + 8)
        var read = 0
        while true {
            // Eight bytes at a time as long as none of them needs an escape: a byte below 0x20, a quote, a backslash.
            while read &+ 8 <= count {
                let word = source.loadUnaligned(fromByteOffset: read, as: UInt64.self)
                guard !Self.needsEscape(word) else { break }
                UnsafeMutableRawPointer(base + used).storeBytes(of: word, as: UInt64.self)
                used &+= 8
                read &+= 8
            }
            if read >= 8, read < count, count &- read < 8 {
                // The rest together with bytes that were copied already, if none of all eight needs an escape.
                let word = source.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
                if !Self.needsEscape(word) {
                    used &+= count &- read
                    UnsafeMutableRawPointer(base + (used &- 8)).storeBytes(of: word, as: UInt64.self)
                    return
                }
            }
            let stop = min(read &+ 8, count)
            guard read < stop else { return }
            while read < stop {
                let byte = start[read]
                if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
                    base[used] = byte
                    used &+= 1
                } else {
                    appendEscape(byte)
                    reserve(count &- read &+ 8)
                }
                read &+= 1
            }
        }
    }

    @inline(__always)
    private static func needsEscape(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        let found =
            ((word &- (ones &* 0x20)) & ~word) | ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
        return found & (ones &* 0x80) != 0
    }

    private mutating func appendEscape(_ byte: UInt8) {
        append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
        case 0x08: append(UInt8(ascii: "b"))
        case 0x09: append(UInt8(ascii: "t"))
        case 0x0A: append(UInt8(ascii: "n"))
        case 0x0C: append(UInt8(ascii: "f"))
        case 0x0D: append(UInt8(ascii: "r"))
        default:
            append("u00")
            append(byte >> 4 == 0 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
            let low = byte & 0x0F
            append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
        }
    }
}
