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
            let words = key.withUnsafeBufferPointer { KeyWords($0) }
            var place = words.hash(scope) & (size - 1)
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
        let words = KeyWords(key.bytes)
        let mask = slots.count &- 1
        var place = words.hash(scope) & mask
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
}

/// A name's length, its first eight bytes and its last eight: all of it up to 16 bytes, and names are a word or two long. Of longer
/// ones what lies between is mixed into a word of its own, which only the hash needs.
private struct KeyWords {
    let head: UInt64
    let tail: UInt64
    private var middle: UInt64 = 0
    let count: Int

    @inline(__always)
    init(_ key: UnsafeBufferPointer<UInt8>) {
        count = key.count
        guard let start = key.baseAddress, count > 0 else {
            (head, tail) = (0, 0)
            return
        }
        let raw = UnsafeRawPointer(start)
        if count >= 8 {
            head = raw.loadUnaligned(as: UInt64.self)
            tail = raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
            var place = 8
            while place < count &- 8 {
                let part = raw.loadUnaligned(fromByteOffset: min(place, count &- 8), as: UInt64.self)
                middle = (middle ^ part).mixed(by: 0x9E37_79B9_7F4A_7C15)
                place &+= 8
            }
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

    /// Names that differ in their last letter differ in high bits only, so every bit of a product counts.
    @inline(__always)
    func hash(_ scope: Int32) -> Int {
        let ends =
            (head ^ UInt64(truncatingIfNeeded: scope)).mixed(by: 0x9E37_79B9_7F4A_7C15)
            ^ (tail ^ UInt64(truncatingIfNeeded: count)).mixed(by: 0xC2B2_AE3D_27D4_EB4F)
        return Int(truncatingIfNeeded: ends ^ middle)
    }
}
