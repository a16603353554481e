/// The statements of a ledger by what they are about, in the order they were made, so that looking for the evidence of
/// one fact does not read all statements. Filled anew for each submission; keeps its memory.
struct EvidenceIndex: ~Copyable {
    private let places: FactPlaces
    /// The first statement about each fact; -1: none.
    private let first: UnsafeMutablePointer<Int32>
    /// The next statement about the same; -1: none.
    private var next: UnsafeMutablePointer<Int32>
    private var capacity = 256
    /// The ledger's.
    private var entries = UnsafeBufferPointer<EvidenceEntry>(start: nil, count: 0)

    init(_ places: FactPlaces) {
        self.places = places
        first = .filled(places.count, with: -1)
        next = .allocate(capacity: capacity)
    }

    deinit {
        first.deallocate()
        next.deallocate()
    }

    /// Looks over a ledger, which must not change as long as this is asked; statements about facts that are not known
    /// are left out.
    mutating func fill(from ledger: borrowing EvidenceLedger) {
        first.update(repeating: -1, count: places.count)
        entries = ledger.entries
        if entries.count > capacity {
            capacity = entries.count * 2
            next.deallocate()
            next = .allocate(capacity: capacity)
        }
        // From the last one, so that each finds the next one about the same already there.
        var index = entries.count
        while index > 0 {
            index &-= 1
            let entry = entries[index]
            let place = entry.kind == .number ? places.place(ofNumber: Int(entry.subject)) : Int(entry.subject)
            guard place < places.count else { continue }
            next[index] = first[place]
            first[place] = Int32(truncatingIfNeeded: index)
        }
    }

    /// The first statement about the fact at a place; negative when there is none.
    func first(of place: Int) -> Int32 { first[place] }

    /// The next statement about the same fact; negative when there is none.
    func next(after entry: Int32) -> Int32 { next[Int(entry)] }

    @inline(__always)
    subscript(entry: Int32) -> EvidenceEntry { entries[Int(entry)] }
}
