import MessageQueue
import Testing

/// What messages look like when they arrive.
extension QueueConformance {
    func deliversInOrderPerPartition() throws {
        let topic = try topic("order", partitions: 3)
        let sent = texts(300)
        try fill(topic, sent, partitions: 3)
        try withStream(configuration("order", topics: [topic])) { stream in
            let received = try receive(300, from: stream, limit: 7).records
            for partition in 0..<3 {
                let mine = received.filter { $0.partition == partition }
                let wanted = sent.enumerated().filter { $0.offset % 3 == partition }.map(\.element)
                try expect(mine.map(\.text), is: wanted, "texts of partition \(partition)")
                try expect(zip(mine, mine.dropFirst()).allSatisfy { $0.offset < $1.offset }, "offsets ascend")
            }
            try commit(stream)
        }
    }

    func keepsNullApartFromEmpty() throws {
        let topic = try topic("null")
        let producer = try queue.openProducer()
        let output = try producer.output(topic: topic)
        let pairs: [(key: [UInt8]?, value: [UInt8]?)] = [
            (nil, nil), ([], []), (nil, []), ([], nil), ([0], [0]), (Array("k".utf8), nil),
        ]
        for pair in pairs {
            try withRecord(output, partition: 0, key: pair.key, value: pair.value) { try producer.publish($0) }
        }
        try producer.flush(within: Self.patience)
        producer.close(within: .seconds(1))
        let found = try contents(topic, awaiting: pairs.count)
        try expect(found.map(\.key), is: pairs.map(\.key), "keys")
        try expect(found.map(\.value), is: pairs.map(\.value), "values")
        try withStream(configuration("null", topics: [topic])) { stream in
            let received = try receive(pairs.count, from: stream).records
            try expect(received.map(\.key), is: pairs.map(\.key), "keys on a stream")
            try expect(received.map(\.value), is: pairs.map(\.value), "values on a stream")
        }
    }

    func keepsDuplicateHeadersInOrder() throws {
        let topic = try topic("headers")
        let headers: [(name: String, value: [UInt8]?)] = [
            ("a", [1]), ("b", nil), ("a", []), ("a", [2, 0, 255]), ("", [3]), ("ce_id", Array("x".utf8)),
        ]
        try withStream(configuration("headers", topics: [topic])) { stream in
            let output = try stream.output(topic: topic)
            _ = try assignment(of: stream)
            try withRecord(output, partition: 0, value: [1], headers: headers) { _ = try stream.publish($0) }
            try withRecord(output, partition: 0, value: [2]) { _ = try stream.publish($0) }
            try commit(stream)
        }
        let found = try contents(topic, awaiting: 2)
        try expect(found.count, is: 2, "records")
        let wanted = headers.map { ReceivedRecord.Header(name: $0.name, value: $0.value) }
        try expect(found[0].headers, is: wanted, "headers")
        try expect(found[1].headers, is: [], "headers of a record without any")
    }

    func readsWithoutGroup() throws {
        let topic = try topic("reader", partitions: 2)
        try fill(topic, texts(20), partitions: 2)
        let first = TopicPartition(topic: topic, partition: 0)
        let second = TopicPartition(topic: topic, partition: 1)
        let all = try contents(topic, awaiting: 10)
        try expect(all.map(\.text), is: (0..<10).map { "m\($0 * 2)" }, "from the beginning")
        let last = try contents(topic, from: .offset(all[7].offset), awaiting: 3)
        try expect(last.count, is: 3, "records from the eighth on")
        try withReader([(first, .end), (second, .beginning)]) { reader in
            var seen: [ReceivedRecord] = []
            try read(reader) {
                seen.append($0)
            } until: {
                seen.count == 10
            }
            try expect(seen.allSatisfy { $0.partition == 1 }, "only the second partition, the first is at its end")
            try fill(topic, ["late"])
            try read(reader) {
                seen.append($0)
            } until: {
                seen.count == 11
            }
            try expect(seen[10].text, is: "late", "what came after the end")
            seen = []
            try reader.seek([(second, .offset(all[4].offset))])
            try read(reader) {
                seen.append($0)
            } until: {
                seen.count >= 6
            }
            try expect(seen.map(\.partition), is: Array(repeating: 1, count: 6), "partitions after seeking")
            try expect(seen.first?.text, is: "m9", "the first text after seeking")
            try reader.release([second])
        }
        try expect(
            try queue.committedPositions(group: "\(prefix).none", of: [first], within: Self.patience), is: [],
            "positions of nobody")
    }

    func read(
        _ reader: any MessageReader, each: (ReceivedRecord) -> Void, until isDone: () -> Bool
    ) throws {
        let deadline = ContinuousClock.now.advanced(by: Self.patience)
        while !isDone() {
            try expect(ContinuousClock.now < deadline, "the reader got there in time")
            guard case .batch(let batch) = try reader.receive(limit: 100, wait: .milliseconds(200)) else { continue }
            for message in batch.messages { each(ReceivedRecord(message, in: batch)) }
        }
    }

    func tellsWatermarks() throws {
        let topic = try topic("watermarks")
        let partition = TopicPartition(topic: topic, partition: 0)
        try expect(try queue.watermarks(of: partition, within: Self.patience), is: Watermarks(low: 0, high: 0), "empty")
        try fill(topic, texts(5))
        try expect(
            try queue.watermarks(of: partition, within: Self.patience), is: Watermarks(low: 0, high: 5), "filled")
        try withStream(configuration("watermarks", topics: [topic])) { stream in
            _ = try receive(5, from: stream)
            try expect(stream.knownWatermarks(of: partition)?.high, is: 5, "known to the stream")
        }
        do {
            _ = try queue.watermarks(of: TopicPartition(topic: topic, partition: 7), within: Self.patience)
            throw ConformanceFailure(description: "a partition that is not there", location: #_sourceLocation)
        } catch let error as QueueError {
            try expect(error.code, is: .unknownPartition, "code")
        }
    }

    func tellsEndOfPartition() throws {
        let topic = try topic("end")
        try fill(topic, texts(3))
        var configuration = configuration("end", topics: [topic])
        configuration.reportsEndOfPartition = true
        try withStream(configuration) { stream in
            func awaitEnd() throws -> (count: Int, offset: Int64) {
                var count = 0
                let deadline = ContinuousClock.now.advanced(by: Self.patience)
                while ContinuousClock.now < deadline {
                    switch try stream.receive(limit: 100, wait: .milliseconds(200)) {
                    case .batch(let batch): count += batch.messages.count
                    case .endOfPartition(let partition, let offset):
                        try expect(partition, is: TopicPartition(topic: topic, partition: 0), "partition")
                        return (count, offset)
                    default: break
                    }
                }
                throw ConformanceFailure(description: "no end in time", location: #_sourceLocation)
            }
            let first = try awaitEnd()
            try expect(first.count, is: 3, "messages before the end")
            try expect(first.offset, is: 3, "the end")
            try commit(stream)
            try fill(topic, ["more"])
            let second = try awaitEnd()
            try expect(second.count, is: 1, "messages before the end's second time")
            try expect(second.offset >= 4, "the second end is behind the first")
        }
    }
}
