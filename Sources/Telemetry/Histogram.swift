import Locking

/// How often values fell into which range. May be used from any thread.
///
/// A thread that observes for every message collects into `Histogram.Observations` of its own and merges once a batch.
package final class Histogram: Sendable {
    /// Observations that belong to one thread, until `merge`.
    package struct Observations: Sendable {
        /// Upper bounds of the ranges, ascending; a last range without a bound follows.
        fileprivate let bounds: [Double]
        fileprivate var counts: [Int]
        fileprivate var sum = 0.0

        fileprivate init(bounds: [Double]) {
            self.bounds = bounds
            self.counts = Array(repeating: 0, count: bounds.count + 1)
        }

        /// Counts `value`, `times` times over.
        package mutating func observe(_ value: Double, times: Int = 1) {
            var index = 0
            while index < bounds.count, value > bounds[index] { index += 1 }
            counts[index] += times
            sum += value * Double(times)
        }

        fileprivate mutating func clear() {
            for index in counts.indices { counts[index] = 0 }
            sum = 0
        }
    }

    private let state: Lock<Observations>

    init(bounds: [Double]) {
        state = Lock(Observations(bounds: bounds.sorted()))
    }

    /// Empty observations with this histogram's ranges.
    package func observations() -> Observations {
        state.withLock { Observations(bounds: $0.bounds) }
    }

    /// Adds observations that `observations()` of this histogram gave, and empties them.
    package func merge(_ observations: inout Observations) {
        state.withLock { state in
            for (index, count) in observations.counts.enumerated() where index < state.counts.count {
                state.counts[index] += count
            }
            state.sum += observations.sum
        }
        observations.clear()
    }

    /// Counts one value.
    package func observe(_ value: Double) {
        state.withLock { $0.observe(value) }
    }

    /// Upper bounds with the number of values at or below each; the last bound is infinite. And the sum of all values.
    package var cumulative: (ranges: [(bound: Double, count: Int)], sum: Double) {
        state.withLock { state in
            var total = 0
            var ranges: [(bound: Double, count: Int)] = []
            for (index, count) in state.counts.enumerated() {
                total += count
                ranges.append((index < state.bounds.count ? state.bounds[index] : .infinity, total))
            }
            return (ranges, state.sum)
        }
    }

    /// The bound of the range in which the value stands that `share` (0 to 1) of all values do not exceed; nil without
    /// values.
    package func quantile(_ share: Double) -> Double? {
        let (ranges, _) = cumulative
        guard let total = ranges.last?.count, total > 0 else { return nil }
        let wanted = max(1, Int((share * Double(total)).rounded(.up)))
        return ranges.first { $0.count >= wanted }?.bound
    }
}
