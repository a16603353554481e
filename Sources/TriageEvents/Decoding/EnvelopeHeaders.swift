import JSON

/// What the headers of a record say of the shape of its value.
struct EnvelopeHeaders {
    /// The content type says that attributes and data are one document.
    private(set) var isStructured = false
    /// There are attributes of a CloudEvent among the headers.
    private(set) var isBinary = false
    /// The event's time.
    private(set) var time: Instant?

    init(_ headers: RecordHeaders) {
        for header in headers {
            guard let value = header.value else { continue }
            let name = JSONText(header.name)
            switch name.count {
            case 7 where name == EventHeaders.eventTime:
                if time == nil { time = Instant(rfc3339: JSONText(value)) }
            case 12 where Self.isContentType(name):
                isStructured = isStructured || Self.hasCloudEventPrefix(value)
            case 14 where name == EventHeaders.specVersion:
                isBinary = true
            default:
                break
            }
        }
    }

    /// Some senders write `Content-Type`.
    private static func isContentType(_ name: JSONText) -> Bool {
        equalIgnoringCase(UnsafeRawBufferPointer(name.bytes), JSONText(EventHeaders.contentType))
    }

    /// Media types are compared without regard to case; what follows the prefix (`+json; charset=…`) does not matter.
    private static func hasCloudEventPrefix(_ value: UnsafeRawBufferPointer) -> Bool {
        let prefix = JSONText("application/cloudevents")
        let start = value.firstIndex { $0 != 0x20 && $0 != 0x09 } ?? value.endIndex
        guard value.count - start >= prefix.count else { return false }
        return equalIgnoringCase(UnsafeRawBufferPointer(rebasing: value[start..<(start + prefix.count)]), prefix)
    }

    private static func equalIgnoringCase(_ bytes: UnsafeRawBufferPointer, _ lowercase: JSONText) -> Bool {
        guard bytes.count == lowercase.count else { return false }
        return zip(bytes, lowercase.bytes).allSatisfy { byte, letter in
            byte == letter || ((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) && byte | 0x20 == letter)
        }
    }
}
