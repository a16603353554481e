/// Reads JSON by the letter of RFC 8259, slowly, after simdjson refused it: says where the fault is, and which
/// tokens are good JSON that simdjson cannot hold (a number out of range, half a surrogate pair).
///
/// Linear in the bytes and without recursion.
struct JSONInspection {
    /// A token that is good JSON but cannot be held.
    struct Mend {
        enum Kind {
            /// A number beyond a double, or a whole number beyond 64 bits.
            case number
            /// An escape `\uD800` to `\uDFFF` without its other half.
            case surrogate
        }

        let kind: Kind
        let range: Range<Int>
    }

    private enum Expectation {
        case value, valueOrEnd, nameOrEnd, name, colon, commaOrEnd, end
    }

    private let bytes: UnsafeRawBufferPointer
    private let depthLimit: Int?
    private var position = 0
    private var fault: JSONError?
    private var containers: [UInt8] = []

    /// What could be mended, in the order of the bytes; complete if the grammar holds to the end.
    private(set) var mends: [Mend] = []

    /// An inspection of borrowed bytes.
    init(_ bytes: UnsafeRawBufferPointer, depthLimit: Int?) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    /// Whether the bytes follow the grammar, whatever the tokens hold. Call after `run`.
    var followsGrammar: Bool { fault == nil }

    /// The first fault, nil if there is none. Call once.
    mutating func run() -> JSONError? {
        if let offset = UTF8Check.firstInvalidOffset(in: bytes) {
            fault = JSONError(code: .invalidUTF8, offset: offset)
            return fault
        }
        readDocument()
        if let mend = mends.first, mend.range.lowerBound < fault?.offset ?? .max {
            return JSONError(
                code: mend.kind == .number ? .invalidNumber : .invalidString, offset: mend.range.lowerBound)
        }
        return fault
    }

    private mutating func readDocument() {
        var expectation = Expectation.value
        while fault == nil {
            skipWhiteSpace()
            guard position < bytes.count else {
                if expectation != .end {
                    fail(containers.isEmpty && expectation == .value ? .empty : .truncated)
                }
                return
            }
            expectation = readToken(bytes[position], expecting: expectation)
        }
    }

    private mutating func readToken(_ byte: UInt8, expecting expectation: Expectation) -> Expectation {
        switch (expectation, byte) {
        case (.end, _):
            fail(.trailingContent)
        case (.valueOrEnd, UInt8(ascii: "]")), (.nameOrEnd, UInt8(ascii: "}")):
            return close()
        case (.commaOrEnd, UInt8(ascii: "]")) where containers.last == UInt8(ascii: "["):
            return close()
        case (.commaOrEnd, UInt8(ascii: "}")) where containers.last == UInt8(ascii: "{"):
            return close()
        case (.commaOrEnd, UInt8(ascii: ",")):
            position += 1
            return containers.last == UInt8(ascii: "{") ? .name : .value
        case (.nameOrEnd, UInt8(ascii: "\"")), (.name, UInt8(ascii: "\"")):
            readString()
            return .colon
        case (.colon, UInt8(ascii: ":")):
            position += 1
            return .value
        case (.value, _), (.valueOrEnd, _):
            return readValue(byte)
        default:
            fail(.invalidSyntax)
        }
        return .end
    }

