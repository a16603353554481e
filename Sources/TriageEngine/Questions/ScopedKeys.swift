import JSON

/// Names to small numbers, each name within a scope, looked up by borrowed bytes without making a string.
///
/// One table holds the names of all forms, questions and options, since a table each would be many small objects to
/// retain and release. Its owner calls `deallocate()`, once.
struct ScopedKeys {
    private struct Slot {
        var hash: UInt64 = 0
        var start: Int32 = 0
        var count: Int32 = 0
        var scope: Int32 = 0
        /// -1: nothing stands here.
        var value: Int32 = -1
    }

    private let bytes: PlainList<UInt8>
    /// A power of two, at least twice as many as keys.
    private let slots: PlainList<Slot>

    /// Collects the keys of a table.
    struct Builder {
        fileprivate var keys: [(scope: Int, key: String, value: Int)] = []
        private var scopeCount = 0

        /// Adds a scope of its own for the pairs. A key given twice keeps its first value.
        mutating func addScope(_ pairs: [(key: String, value: Int)]) -> Int {
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
            let hash = key.withUnsafeBufferPointer { Self.hash($0, scope) }
            var place = Int(truncatingIfNeeded: hash) & (size - 1)
            var isKnown = false
            while slots[place].value >= 0, !isKnown {
                let slot = slots[place]
                isKnown =
                    slot.scope == scope && slot.count == key.count
                    && bytes[Int(slot.start)..<Int(slot.start + slot.count)] == key[...]
                if !isKnown { place = (place + 1) & (size - 1) }
            }
            if isKnown { continue }
            slots[place] = Slot(
                hash: hash, start: Int32(bytes.count), count: Int32(key.count), scope: Int32(scope),
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
    func value(of key: JSONText, in scope: Int) -> Int? {
        let hash = Self.hash(key.bytes, scope)
        var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while true {
            let slot = slots[place]
            if slot.value < 0 { return nil }
            if slot.hash == hash, slot.scope == scope,
                JSONText.haveSameBytes(bytes[PlainRun(first: slot.start, end: slot.start + slot.count)], key.bytes)
            {
                return Int(slot.value)
            }
            place = (place + 1) & (slots.count - 1)
        }
    }

    /// Eight bytes at a time: names are a word or two long, and most of a look-up would be hashing them byte by byte.
    @inline(__always)
    private static func hash(_ key: UnsafeBufferPointer<UInt8>, _ scope: Int) -> UInt64 {
        let count = key.count
        var hash = mix(UInt64(truncatingIfNeeded: scope) << 32 ^ UInt64(truncatingIfNeeded: count), 0)
        guard let start = key.baseAddress else { return hash }
        let raw = UnsafeRawPointer(start)
        var offset = 0
        while offset + 8 <= count {
            hash = mix(hash, raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset += 8
        }
        if offset == count { return hash }
        // The rest in one word: together with bytes already seen if there are any.
        if count >= 8 { return mix(hash, raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)) }
        var word: UInt64 = 0
        if count >= 4 {
            let low = raw.loadUnaligned(as: UInt32.self)
            let high = raw.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
            word = UInt64(low) | UInt64(high) << 32
        } else {
            for index in 0..<count { word = word << 8 | UInt64(start[index]) }
        }
        return mix(hash, word)
    }

    @inline(__always)
    private static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low ^ word
    }
}
