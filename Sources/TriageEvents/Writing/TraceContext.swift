package import JSON

/// The trace that a record belongs to (W3C Trace Context, level 1), if its headers say so and are well formed.
package struct TraceContext {
    private static let traceParentBytes = 55
    private static let longestState = 4096
    private static let mostStateMembers = 32

    /// The first well-formed `traceparent`, borrowed.
    package private(set) var parent: JSONText?
    /// The first well-formed `tracestate`, borrowed; nil without a `traceparent`, since it means nothing then.
    package private(set) var state: JSONText?

    /// Looks at the headers.
    package init(_ headers: RecordHeaders) {
        var state: JSONText?
        for header in headers {
            guard let value = header.value else { continue }
            let name = JSONText(header.name)
            if name == EventHeaders.traceParent {
                if parent == nil, Self.isTraceParent(value) { parent = JSONText(value) }
            } else if name == EventHeaders.traceState {
                if state == nil, Self.isTraceState(value) { state = JSONText(value) }
            }
        }
        self.state = parent == nil ? nil : state
    }

    /// `version-trace-parent-flags` in small hexadecimal digits, neither id all zeros. A later version may have more
    /// after a dash; `ff` is none.
    package static func isTraceParent(_ value: UnsafeRawBufferPointer) -> Bool {
        guard value.count >= traceParentBytes else { return false }
        for (index, byte) in value.prefix(traceParentBytes).enumerated() {
            let isDash = index == 2 || index == 35 || index == 52
            guard isDash ? byte == UInt8(ascii: "-") : isSmallHex(byte) else { return false }
        }
        let version = value[0..<2]
        if version.elementsEqual("ff".utf8) { return false }
        if value[3..<35].allSatisfy({ $0 == UInt8(ascii: "0") }) { return false }
        if value[36..<52].allSatisfy({ $0 == UInt8(ascii: "0") }) { return false }
        if version.elementsEqual("00".utf8) { return value.count == traceParentBytes }
        guard value.count > traceParentBytes else { return true }
        return value.count <= 256 && value[traceParentBytes] == UInt8(ascii: "-")
            && value[traceParentBytes...].allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// A list of `key=value` with commas between, each key once and at most 32 of them.
    package static func isTraceState(_ value: UnsafeRawBufferPointer) -> Bool {
        guard !value.isEmpty, value.count <= longestState else { return false }
        var keys: [Slice<UnsafeRawBufferPointer>] = []
        for member in value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: true) {
            let trimmed = trim(member)
            if trimmed.isEmpty { continue }
            guard let equals = trimmed.firstIndex(of: UInt8(ascii: "=")) else { return false }
            let key = trimmed[trimmed.startIndex..<equals]
            guard isStateKey(key), isStateValue(trimmed[(equals + 1)...]), keys.count < mostStateMembers,
                !keys.contains(where: { $0.elementsEqual(key) })
            else { return false }
            keys.append(key)
        }
        return !keys.isEmpty
    }

    private static func trim(_ bytes: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
        var bytes = bytes
        while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
        while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
        return bytes
    }

    private static func isStateKey(_ key: Slice<UnsafeRawBufferPointer>) -> Bool {
        let parts = key.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        switch parts.count {
        case 1:
            return isKeyPart(parts[0], limit: 256, mayStartWithDigit: false)
        case 2:
            return isKeyPart(parts[0], limit: 241, mayStartWithDigit: true)
                && isKeyPart(parts[1], limit: 14, mayStartWithDigit: false)
        default:
            return false
        }
    }

    private static func isKeyPart(
        _ part: Slice<UnsafeRawBufferPointer>, limit: Int, mayStartWithDigit: Bool
    ) -> Bool {
        guard let first = part.first, part.count <= limit, isSmallLetter(first) || (mayStartWithDigit && isDigit(first))
        else { return false }
        return part.allSatisfy { isSmallLetter($0) || isDigit($0) || JSONText("_-*/").bytes.contains($0) }
    }

    private static func isStateValue(_ value: Slice<UnsafeRawBufferPointer>) -> Bool {
        guard let last = value.last, last != 0x20, value.count <= 256 else { return false }
        return value.allSatisfy { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ",") }
    }

    private static func isSmallLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isSmallHex(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
