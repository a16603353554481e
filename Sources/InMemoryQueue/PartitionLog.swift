/// The records of one partition in order, with control records among them.
final class PartitionLog {
    private struct Entry {
        /// nil is a control record: it takes an offset and is never delivered.
        let record: StoredRecord?
        let transaction: Transaction?
    }

    private var entries: [Entry] = []
    private(set) var low: Int64 = 0

    var high: Int64 { low + Int64(entries.count) }

    /// How many entries from the first on belong to no open transaction.
    private var stableCount = 0

    /// The end for readers: records of open transactions, and all behind them, are not visible yet.
    var stableEnd: Int64 {
        while stableCount < entries.count, entries[stableCount].transaction?.state != .open { stableCount += 1 }
        return low + Int64(stableCount)
    }

    func append(_ record: StoredRecord, transaction: Transaction? = nil) {
        if let transaction, !transaction.touched.contains(where: { $0 === self }) { transaction.touched.append(self) }
        entries.append(Entry(record: record, transaction: transaction))
    }

    func appendControl() { entries.append(Entry(record: nil, transaction: nil)) }

    /// Drops what is older than `offset`, as retention does.
    func delete(before offset: Int64) {
        let count = Int(max(0, min(offset, high) - low))
        entries.removeFirst(count)
        stableCount = max(0, stableCount - count)
        low += Int64(count)
    }

    /// The next visible record at or behind `position` and before `end`; moves `position` behind it, or to `end`.
    func next(from position: inout Int64, before end: Int64) -> (offset: Int64, record: StoredRecord)? {
        while position < end {
            let entry = entries[Int(position - low)]
            position += 1
            if let record = entry.record, entry.transaction?.state != .aborted { return (position - 1, record) }
        }
        return nil
    }
}
