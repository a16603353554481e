/// So many of so many, with what that says about texts that were not seen.
package struct Proportion: Sendable, Equatable {
    package let count: Int
    package let total: Int

    /// - Parameters:
    ///   - count: From 0 to `total`.
    ///   - total: From 0.
    package init(_ count: Int, of total: Int) {
        self.count = count
        self.total = total
    }

    /// From 0 to 1; nil of nothing.
    package var share: Double? {
        total > 0 ? Double(count) / Double(total) : nil
    }

    /// Wilson's 95 % score interval, without continuity correction; nil of nothing. Unlike the plain one it stays
    /// within 0 and 1, and keeps its meaning for 0 of 8 (Wilson 1927).
    package var interval: (low: Double, high: Double)? {
        guard let share else { return nil }
        let z = 1.959_963_984_540_054
        let n = Double(total)
        let centre = (share + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        return (count == 0 ? 0 : max(0, centre - half), count == total ? 1 : min(1, centre + half))
    }
}
