/// "Did you mean …?" for names that nothing bears.
package enum NameSuggestion {
    /// The candidate nearest to what was written, if it is near enough to be a slip; nil otherwise.
    package static func nearest(to written: String, among candidates: some Sequence<String>) -> String? {
        let written = Array(written.utf8)
        var best: (distance: Int, name: String)?
        for candidate in candidates {
            let distance = editDistance(written, Array(candidate.utf8))
            let limit = max(1, min(written.count, candidate.utf8.count) / 3)
            guard distance <= limit else { continue }
            if let known = best, (known.distance, known.name) <= (distance, candidate) { continue }
            best = (distance, candidate)
        }
        return best?.name
    }

    /// `; did you mean "x"?`, or nothing.
    package static func hint(for written: String, among candidates: some Sequence<String>) -> String {
        nearest(to: written, among: candidates).map { "; did you mean \"\($0)\"?" } ?? ""
    }

    private static func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for (row, leftByte) in left.enumerated() {
            var current = [row + 1]
            for (column, rightByte) in right.enumerated() {
                let substitution = previous[column] + (leftByte == rightByte ? 0 : 1)
                var best = min(substitution, previous[column + 1] + 1, current[column] + 1)
                // Two neighbours changed places: the commonest slip of all.
                if row > 0, column > 0, leftByte == right[column - 1], left[row - 1] == rightByte {
                    best = min(best, beforePrevious[column - 1] + 1)
                }
                current.append(best)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[right.count]
    }
}