    private mutating func readValue(_ byte: UInt8) -> Expectation {
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            if let depthLimit, containers.count >= depthLimit {
                fail(.tooDeep)
                return .end
            }
            containers.append(byte)
            position += 1
            return byte == UInt8(ascii: "{") ? .nameOrEnd : .valueOrEnd
        case UInt8(ascii: "\""): readString()
        case UInt8(ascii: "t"): readLiteral("true")
        case UInt8(ascii: "f"): readLiteral("false")
        case UInt8(ascii: "n"): readLiteral("null")
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): readNumber()
        default: fail(.invalidSyntax)
        }
        return afterValue
    }

    private var afterValue: Expectation { containers.isEmpty ? .end : .commaOrEnd }

    private mutating func close() -> Expectation {
        containers.removeLast()
        position += 1
        return afterValue
    }

    private mutating func readLiteral(_ literal: StaticString) {
        let text = JSONText(literal)
        guard position + text.count <= bytes.count else { return fail(.truncated) }
        guard JSONText(UnsafeRawBufferPointer(rebasing: bytes[position..<(position + text.count)])) == literal else {
            return fail(.invalidSyntax)
        }
        position += text.count
    }

    private mutating func readNumber() {
        let start = position
        var isWhole = true
        if byte(at: position) == UInt8(ascii: "-") { position += 1 }
        if byte(at: position) == UInt8(ascii: "0") {
            position += 1
        } else if !readDigits() {
            return fail(.invalidNumber)
        }
        if byte(at: position) == UInt8(ascii: ".") {
            isWhole = false
            position += 1
            guard readDigits() else { return fail(.invalidNumber) }
        }
        if let e = byte(at: position), e | 0x20 == UInt8(ascii: "e") {
            isWhole = false
            position += 1
            if let sign = byte(at: position), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position += 1 }
            guard readDigits() else { return fail(.invalidNumber) }
        }
        if let next = byte(at: position), isNumberByte(next) { return fail(.invalidNumber) }
        let token = String(decoding: bytes[start..<position], as: UTF8.self)
        let canBeHeld =
            isWhole ? Int64(token) != nil || UInt64(token) != nil : Double(token).map(\.isFinite) ?? false
        if !canBeHeld {
            mends.append(Mend(kind: .number, range: start..<position))
        }
    }

    private func isNumberByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"): true
        default: byte | 0x20 == UInt8(ascii: "e")
        }
    }

    private mutating func readDigits() -> Bool {
        let start = position
        while let digit = byte(at: position), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) { position += 1 }
        return position > start
    }

    private mutating func readString() {
        position += 1
        while let byte = byte(at: position) {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return
            case UInt8(ascii: "\\"):
                guard readEscape() else { return }
            case 0..<0x20:
                return fail(.invalidString)
            default:
                position += 1
            }
        }
        fail(.truncated)
    }

    /// Passes an escape; false if it is none.
    private mutating func readEscape() -> Bool {
        guard let kind = byte(at: position + 1) else {
            position = bytes.count
            return true
        }
        guard kind == UInt8(ascii: "u") else {
            guard JSONText("\"\\/bfnrt").bytes.contains(kind) else {
                fail(.invalidString)
                return false
            }
            position += 2
            return true
        }
        guard let unit = hexUnit(at: position + 2) else {
            fail(position + 6 > bytes.count ? .truncated : .invalidString)
            return false
        }
        if (0xD800..<0xDC00).contains(unit), byte(at: position + 6) == UInt8(ascii: "\\"),
            byte(at: position + 7) == UInt8(ascii: "u"), let low = hexUnit(at: position + 8),
            (0xDC00..<0xE000).contains(low)
        {
            position += 12
            return true
        }
        if (0xD800..<0xE000).contains(unit) {
            mends.append(Mend(kind: .surrogate, range: position..<(position + 6)))
        }
        position += 6
        return true
    }

    private func hexUnit(at start: Int) -> UInt32? {
        var unit: UInt32 = 0
        for offset in start..<(start + 4) {
            guard let byte = byte(at: offset), let digit = Character(Unicode.Scalar(byte)).hexDigitValue,
                byte < 0x80
            else { return nil }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    private func byte(at offset: Int) -> UInt8? {
        offset < bytes.count ? bytes[offset] : nil
    }

    private mutating func skipWhiteSpace() {
        while let byte = byte(at: position), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            position += 1
        }
    }

    private mutating func fail(_ code: JSONError.Code) {
        if fault == nil {
            fault = JSONError(code: code, offset: min(position, bytes.count))
        }
    }
}
