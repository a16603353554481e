/// A member of an object.
@usableFromInline
package struct JSONMember {
    /// The name, escapes decoded.
    @usableFromInline package let name: JSONText
    @usableFromInline package let value: JSONValue

    @inlinable @inline(__always)
    init(name: JSONText, value: JSONValue) {
        self.name = name
        self.value = value
    }
}

/// The members of an object in the order of the document; a name given twice comes twice.
@usableFromInline
package struct JSONMembers: Sequence, IteratorProtocol {
    @usableFromInline let tape: UnsafePointer<UInt64>
    @usableFromInline let strings: UnsafePointer<UInt8>
    @usableFromInline var index: Int
    @usableFromInline let end: Int

    @inlinable @inline(__always)
    init(tape: UnsafePointer<UInt64>, strings: UnsafePointer<UInt8>, index: Int, end: Int) {
        self.tape = tape
        self.strings = strings
        self.index = index
        self.end = end
    }

    /// The next member, or nil at the end.
    @inlinable @inline(__always)
    package mutating func next() -> JSONMember? {
        guard index < end else { return nil }
        let name = JSONValue.text(of: tape[index], in: strings)
        let value = JSONValue(tape: tape, strings: strings, index: index + 1)
        index = JSONValue.following(index + 1, on: tape)
        return JSONMember(name: name, value: value)
    }
}
