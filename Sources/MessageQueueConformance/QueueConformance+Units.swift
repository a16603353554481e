import MessageQueue
import Testing

/// Units: what is visible when, and what comes again.
extension QueueConformance {
    func showsOutputsAndPositionsTogether() throws {
        let input = try topic("commit.in")
        let lane = try topic("commit.out")
        let partition = TopicPartition(topic: input, partition: 0)
        let configuration = configuration("commit", topics: [input])
        try fill(input, texts(10))
        try withStream(configuration) { stream in
            let output = try stream.output(topic: lane)
            for round in 0..<5 {
                for record in try receive(2, from: stream, limit: 2).records {
                    try publish("out-\(record.text)", to: output, on: stream)
                }
                let before = try queue.committedPositions(
                    group: configuration.group, of: [partition], within: Self.patience)
                try expect(before.first?.position ?? 0, is: Int64(round * 2), "position before the commit")
                let earlier = try contents(lane, awaiting: round * 2)
                try expect(earlier.count, is: round * 2, "visible before the commit")
                try commit(stream)
                let after = try queue.committedPositions(
                    group: configuration.group, of: [partition], within: Self.patience)
                try expect(after.first?.position, is: Int64(round * 2 + 2), "position after the commit")
                let found = try contents(lane, awaiting: round * 2 + 2)
                try expect(found.count, is: round * 2 + 2, "visible after the commit")
            }
        }
        try expect(try contents(lane, awaiting: 10).map(\.text), is: texts(10, "out-m"), "outputs")
        try fill(input, ["next"])
        try withStream(configuration) { stream in
            let (records, assigned) = try receive(1, from: stream)
            try expect(records.first?.text, is: "next", "the first message of the next member")
            try expect(assigned.first?.position, is: 10, "its position")
            try expect(assigned.first?.isCommitted, is: true, "its position is a committed one")
        }
    }

    func hidesAbortedOutputsAndDeliversAgain() throws {
        let input = try topic("abort.in")
        let lane = try topic("abort.out")
        try fill(input, texts(6))
        try withStream(configuration("abort", topics: [input])) { stream in
            let output = try stream.output(topic: lane)
            for record in try receive(6, from: stream).records {
                try publish("no-\(record.text)", to: output, on: stream)
            }
            try abort(stream)
            try expect(try contents(lane, awaiting: 0), is: [], "visible after the abort")
            let again = try receive(6, from: stream).records
            try expect(again.map(\.text), is: texts(6), "messages after the abort")
            for record in again { try publish("yes-\(record.text)", to: output, on: stream) }
            try commit(stream)
        }
        try expect(try contents(lane, awaiting: 6).map(\.text), is: texts(6, "yes-m"), "visible in the end")
    }

    func deliversAgainFromTheFirstMessageOnly() throws {
        let input = try topic("rewind", partitions: 2)
        try fill(input, texts(2000), partitions: 2)
        try withStream(configuration("rewind", topics: [input])) { stream in
            var kept: [ReceivedRecord] = []
            var round = 0
            while kept.count < 2000 {
                let records = try receive(min(100, 2000 - kept.count), from: stream, limit: 60).records
                round += 1
                if round % 2 == 1 {
                    try abort(stream)
                } else {
                    try commit(stream)
                    kept += records
                }
            }
            for partition in 0..<2 {
                let mine = kept.filter { $0.partition == partition }.map(\.text)
                try expect(mine, is: (0..<1000).map { "m\($0 * 2 + partition)" }, "kept texts of \(partition)")
            }
        }
    }

    func bringsNotesBack() throws {
        let input = try topic("note", partitions: 2)
        let configuration = configuration("note", topics: [input])
        try fill(input, texts(4), partitions: 2)
        let first = TopicPartition(topic: input, partition: 0)
        let long = (0..<PartitionNote.maximumLength).map { UInt8(97 + $0 % 26) }
        try withStream(configuration) { stream in
            _ = try receive(4, from: stream)
            try commit(stream, notes: [PartitionNote(partition: first, bytes: long)])
            try fill(input, ["more"])
            _ = try receive(1, from: stream)
            try commit(stream)
        }
        let assigned = try withStream(configuration) { try assignment(of: $0) }.sorted { $0.partition < $1.partition }
        try expect(assigned.map(\.note.count), is: [long.count, 0], "lengths of the notes")
        try expect(assigned[0].note == long, "the note is as it was, also after a commit that did not name it")
        try expect(assigned.map(\.position), is: [3, 2], "positions")
    }

