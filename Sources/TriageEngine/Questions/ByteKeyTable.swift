import JSON

/// Names to small numbers, looked up by borrowed bytes without making a string.
struct ByteKeyTable: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var values: [Int32] = []
    /// Indices of keys by hash, -1 for none; a power of two at least twice as many as keys.
    private var slots: [Int32] = []

    init() {}

    /// A key given twice keeps its first value.
    init(_ pairs: [(key: String, value: Int)]) {
        var size = 4
        while size < pairs.count * 2 { size *= 2 }
        slots = Array(repeating: -1, count: size)
        for pair in pairs {
            let key = Array(pair.key.utf8)
            let slot = key.withUnsafeBufferPointer { findSlot($0) }
            guard slots[slot] < 0 else { continue }
            slots[slot] = Int32(values.count)
            bytes += key
            ends.append(bytes.count)
            values.append(Int32(pair.value))
        }
    }

    /// The value of a key; nil when nothing bears the name.
    func value(of key: JSONText) -> Int? {
        guard !slots.isEmpty else { return nil }
        let entry = slots[findSlot(key.bytes)]
        return entry < 0 ? nil : Int(values[Int(entry)])
    }

    private func findSlot(_ key: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in key { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        var slot = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & (slots.count - 1)
        while slots[slot] >= 0 {
            let entry = Int(slots[slot])
            let start = entry == 0 ? 0 : ends[entry - 1]
            let isSame = bytes.withUnsafeBufferPointer {
                JSONText.haveSameBytes(UnsafeBufferPointer(rebasing: $0[start..<ends[entry]]), key)
            }
            if isSame { break }
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }
}
