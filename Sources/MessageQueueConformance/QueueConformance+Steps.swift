import MessageQueue
import Testing

/// The steps that checks are made of.
extension QueueConformance {
    /// Longer than any step takes on a busy machine.
    static var patience: Duration { .seconds(40) }

    func configuration(_ name: String, topics: [String], ids: [String]? = nil) -> StreamConfiguration {
        StreamConfiguration(
            group: "\(prefix).\(name)", topics: topics,
            transactionalIDs: ids ?? ["\(prefix).\(name).0", "\(prefix).\(name).1"])
    }

    /// Opens, runs, closes.
    func withStream<Result>(
        _ configuration: StreamConfiguration, _ body: (any MessageStream) throws -> Result
    ) throws -> Result {
        let stream = try queue.openStream(configuration, within: Self.patience)
        defer { stream.close(within: .seconds(2)) }
        return try body(stream)
    }

    func withReader<Result>(
        _ starts: [(partition: TopicPartition, start: StartPosition)], _ body: (any MessageReader) throws -> Result
    ) throws -> Result {
        let reader = try queue.openReader(starts, streamsInProcess: 1)
        defer { reader.close() }
        return try body(reader)
    }

    /// Puts texts into a topic, outside of transactions; the partition is the index modulo `partitions`.
    func fill(_ topic: String, _ texts: [String], partitions: Int = 1) throws {
        let producer = try queue.openProducer()
        defer { producer.close(within: .seconds(1)) }
        let output = try producer.output(topic: topic)
        for (index, text) in texts.enumerated() {
            try withRecord(output, partition: Int32(index % partitions), value: Array(text.utf8)) {
                try producer.publish($0)
            }
        }
        try producer.flush(within: Self.patience)
        try expect(producer.counts.delivered, is: texts.count, "records delivered while filling \(topic)")
    }

    func withRecord<Result>(
        _ topic: OutputTopic, partition: Int32? = nil, key: [UInt8]? = nil, value: [UInt8]?,
        headers: [(name: String, value: [UInt8]?)] = [], _ body: (OutgoingRecord) throws -> Result
    ) throws -> Result {
        // One block that holds everything for the call.
        var bytes: [UInt8] = (key ?? []) + (value ?? [])
        for header in headers { bytes += Array(header.name.utf8) + (header.value ?? []) }
        bytes.append(0)
        return try bytes.withUnsafeBytes { block in
            var place = 0
            func take(_ count: Int) -> UnsafeRawBufferPointer {
                defer { place += count }
                return UnsafeRawBufferPointer(rebasing: block[place..<(place + count)])
            }
            let keyBytes = key.map { take($0.count) }
            let valueBytes = value.map { take($0.count) }
            let table = headers.map {
                MessageHeader(name: take($0.name.utf8.count), value: $0.value.map { take($0.count) })
            }
            return try table.withUnsafeBufferPointer {
                try body(
                    OutgoingRecord(topic: topic, partition: partition, key: keyBytes, value: valueBytes, headers: $0))
            }
        }
    }

    @discardableResult
    func publish(_ text: String, to output: OutputTopic, on stream: any MessageStream) throws -> Int {
        try withRecord(output, partition: 0, value: Array(text.utf8)) { try stream.publish($0) }
    }

    /// Calls `receive` until there are `count` messages or nothing new for long.
    func receive(
        _ count: Int, from stream: any MessageStream, limit: Int = 1000
    ) throws -> (records: [ReceivedRecord], assigned: [AssignedPartition]) {
        var records: [ReceivedRecord] = []
        var assigned: [AssignedPartition] = []
        let deadline = ContinuousClock.now.advanced(by: Self.patience)
        while records.count < count {
            try expect(ContinuousClock.now < deadline, "received \(records.count) of \(count) messages in time")
            switch try stream.receive(limit: min(limit, count - records.count), wait: .milliseconds(200)) {
            case .batch(let batch): records += batch.messages.map { ReceivedRecord($0, in: batch) }
            case .assigned(let partitions): assigned += partitions
            case .revoked, .lost: assigned = []
            case .endOfPartition, .woken, .idle: break
            }
        }
        return (records, assigned)
    }

    /// Waits for the partitions alone.
    func assignment(of stream: any MessageStream) throws -> [AssignedPartition] {
        let deadline = ContinuousClock.now.advanced(by: Self.patience)
        while ContinuousClock.now < deadline {
            if case .assigned(let partitions) = try stream.receive(limit: 1, wait: .milliseconds(200)) {
                return partitions
            }
        }
        throw ConformanceFailure(description: "no partitions in time", location: #_sourceLocation)
    }

    func commit(_ stream: any MessageStream, notes: [PartitionNote] = []) throws {
        let outcome = stream.commit(notes: notes, within: Self.patience)
        guard case .finished = outcome else {
            throw ConformanceFailure(description: "the commit ended with \(outcome)", location: #_sourceLocation)
        }
    }

    func abort(_ stream: any MessageStream) throws {
        let outcome = stream.abort(within: Self.patience)
        guard case .finished = outcome else {
            throw ConformanceFailure(description: "the abort ended with \(outcome)", location: #_sourceLocation)
        }
    }

    /// All that a reader sees from a position to the end of the partition.
    ///
    /// A commit that returned is decided, and readers come to see it: a broker marks each partition afterwards, and a
    /// read-committed reader finds an end before it until then. So a check that wants records says how many it awaits.
    func contents(
        _ topic: String, partition: Int32 = 0, from start: StartPosition = .beginning, awaiting count: Int
    ) throws -> [ReceivedRecord] {
        try withReader([(TopicPartition(topic: topic, partition: partition), start)]) { reader in
            var records: [ReceivedRecord] = []
            var isAtEnd = false
            let deadline = ContinuousClock.now.advanced(by: Self.patience)
            while ContinuousClock.now < deadline, !isAtEnd || records.count < count {
                switch try reader.receive(limit: 1000, wait: .milliseconds(200)) {
                case .batch(let batch):
                    records += batch.messages.map { ReceivedRecord($0, in: batch) }
                    isAtEnd = false
                case .endOfPartition: isAtEnd = true
                case .woken, .idle: break
                }
            }
            try expect(isAtEnd, "the end of \(topic)/\(partition) was met in time, after \(records.count) records")
            return records
        }
    }

    func texts(_ count: Int, _ prefix: String = "m") -> [String] { (0..<count).map { "\(prefix)\($0)" } }
}