    func refusesNoteThatIsTooLarge() throws {
        let input = try topic("large.note")
        try fill(input, texts(2))
        try withStream(configuration("large.note", topics: [input])) { stream in
            _ = try receive(2, from: stream)
            let note = PartitionNote(
                partition: TopicPartition(topic: input, partition: 0),
                bytes: Array(repeating: 97, count: PartitionNote.maximumLength + 1))
            guard case .abort(let error) = stream.commit(notes: [note], within: Self.patience) else {
                throw ConformanceFailure(description: "the note was taken", location: #_sourceLocation)
            }
            try expect(error.code, is: .noteTooLarge, "code")
            try abort(stream)
            try expect(try receive(2, from: stream).records.map(\.text), is: texts(2), "messages after the abort")
            try commit(stream)
        }
    }

    func commitsUnitThatReceivedNothing() throws {
        let input = try topic("scout.in")
        let lane = try topic("scout.out")
        let configuration = configuration("scout", topics: [input])
        let partition = TopicPartition(topic: input, partition: 0)
        try fill(input, texts(3))
        try withStream(configuration) { stream in
            let output = try stream.output(topic: lane)
            _ = try assignment(of: stream)
            try publish("ahead", to: output, on: stream)
            try commit(stream, notes: [PartitionNote(partition: partition, bytes: Array("lt1:2".utf8))])
            let found = try queue.committedPositions(
                group: configuration.group, of: [partition], within: Self.patience)
            try expect(found.first?.position, is: 0, "the position is unchanged")
            try expect(found.first?.note, is: Array("lt1:2".utf8), "the note")
            try expect(try receive(3, from: stream).records.map(\.text), is: texts(3), "messages afterwards")
            try commit(stream)
        }
        try expect(try contents(lane, awaiting: 1).map(\.text), is: ["ahead"], "outputs")
    }

    func namesOversizeOutput() throws {
        try nameOversizeOutput("large", limit: 1_100_000, size: 1_500_000, others: 10)
    }

    /// All three travel in one batch, which is refused as a whole.
    func namesOversizeOutputAmongSmallOnes() throws {
        try nameOversizeOutput("small", limit: 3000, size: 4000, others: 1500)
    }

    private func nameOversizeOutput(_ name: String, limit: Int, size: Int, others: Int) throws {
        let input = try topic("\(name).in")
        let lane = try topic("\(name).out", configuration: [("max.message.bytes", "\(limit)")])
        try fill(input, texts(3))
        // Incompressible, or the batch would pass.
        var random: UInt64 = 1
        let noise = (0..<size).map { _ -> UInt8 in
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: random >> 56)
        }
        try withStream(configuration(name, topics: [input])) { stream in
            let output = try stream.output(topic: lane)
            var guilty: Set<Int> = []
            for attempt in 0..<4 {
                let records = try receive(3, from: stream).records
                func publishAll() throws {
                    for (index, record) in records.enumerated() {
                        if guilty.contains(index) {
                            try publish("letter-\(record.text)", to: output, on: stream)
                        } else if index == 1 {
                            try withRecord(output, partition: 0, value: noise) { _ = try stream.publish($0) }
                        } else {
                            let value = Array(record.text.utf8) + noise.prefix(others)
                            try withRecord(output, partition: 0, value: value) { _ = try stream.publish($0) }
                        }
                    }
                }
                var outcome: UnitOutcome
                do {
                    try publishAll()
                    outcome = stream.commit(within: Self.patience)
                } catch let error as QueueError where error.requiresAbort {
                    outcome = .abort(error)
                }
                switch outcome {
                case .finished:
                    try expect(guilty, is: [1], "outputs replaced when the commit passed")
                    return
                case .abort:
                    for refused in stream.refusedOutputs {
                        try expect(refused.code, is: .messageTooLarge, "code")
                        guilty.insert(refused.output)
                    }
                    try abort(stream)
                case let other:
                    throw ConformanceFailure(
                        description: "attempt \(attempt) ended with \(other)", location: #_sourceLocation)
                }
            }
            throw ConformanceFailure(description: "four attempts, and no commit", location: #_sourceLocation)
        }
        let found = try contents(lane, awaiting: 3).map {
            String(decoding: $0.value?.prefix(9) ?? [], as: UTF8.self).prefix(9)
        }
        try expect(found.count, is: 3, "outputs")
        try expect(found[1], is: "letter-m1", "what stands in the place of the output that was refused")
    }

    func recoversAfterUnknownOutcome() throws {
        let input = try topic("recover")
        try fill(input, texts(4))
        try withStream(configuration("recover", topics: [input])) { stream in
            _ = try receive(2, from: stream, limit: 2)
            try commit(stream)
            _ = try receive(2, from: stream, limit: 2)
            // Recovering is allowed at any time; here the unit was not committed.
            let found = try stream.recover(within: Self.patience)
            try expect(found.map(\.position), is: [2], "positions")
            try expect(try receive(2, from: stream).records.map(\.text), is: ["m2", "m3"], "messages afterwards")
            try commit(stream)
        }
    }
}
