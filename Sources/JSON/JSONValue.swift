/// A value in a parsed document: a place on the parser's tape.
///
/// It owns nothing and is valid until its `JSONParser` parses again or goes away. Asking for a value of another
/// kind answers nil, never traps.
@usableFromInline
package struct JSONValue {
    @usableFromInline let tape: UnsafePointer<UInt64>
    @usableFromInline let strings: UnsafePointer<UInt8>
    @usableFromInline let index: Int

    @inlinable @inline(__always)
    init(tape: UnsafePointer<UInt64>, strings: UnsafePointer<UInt8>, index: Int) {
        self.tape = tape
        self.strings = strings
        self.index = index
    }

    @inlinable @inline(__always)
    var word: UInt64 { tape[index] }

    @inlinable @inline(__always)
    var tag: UInt8 { UInt8(truncatingIfNeeded: tape[index] &>> 56) }

    /// What kind of value this is.
    @inlinable @inline(__always)
    package var kind: JSONKind {
        switch tag {
        case JSONTag.string: .string
        case JSONTag.integer, JSONTag.unsigned, JSONTag.double: .number
        case JSONTag.true, JSONTag.false: .boolean
        case JSONTag.object: .object
        case JSONTag.array: .array
        default: .null
        }
    }

    /// The text of a string, escapes decoded; nil if this is no string.
    @inlinable @inline(__always)
    package var text: JSONText? {
        guard tag == JSONTag.string else { return nil }
        return Self.text(of: word, in: strings)
    }

    /// The number, rounded to a double if it has more digits than fit; nil if this is no number.
    @inlinable @inline(__always)
    package var number: Double? {
        let payload = tape[index + 1]
        switch tag {
        case JSONTag.double: return Double(bitPattern: payload)
        case JSONTag.integer: return Double(Int64(bitPattern: payload))
        case JSONTag.unsigned: return Double(payload)
        default: return nil
        }
    }

    /// The number if it is whole and fits, also if it was written with a fraction of zeros or an exponent.
    @inlinable @inline(__always)
    package var integer: Int? {
        let payload = tape[index + 1]
        switch tag {
        case JSONTag.integer: return Int(truncatingIfNeeded: payload)
        case JSONTag.unsigned: return Int(exactly: payload)
        case JSONTag.double: return Int(exactly: Double(bitPattern: payload))
        default: return nil
        }
    }

    /// The truth value; nil if this is none.
    @inlinable @inline(__always)
    package var boolean: Bool? {
        switch tag {
        case JSONTag.true: true
        case JSONTag.false: false
        default: nil
        }
    }

    /// Whether this is `null`.
    @inlinable @inline(__always)
    package var isNull: Bool { tag == JSONTag.null }

    /// The members of an object in the order of the document, those given twice twice; nil if this is no object.
    @inlinable @inline(__always)
    package var members: JSONMembers? {
        guard tag == JSONTag.object else { return nil }
        return JSONMembers(tape: tape, strings: strings, index: index + 1, end: contentEnd)
    }

    /// The elements of an array; nil if this is no array.
    @inlinable @inline(__always)
    package var elements: JSONElements? {
        guard tag == JSONTag.array else { return nil }
        return JSONElements(tape: tape, strings: strings, index: index + 1, end: contentEnd)
    }

    /// The value of the first member of that name; nil if there is none or this is no object.
    ///
    /// Linear in the number of members: to read many, walk `members` once.
    package subscript(name: StaticString) -> JSONValue? {
        guard let members else { return nil }
        for member in members where member.name == name {
            return member.value
        }
        return nil
    }

    /// Where the container's own closing word stands.
    @inlinable @inline(__always)
    var contentEnd: Int { Int(word & 0xFFFF_FFFF) - 1 }

    @inlinable @inline(__always)
    static func text(of word: UInt64, in strings: UnsafePointer<UInt8>) -> JSONText {
        let start = strings + Int(word & 0x00FF_FFFF_FFFF_FFFF)
        let count = UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)
        return JSONText(UnsafeBufferPointer(start: start + 4, count: Int(count)))
    }

    /// The index of the word after the value at an index.
    @inlinable @inline(__always)
    static func following(_ index: Int, on tape: UnsafePointer<UInt64>) -> Int {
        let word = tape[index]
        switch UInt8(truncatingIfNeeded: word &>> 56) {
        case JSONTag.object, JSONTag.array: return Int(word & 0xFFFF_FFFF)
        case JSONTag.integer, JSONTag.unsigned, JSONTag.double: return index + 2
        default: return index + 1
        }
    }
}
