/// What incoming header values must look like before they are passed on.
enum HeaderSyntax {
    /// W3C trace context, version 00: `00-<32 digits>-<16 digits>-<2 digits>`, ids not all zero.
    static func isTraceparent(_ value: UnsafeRawBufferPointer) -> Bool {
        guard value.count == 55, value[0] == UInt8(ascii: "0"), value[1] == UInt8(ascii: "0") else { return false }
        for (index, byte) in value.enumerated() {
            if [2, 35, 52].contains(index) {
                guard byte == UInt8(ascii: "-") else { return false }
            } else {
                guard isHexadecimal(byte) else { return false }
            }
        }
        let zero = UInt8(ascii: "0")
        return !value[3..<35].allSatisfy { $0 == zero } && !value[36..<52].allSatisfy { $0 == zero }
    }

    /// At most 512 printable ASCII characters, as every vendor has to take them.
    static func isTracestate(_ value: UnsafeRawBufferPointer) -> Bool {
        (1...512).contains(value.count) && value.allSatisfy { (0x20...0x7E).contains($0) }
    }

    /// `topic/partition/offset`.
    static func isPlace(_ value: UnsafeRawBufferPointer) -> Bool {
        let parts = value.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return value.count <= 300 && parts.count == 3 && parts.allSatisfy { !$0.isEmpty }
            && parts[0].allSatisfy(isTopicCharacter) && parts[1].allSatisfy(isDigit) && parts[2].allSatisfy(isDigit)
    }

    /// A number from 1 to 9999.
    static func smallNumber(_ value: UnsafeRawBufferPointer) -> Int? {
        guard (1...4).contains(value.count), value.allSatisfy(isDigit) else { return nil }
        let number = value.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return number > 0 ? number : nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    private static func isTopicCharacter(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            || [UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-")].contains(byte)
    }
}
