/// One way in which a condition becomes true: findings present, findings absent and numbers in ranges, all together.
struct Term: Sendable, Equatable {
    struct Literal: Sendable, Equatable {
        let finding: Int
        let isPresent: Bool
    }

    struct Bound: Sendable, Equatable {
        let number: Int
        var range: NumberRange
    }

    /// In the order of the findings.
    var literals: [Literal] = []
    /// At most one a number, in the order of the numbers.
    var bounds: [Bound] = []

    var size: Int { literals.count + bounds.count }

    /// Both terms together; nil when they contradict each other.
    func merged(with other: Term) -> Term? {
        var result = Term()
        var (left, right) = (literals[...], other.literals[...])
        while let a = left.first, let b = right.first {
            if a.finding == b.finding {
                guard a.isPresent == b.isPresent else { return nil }
                result.literals.append(a)
                left.removeFirst()
                right.removeFirst()
            } else if a.finding < b.finding {
                result.literals.append(a)
                left.removeFirst()
            } else {
                result.literals.append(b)
                right.removeFirst()
            }
        }
        result.literals += left
        result.literals += right
        result.bounds = bounds
        for bound in other.bounds {
            guard let place = result.bounds.firstIndex(where: { $0.number == bound.number }) else {
                result.bounds.append(bound)
                continue
            }
            result.bounds[place].range = result.bounds[place].range.intersection(bound.range)
            if result.bounds[place].range.isEmpty { return nil }
        }
        result.bounds.sort { $0.number < $1.number }
        return result
    }

    /// Whether the term is true wherever the other is.
    func covers(_ other: Term) -> Bool {
        guard literals.count <= other.literals.count else { return false }
        var rest = other.literals[...]
        for literal in literals {
            while let first = rest.first, first.finding < literal.finding { rest.removeFirst() }
            guard rest.first == literal else { return false }
        }
        return bounds.allSatisfy { bound in
            other.bounds.contains { $0.number == bound.number && bound.range.covers($0.range) }
        }
    }
}

extension NumberRange {
    func intersection(_ other: NumberRange) -> NumberRange {
        var result = self
        if other.low > result.low || (other.low == result.low && other.lowIsOpen) {
            (result.low, result.lowIsOpen) = (other.low, other.lowIsOpen)
        }
        if other.high < result.high || (other.high == result.high && other.highIsOpen) {
            (result.high, result.highIsOpen) = (other.high, other.highIsOpen)
        }
        return result
    }

    /// Whether every value of the other range lies in this one.
    func covers(_ other: NumberRange) -> Bool {
        intersection(other) == other
    }

    /// The values outside, as at most two ranges.
    var complement: [NumberRange] {
        var parts: [NumberRange] = []
        if low > -.infinity {
            var below = NumberRange()
            (below.high, below.highIsOpen) = (low, !lowIsOpen)
            parts.append(below)
        }
        if high < .infinity {
            var above = NumberRange()
            (above.low, above.lowIsOpen) = (high, !highIsOpen)
            parts.append(above)
        }
        return parts
    }
}
