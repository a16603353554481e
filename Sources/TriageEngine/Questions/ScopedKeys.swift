import JSON

/// Names to small numbers, each name within a scope, looked up by borrowed bytes without making a string.
///
/// One table holds the names of all forms, questions and options, since a table each would be many small objects to
/// retain and release. Its owner calls `deallocate()`, once.
struct ScopedKeys {
    /// 32 bytes, so that looking at one touches one line of the cache.
    private struct Slot {
        var head: UInt64 = 0
        var tail: UInt64 = 0
        /// How many bytes the name has, and where they are.
        var count: Int32 = 0
        var start: Int32 = 0
        var scope: Int32 = 0
        /// -1: nothing stands here.
        var value: Int32 = -1

        /// Whether a name of this scope with these words may stand here.
        @inline(__always)
        func matches(_ words: KeyWords, _ scope: Int32) -> Bool {
            head == words.head && tail == words.tail && Int(count) == words.count && self.scope == scope
        }
    }

    private let bytes: PlainList<UInt8>
    /// A power of two, at least twice as many as keys.
    private let slots: PlainList<Slot>

    /// Collects the keys of a table.
    struct Builder {
        fileprivate var keys: [(scope: Int32, key: String, value: Int)] = []
        private var scopeCount: Int32 = 0

        /// Adds a scope of its own for the pairs. A key given twice keeps its first value.
        mutating func addScope(_ pairs: [(key: String, value: Int)]) -> Int32 {
            keys += pairs.map { (scopeCount, $0.key, $0.value) }
            scopeCount += 1
            return scopeCount - 1
        }
    }

    init(_ builder: Builder) {
        var size = 4
        while size < builder.keys.count * 2 { size *= 2 }
        var slots = [Slot](repeating: Slot(), count: size)
        var bytes: [UInt8] = []
        for (scope, key, value) in builder.keys {
            let key = Array(key.utf8)
            let (words, hash) = key.withUnsafeBufferPointer {
                let words = KeyWords(JSONText($0))
                return (words, Self.hash(words, of: JSONText($0), scope))
            }
            var place = hash & (size - 1)
            var isKnown = false
            while slots[place].value >= 0, !isKnown {
                let slot = slots[place]
                isKnown =
                    slot.matches(words, scope)
                    && bytes[Int(slot.start)..<(Int(slot.start) + key.count)] == key[...]
                if !isKnown { place = (place + 1) & (size - 1) }
            }
            if isKnown { continue }
            slots[place] = Slot(
                head: words.head, tail: words.tail, count: Int32(key.count), start: Int32(bytes.count), scope: scope,
                value: Int32(value))
            bytes += key
        }
        self.bytes = PlainList(bytes)
        self.slots = PlainList(slots)
    }

    func deallocate() {
        bytes.deallocate()
        slots.deallocate()
    }

    /// The value of a key in a scope; nil when nothing there bears the name.
    @inline(__always)
    func value(of key: JSONText, in scope: Int32) -> Int? {
        let words = KeyWords(key)
        let mask = slots.count &- 1
        var place = Self.hash(words, of: key, scope) & mask
        while true {
            let slot = slots[place]
            if slot.value < 0 { return nil }
            if slot.matches(words, scope), words.isWhole || hasBytes(of: key, at: slot.start) {
                return Int(slot.value)
            }
            place = (place &+ 1) & mask
        }
    }

    private func hasBytes(of key: JSONText, at start: Int32) -> Bool {
        JSONText.haveSameBytes(bytes[PlainRun(first: start, end: start + Int32(key.count))], key.bytes)
    }

    /// Names that differ in their last letter differ in high bits only, so every bit of a product counts.
    @inline(__always)
    private static func hash(_ words: KeyWords, of key: JSONText, _ scope: Int32) -> Int {
        let ends =
            (words.head ^ UInt64(truncatingIfNeeded: scope)).mixed(by: 0x9E37_79B9_7F4A_7C15)
            ^ (words.tail ^ UInt64(truncatingIfNeeded: words.count)).mixed(by: 0xC2B2_AE3D_27D4_EB4F)
        return Int(truncatingIfNeeded: words.isWhole ? ends : ends ^ middle(of: key))
    }

    /// What stands between a long name's first eight bytes and its last ones, mixed into one word.
    private static func middle(of key: JSONText) -> UInt64 {
        var middle: UInt64 = 0
        let raw = UnsafeRawBufferPointer(key.bytes)
        for place in stride(from: 8, to: key.count &- 8, by: 8) {
            middle = (middle ^ raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)).mixed(
                by: 0x9E37_79B9_7F4A_7C15)
        }
        return middle
    }
}
