/// The statements of a ledger by what they are about, in the order they were made, so that looking for the evidence of
/// one fact does not read all statements. Filled anew for each submission; keeps its memory.
struct EvidenceIndex: ~Copyable {
    private let places: FactPlaces
    /// First and last statement about each fact; -1: none.
    private let first: UnsafeMutablePointer<Int32>
    private let last: UnsafeMutablePointer<Int32>
    /// The next statement about the same; -1: none.
    private var next: UnsafeMutablePointer<Int32>
    private var capacity = 256
    /// The ledger's.
    private var entries = UnsafeBufferPointer<EvidenceEntry>(start: nil, count: 0)

    init(_ places: FactPlaces) {
        self.places = places
        first = .filled(places.count, with: -1)
        last = .filled(places.count, with: -1)
        next = .allocate(capacity: capacity)
    }

    deinit {
        first.deallocate()
        last.deallocate()
        next.deallocate()
    }

    /// Looks over a ledger, which must not change as long as this is asked; statements about facts that are not known are
    /// left out.
    mutating func fill(from ledger: borrowing EvidenceLedger) {
        first.update(repeating: -1, count: places.count)
        entries = ledger.entries
        if entries.count > capacity {
            capacity = entries.count * 2
            next.deallocate()
            next = .allocate(capacity: capacity)
        }
        for index in 0..<entries.count {
            let place =
                switch entries[index].statement {
                case .finding(let finding, _), .doubt(let finding): Int(finding.index)
                case .number(let number, _, _): places.findingCount &+ Int(number.index)
                }
            next[index] = -1
            guard place < places.count else { continue }
            if first[place] < 0 {
                first[place] = Int32(truncatingIfNeeded: index)
            } else {
                next[Int(last[place])] = Int32(truncatingIfNeeded: index)
            }
            last[place] = Int32(truncatingIfNeeded: index)
        }
    }

    /// The first statement about a fact; negative when there is none.
    func first(of fact: Fact) -> Int32 { first[places[fact]] }

    /// The next statement about the same fact; negative when there is none.
    func next(after entry: Int32) -> Int32 { next[Int(entry)] }

    subscript(entry: Int32) -> EvidenceEntry { entries[Int(entry)] }
}
