import MessageQueue
import TriageEvents

/// Names and fixed values of routing events' headers as bytes that stay where they are.
struct HeaderNames {
    let eventID = bytes(EventHeaders.eventID)
    let source = bytes(EventHeaders.source)
    let eventTime = bytes(EventHeaders.eventTime)
    let input = bytes(EventHeaders.input)
    let specVersion = MessageHeader(
        name: bytes(EventHeaders.specVersion), value: bytes(EventHeaders.specVersionValue))
    let type = MessageHeader(name: bytes(EventHeaders.type), value: bytes(EventHeaders.typeValue))
    let contentType = MessageHeader(
        name: bytes(EventHeaders.contentType), value: bytes(EventHeaders.contentTypeValue))

    static func bytes(_ name: StaticString) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    }
}
