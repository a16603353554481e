import MessageQueue

/// Records whose outputs were refused, and in which form they are tried next.
struct Quarantine {
    /// The forms in the order in which they are tried.
    enum Step {
        /// A dead letter with everything that the record had.
        case whole
        /// A dead letter with size and digest instead of the value.
        case digestOnly
        /// Nothing is left to try.
        case exhausted
    }

    private var steps: [RecordPlace: Step] = [:]

    var isEmpty: Bool { steps.isEmpty }

    func step(for place: RecordPlace) -> Step? { steps[place] }

    mutating func add(_ place: RecordPlace) {
        switch steps[place] {
        case nil: steps[place] = .whole
        case .whole: steps[place] = .digestOnly
        case .digestOnly, .exhausted: steps[place] = .exhausted
        }
    }

    /// Forgets records that are committed.
    mutating func forget(_ reached: [PublishedBatch.Reach]) {
        guard !steps.isEmpty else { return }
        steps = steps.filter { place, _ in
            !reached.contains { $0.partition == place.partition && $0.offset >= place.offset }
        }
    }
}
