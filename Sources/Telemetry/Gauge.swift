import Synchronization

/// A number that goes up and down. May be used from any thread.
package final class Gauge: Sendable {
    private let bits = Atomic<UInt64>(0)

    init() {}

    /// Replaces it.
    package func set(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }

    /// What it stands at.
    package var current: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }
}
