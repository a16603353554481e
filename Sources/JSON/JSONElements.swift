/// The elements of an array in their order.
@usableFromInline
package struct JSONElements: Sequence, IteratorProtocol {
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

    /// The next element, or nil at the end.
    @inlinable @inline(__always)
    package mutating func next() -> JSONValue? {
        guard index < end else { return nil }
        let value = JSONValue(tape: tape, strings: strings, index: index)
        index = JSONValue.following(index, on: tape)
        return value
    }
}
