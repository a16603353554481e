/// Base64 with padding (RFC 4648, section 4).
enum Base64 {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
        return values
    }()

    static func encode(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var word: UInt32 = 0
        var count = 0
        for byte in bytes {
            word = word << 8 | UInt32(byte)
            count += 1
            if count == 3 {
                append(word, digits: 4, to: &text)
                word = 0
                count = 0
            }
        }
        if count > 0 {
            append(word << (8 * UInt32(3 - count)), digits: count + 1, to: &text)
            text += Array(repeating: UInt8(ascii: "="), count: 3 - count)
        }
        return text
    }

    private static func append(_ word: UInt32, digits count: Int, to text: inout [UInt8]) {
        for index in 0..<count { text.append(digits[Int(word >> (18 - 6 * UInt32(index)) & 63)]) }
    }

    /// nil if it is no base64, or not the one way to write these bytes.
    static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        let padding = text.suffix(2).reduce(0) { $1 == UInt8(ascii: "=") ? $0 + 1 : 0 }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var word: UInt32 = 0
        var count = 0
        for digit in text.dropLast(padding) {
            let value = values[Int(digit)]
            guard value != 0xFF else { return nil }
            word = word << 6 | UInt32(value)
            count += 1
            if count == 4 {
                bytes += [
                    UInt8(truncatingIfNeeded: word >> 16), UInt8(truncatingIfNeeded: word >> 8),
                    UInt8(truncatingIfNeeded: word),
                ]
                word = 0
                count = 0
            }
        }
        switch (count, padding) {
        case (0, 0): return bytes
        case (2, 2):
            guard word & 0xF == 0 else { return nil }
            return bytes + [UInt8(truncatingIfNeeded: word >> 4)]
        case (3, 1):
            guard word & 0x3 == 0 else { return nil }
            return bytes + [UInt8(truncatingIfNeeded: word >> 10), UInt8(truncatingIfNeeded: word >> 2)]
        default: return nil
        }
    }
}
