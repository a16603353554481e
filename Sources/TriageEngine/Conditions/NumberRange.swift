/// The values that satisfy a comparison: between two ends, each of which belongs to it or not.
package struct NumberRange: Sendable, Hashable {
    package var low = -Double.infinity
    package var lowIsOpen = false
    package var high = Double.infinity
    package var highIsOpen = false

    package init() {}

    /// Whether no value satisfies it.
    package var isEmpty: Bool {
        low > high || (low == high && (lowIsOpen || highIsOpen))
    }

    package func contains(_ value: Double) -> Bool {
        (lowIsOpen ? value > low : value >= low) && (highIsOpen ? value < high : value <= high)
    }

    /// True when the whole interval lies inside, false when none of it does, nil otherwise.
    package func holds(low intervalLow: Double, high intervalHigh: Double) -> Bool? {
        if contains(intervalLow), contains(intervalHigh) { return true }
        let isBelow = lowIsOpen ? intervalHigh <= low : intervalHigh < low
        let isAbove = highIsOpen ? intervalLow >= high : intervalLow > high
        return isBelow || isAbove ? false : nil
    }
}
