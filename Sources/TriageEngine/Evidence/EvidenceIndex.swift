/// The statements of a ledger by what they are about, in the order they were made, so that looking for the evidence of
/// one fact does not read all statements. Filled anew for each submission; keeps its memory.
struct EvidenceIndex: ~Copyable {
    private let findingCount: Int
    private let factCount: Int
    /// First and last statement about each finding, then about each number; -1: none.
    private let first: UnsafeMutablePointer<Int32>
    private let last: UnsafeMutablePointer<Int32>
    private var entries: UnsafeMutablePointer<EvidenceEntry>
    /// The next statement about the same; -1: none.
    private var next: UnsafeMutablePointer<Int32>
    private var capacity = 256

    init(findingCount: Int, numberCount: Int) {
        self.findingCount = findingCount
        factCount = findingCount + numberCount
        first = .allocate(capacity: max(factCount, 1))
        last = .allocate(capacity: max(factCount, 1))
        first.initialize(repeating: -1, count: max(factCount, 1))
        last.initialize(repeating: -1, count: max(factCount, 1))
        entries = .allocate(capacity: capacity)
        next = .allocate(capacity: capacity)
    }

    deinit {
        first.deallocate()
        last.deallocate()
        entries.deallocate()
        next.deallocate()
    }

    /// Takes over the statements of a ledger; those it does not know the subject of are left out.
    mutating func fill(from ledger: EvidenceLedger) {
        first.update(repeating: -1, count: factCount)
        if ledger.entries.count > capacity { grow(to: ledger.entries.count) }
        var count = 0
        for entry in ledger.entries {
            let fact: Int
            switch entry.statement {
            case .finding(let finding, _), .doubt(let finding): fact = Int(finding.index)
            case .number(let number, _, _): fact = findingCount + Int(number.index)
            }
            guard fact < factCount else { continue }
            entries[count] = entry
            next[count] = -1
            if first[fact] < 0 { first[fact] = Int32(count) } else { next[Int(last[fact])] = Int32(count) }
            last[fact] = Int32(count)
            count += 1
        }
    }

    /// The first statement about a fact; negative when there is none.
    func first(of fact: Support.Fact) -> Int32 { first[place(of: fact)] }

    /// The next statement about the same fact; negative when there is none.
    func next(after entry: Int32) -> Int32 { next[Int(entry)] }

    subscript(entry: Int32) -> EvidenceEntry { entries[Int(entry)] }

    /// A number for each fact, from 0 without gaps.
    func place(of fact: Support.Fact) -> Int {
        switch fact {
        case .finding(let finding): finding
        case .number(let number): findingCount + number
        }
    }

    private mutating func grow(to count: Int) {
        capacity = count * 2
        entries.deallocate()
        next.deallocate()
        entries = .allocate(capacity: capacity)
        next = .allocate(capacity: capacity)
    }
}
