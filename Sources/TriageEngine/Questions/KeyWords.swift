import JSON

/// A name's length, its first eight bytes and its last eight: all of it up to 16 bytes, and names are a word or two
/// long.
struct KeyWords: Equatable {
    let head: UInt64
    let tail: UInt64
    let count: Int

    @inline(__always)
    init(_ key: JSONText) {
        count = key.count
        guard let start = key.bytes.baseAddress, count > 0 else {
            (head, tail) = (0, 0)
            return
        }
        let raw = UnsafeRawPointer(start)
        if count >= 8 {
            head = raw.loadUnaligned(as: UInt64.self)
            tail = raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
        } else if count >= 4 {
            head = UInt64(raw.loadUnaligned(as: UInt32.self))
            tail = UInt64(raw.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
        } else {
            head = UInt64(start[0]) | UInt64(start[count &>> 1]) &<< 8
            tail = UInt64(start[count &- 1])
        }
    }

    /// Whether equal words mean equal names.
    var isWhole: Bool { count <= 16 }
}

/// A name that stands beside what bears it, for lists so short that they are gone through. Whoever owns the text keeps
/// it.
struct NameKey {
    private let words: KeyWords
    private let start: UnsafePointer<UInt8>?

    init(_ name: JSONText) {
        words = KeyWords(name)
        start = name.bytes.baseAddress
    }

    /// Whether a text, with these words, is the name.
    @inline(__always)
    func isName(_ text: JSONText, _ words: KeyWords) -> Bool {
        self.words == words && (words.isWhole || hasBytes(of: text))
    }

    private func hasBytes(of text: JSONText) -> Bool {
        JSONText.haveSameBytes(UnsafeBufferPointer(start: start, count: words.count), text.bytes)
    }
}
