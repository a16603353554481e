/// A moment: milliseconds since 1970-01-01T00:00:00Z, in the proleptic Gregorian calendar without leap seconds.
package struct Instant: Sendable, Hashable, Comparable {
    package let millisecondsSince1970: Int64

    package init(millisecondsSince1970: Int64) {
        self.millisecondsSince1970 = millisecondsSince1970
    }

    /// Earlier before later.
    package static func < (left: Instant, right: Instant) -> Bool {
        left.millisecondsSince1970 < right.millisecondsSince1970
    }
}
