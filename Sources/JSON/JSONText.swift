/// UTF-8 text that somebody else owns: a member's name, a string of a document, a constant, or bytes of a record.
///
/// It is only a pointer and a length. It is valid as long as its owner says; text of a parsed document is valid
/// until its `JSONParser` parses again. May contain NUL.
///
/// `@usableFromInline` on a package type, here and in this target's other types of the hot path, is what makes its
/// `@inlinable` members inline in other targets; without it the attribute has no effect there.
@usableFromInline
package struct JSONText {
    /// The bytes, without a terminator.
    @usableFromInline package let bytes: UnsafeBufferPointer<UInt8>

    /// Text over borrowed bytes, which the caller keeps alive and which must be UTF-8.
    @inlinable
    package init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// Text over borrowed raw bytes, which the caller keeps alive and which must be UTF-8.
    @inlinable
    package init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes.assumingMemoryBound(to: UInt8.self)
    }

    /// A constant, valid for ever.
    @inlinable
    package init(_ constant: StaticString) {
        self.bytes =
            constant.hasPointerRepresentation
            ? UnsafeBufferPointer(start: constant.utf8Start, count: constant.utf8CodeUnitCount)
            : UnsafeBufferPointer(start: nil, count: 0)
    }

    /// The number of bytes.
    @inlinable
    package var count: Int { bytes.count }

    /// Whether there is no byte at all.
    @inlinable
    package var isEmpty: Bool { bytes.isEmpty }

    /// Whether there is nothing but ASCII white space.
    @inlinable @inline(__always)
    package var isBlank: Bool {
        // Mostly the first byte decides.
        if let first = bytes.first, first > 0x20 { return false }
        return bytes.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
    }

    /// A copy that outlives the owner; allocates.
    package var string: String {
        String(decoding: bytes, as: UTF8.self)
    }

    /// The part between two byte offsets, which must lie within the text.
    @inlinable
    package subscript(range: Range<Int>) -> JSONText {
        JSONText(UnsafeBufferPointer(rebasing: bytes[range]))
    }
}

extension JSONText: Equatable {
    /// Whether both hold the same bytes.
    @inlinable
    package static func == (left: JSONText, right: JSONText) -> Bool {
        haveSameBytes(left.bytes, right.bytes)
    }

    /// Whether the text is the constant.
    @inlinable
    package static func == (left: JSONText, right: StaticString) -> Bool {
        haveSameBytes(left.bytes, JSONText(right).bytes)
    }

    /// Whether the text is not the constant.
    @inlinable
    package static func != (left: JSONText, right: StaticString) -> Bool {
        !(left == right)
    }

    /// Whether the text has these bytes.
    @inlinable
    package static func == (left: JSONText, right: [UInt8]) -> Bool {
        right.withUnsafeBufferPointer { haveSameBytes(left.bytes, $0) }
    }

    /// Compares eight bytes at a time; names are short, so a call into the C library would cost more.
    @inlinable
    package static func haveSameBytes(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        let count = left.count
        guard count == right.count else { return false }
        guard count > 0, let leftStart = left.baseAddress, let rightStart = right.baseAddress else { return true }
        let a = UnsafeRawPointer(leftStart)
        let b = UnsafeRawPointer(rightStart)
        var offset = 0
        while offset + 8 <= count {
            guard
                a.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                    == b.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            else { return false }
            offset += 8
        }
        while offset < count {
            guard leftStart[offset] == rightStart[offset] else { return false }
            offset += 1
        }
        return true
    }
}

extension JSONText {
    /// Orders by bytes, which for UTF-8 is the order of the scalars.
    package static func < (left: JSONText, right: JSONText) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }

    /// Whether the text starts with the constant.
    package func hasPrefix(_ prefix: StaticString) -> Bool {
        let prefix = JSONText(prefix)
        return count >= prefix.count && self[0..<prefix.count] == prefix
    }
}
