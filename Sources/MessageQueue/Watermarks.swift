/// The range of offsets that a partition keeps.
package struct Watermarks: Equatable, Sendable {
    /// The oldest record's offset.
    package var low: Int64
    /// One past the newest record's offset, control records included. Records of open transactions count here, though a
    /// reader does not get them yet.
    package var high: Int64

    package init(low: Int64, high: Int64) {
        self.low = low
        self.high = high
    }
}
