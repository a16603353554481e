package import JSON

/// What is believed of the `legtriage-*` headers of a record that arrives: those of a redrive, if they are well formed.
/// All others may have been written by anybody and are dropped.
package struct IncomingHeaders {
    private static let largestAttempt = 1_000_000
    private static let longestPosition = 512

    /// How often the record became a dead letter before; nil if it does not say so.
    package private(set) var attempt: Int?
    /// Which dead letter it was, `topic/partition/offset`, borrowed; nil if it does not say so.
    package private(set) var redriveOf: JSONText?

    /// Looks at the headers; of one given twice the first counts.
    package init(_ headers: RecordHeaders) {
        for header in headers where Self.isOurs(header) {
            guard let value = header.value else { continue }
            let name = JSONText(header.name)
            if name == EventHeaders.attempt {
                attempt = attempt ?? Self.attempt(value)
            } else if name == EventHeaders.redriveOf {
                redriveOf = redriveOf ?? Self.position(value)
            }
        }
    }

    /// Whether a header's name is one of ours, in whatever case.
    package static func isOurs(_ header: RecordHeader) -> Bool {
        let prefix = JSONText(EventHeaders.ownPrefix)
        guard header.name.count >= prefix.count else { return false }
        return zip(header.name, prefix.bytes).allSatisfy { byte, letter in
            byte == letter || ((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) && byte | 0x20 == letter)
        }
    }

    func writeRedriveOf(into block: inout HeaderBlock) {
        if let redriveOf {
            block.append(EventHeaders.redriveOf, redriveOf)
        }
    }

    private static func attempt(_ value: UnsafeRawBufferPointer) -> Int? {
        guard (1...7).contains(value.count), value.allSatisfy(isDigit), value[0] != UInt8(ascii: "0") else {
            return nil
        }
        let number = value.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return number <= largestAttempt ? number : nil
    }

    /// `topic/partition/offset`, the topic as Kafka allows it.
    private static func position(_ value: UnsafeRawBufferPointer) -> JSONText? {
        guard value.count <= longestPosition else { return nil }
        let parts = value.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, parts[0].allSatisfy(isTopicByte),
            (1...10).contains(parts[1].count), (1...19).contains(parts[2].count),
            parts[1].allSatisfy(isDigit), parts[2].allSatisfy(isDigit)
        else { return nil }
        return JSONText(value)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isTopicByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: ".")
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }
}
