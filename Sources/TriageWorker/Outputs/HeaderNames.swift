import MessageQueue

/// The names of all headers that the worker reads and writes, and the headers that never change.
struct HeaderNames {
    let id = bytes("ce_id")
    let source = bytes("ce_source")
    let time = bytes("ce_time")
    let input = bytes("legtriage-input")
    let errorCode = bytes("legtriage-error-code")
    let errorPath = bytes("legtriage-error-path")
    let attempt = bytes("legtriage-attempt")
    let redriveOf = bytes("legtriage-redrive-of")
    let valueSize = bytes("legtriage-value-size")
    let valueDigest = bytes("legtriage-value-sha256")
    let traceparent = bytes("traceparent")
    let tracestate = bytes("tracestate")

    let specversion = MessageHeader(name: bytes("ce_specversion"), value: bytes("1.0"))
    let type = MessageHeader(name: bytes("ce_type"), value: bytes("leg-triage.routing.v1"))
    let contentType = MessageHeader(name: bytes("content-type"), value: bytes("application/json"))
    let redFlag = MessageHeader(name: bytes("legtriage-red-flag"), value: bytes("true"))

    private let prefix = bytes("legtriage-")

    /// Whether a header of this name is for us to set, so that an incoming one is not believed.
    func isOurs(_ name: UnsafeRawBufferPointer) -> Bool {
        name.count >= prefix.count && UnsafeRawBufferPointer(rebasing: name[..<prefix.count]) == prefix
    }

    private static func bytes(_ name: StaticString) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    }
}

/// Whether two names have the same bytes.
func == (left: UnsafeRawBufferPointer, right: UnsafeRawBufferPointer) -> Bool {
    left.count == right.count && left.elementsEqual(right)
}
