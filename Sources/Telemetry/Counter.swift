import Synchronization

/// A number that only grows. May be used from any thread.
package final class Counter: Sendable {
    private let value = Atomic<Int>(0)

    init() {}

    /// Adds to it; `amount` is not negative.
    package func add(_ amount: Int = 1) { value.wrappingAdd(amount, ordering: .relaxed) }

    /// What it stands at.
    package var current: Int { value.load(ordering: .relaxed) }
}
