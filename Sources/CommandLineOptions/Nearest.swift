/// The candidate that a mistyped word most likely meant, or nil when none is near.
///
/// Near: at most a third of the letters differ (insertions, deletions, replacements and swapped neighbours), or the
/// word begins the candidate. Of equally near ones the first counts.
package func nearest(to word: String, in candidates: [String]) -> String? {
    let letters = Array(word.lowercased())
    var best: (distance: Int, candidate: String)?
    for candidate in candidates {
        let other = Array(candidate.lowercased())
        let distance = editDistance(letters, other)
        let limit = max(1, max(letters.count, other.count) / 3)
        let isPrefix = letters.count >= 3 && other.starts(with: letters)
        guard distance <= limit || isPrefix else { continue }
        let rank = isPrefix ? min(distance, 1) : distance
        if best.map({ rank < $0.distance }) ?? true { best = (rank, candidate) }
    }
    return best?.candidate
}

/// Optimal string alignment distance.
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in 1...left.count {
        var current = [row]
        for column in 1...right.count {
            let cost = left[row - 1] == right[column - 1] ? 0 : 1
            var value = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + cost)
            if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                value = min(value, beforeLast[column - 2] + 1)
            }
            current.append(value)
        }
        beforeLast = last
        last = current
    }
    return last[right.count]
}
