import JSON

/// Makes text of bytes that are no submission, as far as it goes.
enum ReadableText {
    /// Appends the text of the bytes: UTF-16 if they start with its mark, else UTF-8; escapes as JSON writes them are
    /// decoded, since what was cut short is mostly JSON; zeros become spaces, what is no text U+FFFD.
    static func append(_ bytes: UnsafeRawBufferPointer, to out: inout ByteWriter) {
        if bytes.starts(with: [0xFF, 0xFE]) {
            appendUTF16(bytes, isBigEndian: false, to: &out)
        } else if bytes.starts(with: [0xFE, 0xFF]) {
            appendUTF16(bytes, isBigEndian: true, to: &out)
        } else {
            appendUTF8(bytes, to: &out)
        }
    }

    private static func appendUTF8(_ bytes: UnsafeRawBufferPointer, to out: inout ByteWriter) {
        var offset = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\\"), let (scalar, length) = escape(in: bytes, at: offset) {
                append(scalar, to: &out)
                offset += length
            } else if byte == 0 {
                out.append(UInt8(ascii: " "))
                offset += 1
            } else {
                let length = UTF8Check.sequenceLength(in: bytes, at: offset)
                if length == 0 {
                    append("\u{FFFD}", to: &out)
                } else {
                    out.append(UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + length)]))
                }
                offset += max(length, 1)
            }
        }
    }

    private static func appendUTF16(_ bytes: UnsafeRawBufferPointer, isBigEndian: Bool, to out: inout ByteWriter) {
        let high = isBigEndian ? 0 : 1
        var units: [UInt16] = []
        for offset in stride(from: 2, to: bytes.count - 1, by: 2) {
            units.append(UInt16(bytes[offset + high]) << 8 | UInt16(bytes[offset + 1 - high]))
        }
        let text = String(decoding: units, as: UTF16.self)
        Array(text.utf8).withUnsafeBytes { appendUTF8($0, to: &out) }
    }

    /// The scalar that an escape stands for, and the escape's length; nil if it is none.
    private static func escape(in bytes: UnsafeRawBufferPointer, at offset: Int) -> (Unicode.Scalar, Int)? {
        guard offset + 1 < bytes.count else { return nil }
        switch bytes[offset + 1] {
        case UInt8(ascii: "\""): return ("\"", 2)
        case UInt8(ascii: "\\"): return ("\\", 2)
        case UInt8(ascii: "/"): return ("/", 2)
        case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "b"):
            return (" ", 2)
        case UInt8(ascii: "u"):
            guard let unit = unit(in: bytes, at: offset + 2) else { return nil }
            if (0xD800..<0xDC00).contains(unit), offset + 7 < bytes.count, bytes[offset + 6] == UInt8(ascii: "\\"),
                bytes[offset + 7] == UInt8(ascii: "u"), let low = self.unit(in: bytes, at: offset + 8),
                (0xDC00..<0xE000).contains(low),
                let scalar = Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
            {
                return (scalar, 12)
            }
            return (Unicode.Scalar(unit == 0 ? 0x20 : unit) ?? "\u{FFFD}", 6)
        default: return nil
        }
    }

    private static func unit(in bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt32? {
        guard offset + 4 <= bytes.count else { return nil }
        var unit: UInt32 = 0
        for index in offset..<(offset + 4) {
            guard bytes[index] < 0x80, let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue else {
                return nil
            }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    private static func append(_ scalar: Unicode.Scalar, to out: inout ByteWriter) {
        for byte in UTF8.encode(scalar).map(Array.init) ?? [] {
            out.append(byte)
        }
    }
}
