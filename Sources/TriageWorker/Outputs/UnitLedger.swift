import MessageQueue
import TriageEngine

/// Which output of the open unit stands for which record, how far the unit reaches, and what it did.
struct UnitLedger {
    private struct Origin {
        let partitionIndex: Int32
        let offset: Int64
    }

    /// Output n stands for record n: every record has exactly one output.
    private var origins: [Origin] = []
    /// All partitions that records of the unit came from.
    private var partitions: [TopicPartition] = []
    /// From the batch's numbering to `partitions`.
    private var indexInUnit: [Int32] = []
    /// By place in `partitions`.
    private var lastOffsets: [Int64] = []
    private var tally = UnitTally()

    mutating func begin(batch: MessageBatch) {
        origins.reserveCapacity(origins.count + batch.messages.count)
        indexInUnit = batch.partitions.map { partition in
            if let index = partitions.firstIndex(of: partition) { return Int32(index) }
            partitions.append(partition)
            lastOffsets.append(-1)
            return Int32(partitions.count - 1)
        }
    }

    mutating func willPublish(_ message: Message) {
        let index = indexInUnit[message.partitionIndex]
        origins.append(Origin(partitionIndex: index, offset: message.offset))
        lastOffsets[Int(index)] = message.offset
        tally.records += 1
    }

    mutating func count(_ routed: ChainOutcome.Routed, _ message: Message) {
        tally.count(routed, timestamp: Self.timestamp(message))
    }

    mutating func count(_ letter: ChainOutcome.DeadLetter, _ message: Message) {
        tally.count(letter, timestamp: Self.timestamp(message))
    }

    private static func timestamp(_ message: Message) -> Int64? {
        message.timestampKind == .none ? nil : message.timestampMilliseconds
    }

    mutating func end(batch: MessageBatch, took nanoseconds: Int64) {
        guard !batch.messages.isEmpty else { return }
        tally.batches.append((nanoseconds / Int64(batch.messages.count), batch.messages.count))
    }

    func place(of message: Message) -> RecordPlace {
        RecordPlace(partition: partitions[Int(indexInUnit[message.partitionIndex])], offset: message.offset)
    }

    func place(ofOutput output: Int) -> RecordPlace? {
        guard origins.indices.contains(output) else { return nil }
        return place(of: origins[output])
    }

    var lastPlace: RecordPlace? { origins.last.map { place(of: $0) } }

    private func place(of origin: Origin) -> RecordPlace {
        RecordPlace(partition: partitions[Int(origin.partitionIndex)], offset: origin.offset)
    }

    /// How far the whole unit reaches.
    var reached: [PublishedBatch.Reach] {
        zip(partitions, lastOffsets).filter { $0.1 >= 0 }.map { PublishedBatch.Reach(partition: $0.0, offset: $0.1) }
    }

    /// What the unit did; the ledger is empty afterwards and keeps its memory.
    mutating func take() -> UnitTally {
        defer {
            origins.removeAll(keepingCapacity: true)
            partitions.removeAll(keepingCapacity: true)
            lastOffsets.removeAll(keepingCapacity: true)
            tally = UnitTally()
        }
        return tally
    }
}
