extension UnsafePointer<UInt64> {
    /// Whether a set of bits has one.
    @inline(__always)
    func contains(_ bit: Int) -> Bool {
        self[bit &>> 6] &>> UInt64(truncatingIfNeeded: bit & 63) & 1 != 0
    }
}

extension UnsafeMutablePointer<UInt64> {
    /// Whether a set of bits has one.
    @inline(__always)
    func contains(_ bit: Int) -> Bool { UnsafePointer(self).contains(bit) }

    @inline(__always)
    func insert(_ bit: Int) {
        self[bit &>> 6] |= UInt64(1) &<< UInt64(truncatingIfNeeded: bit & 63)
    }

    @inline(__always)
    func remove(_ bit: Int) {
        self[bit &>> 6] &= ~(UInt64(1) &<< UInt64(truncatingIfNeeded: bit & 63))
    }
}
