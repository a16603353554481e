import MessageQueue
import Testing

/// Groups, fencing, waking, closing, topics.
extension QueueConformance {
    func handsOverWithoutLossOrRepetition() throws {
        let input = try topic("rounds", partitions: 4)
        let lane = try topic("rounds.out")
        let count = 400
        try fill(input, texts(count), partitions: 4)
        let first = try queue.openStream(
            configuration("rounds", topics: [input], ids: ["\(prefix).r1"]), within: Self.patience)
        defer { first.close(within: .seconds(2)) }
        let firstOutput = try first.output(topic: lane)
        var done = 0
        var revoked = false
        /// One step of a member: pass on what comes. Whatever is open at a revocation is committed in time.
        func step(_ stream: any MessageStream, _ output: OutputTopic, limit: Int) throws {
            switch try stream.receive(limit: limit, wait: .milliseconds(20)) {
            case .batch(let batch):
                for message in batch.messages {
                    try publish(ReceivedRecord(message, in: batch).text, to: output, on: stream)
                }
                done += batch.messages.count
                // Now and then left open for the next receive.
                if done % 3 != 0 { try commit(stream) }
            case .revoked:
                revoked = true
                try commit(stream)
            case .lost: throw ConformanceFailure(description: "partitions lost", location: #_sourceLocation)
            case .idle: try commit(stream)
            default: break
            }
        }
        while done < 40 { try step(first, firstOutput, limit: 5) }
        let second = try queue.openStream(
            configuration("rounds", topics: [input], ids: ["\(prefix).r2"]), within: Self.patience)
        defer { second.close(within: .seconds(2)) }
        let secondOutput = try second.output(topic: lane)
        var secondHas = false
        let deadline = ContinuousClock.now.advanced(by: Self.patience)
        while !secondHas {
            try expect(ContinuousClock.now < deadline, "the second member got partitions in time")
            try step(first, firstOutput, limit: 1)
            if case .assigned = try second.receive(limit: 1, wait: .milliseconds(20)) { secondHas = true }
        }
        try expect(revoked, "the first member was told")
        while done < count {
            try expect(ContinuousClock.now < deadline, "all messages in time: \(done) of \(count)")
            try step(first, firstOutput, limit: 20)
            try step(second, secondOutput, limit: 20)
        }
        try commit(first)
        try commit(second)
        let found = try contents(lane, awaiting: count).map(\.text)
        try expect(found.count, is: count, "outputs")
        try expect(Set(found), is: Set(texts(count)), "outputs, each once")
    }

    func fencesZombie() throws {
        let input = try topic("zombie.in")
        let lane = try topic("zombie.out")
        try fill(input, texts(2))
        let configuration = configuration("zombie", topics: [input])
        try withStream(configuration) { zombie in
            let output = try zombie.output(topic: lane)
            for record in try receive(2, from: zombie).records {
                try publish("zombie-\(record.text)", to: output, on: zombie)
            }
            // Another group, or it would have to wait for the zombie's session.
            var other = configuration
            other.group += ".successor"
            try withStream(other) { successor in
                guard case .stop(let error) = zombie.commit(within: Self.patience) else {
                    throw ConformanceFailure(description: "the zombie was not stopped", location: #_sourceLocation)
                }
                try expect(error.code, is: .fenced, "code")
                let output = try successor.output(topic: lane)
                for record in try receive(2, from: successor).records {
                    try publish(record.text, to: output, on: successor)
                }
                try commit(successor)
            }
        }
        try expect(try contents(lane, awaiting: 2).map(\.text), is: texts(2), "outputs")
    }

    func wakesReceive() throws {
        let input = try topic("wake")
        try withStream(configuration("wake", topics: [input])) { stream in
            _ = try assignment(of: stream)
            try expectWoken(stream.waker) { try stream.receive(limit: 1, wait: Self.patience) }
        }
        try withReader([(TopicPartition(topic: input, partition: 0), .end)]) { reader in
            try expectWoken(reader.waker) {
                // The end comes first, and may come before or after the wake.
                while true {
                    switch try reader.receive(limit: 1, wait: Self.patience) {
                    case .woken: return .woken
                    case .endOfPartition: continue
                    default: return .idle
                    }
                }
            }
            reader.waker.wake()
            reader.waker.wake()
            guard case .woken = try reader.receive(limit: 1, wait: Self.patience) else {
                throw ConformanceFailure(description: "a wake before the call counts", location: #_sourceLocation)
            }
        }
    }

    private func expectWoken(_ waker: any QueueWaker, _ receive: () throws -> StreamEvent) throws {
        let thread = WakingThread(waker)
        let begin = ContinuousClock.now
        let event = try receive()
        thread.stop()
        guard case .woken = event else {
            throw ConformanceFailure(description: "woken, receive returned \(event)", location: #_sourceLocation)
        }
        try expect(begin.duration(to: .now) < .seconds(10), "woken soon, after \(begin.duration(to: .now))")
    }

    func closesPromptly() throws {
        let input = try topic("close")
        let lane = try topic("close.out")
        try fill(input, texts(2))
        let stream = try queue.openStream(configuration("close", topics: [input]), within: Self.patience)
        let output = try stream.output(topic: lane)
        let waker = stream.waker
        for record in try receive(2, from: stream).records { try publish(record.text, to: output, on: stream) }
        let begin = ContinuousClock.now
        stream.close(within: .seconds(2))
        try expect(begin.duration(to: .now) < .seconds(5), "closed in \(begin.duration(to: .now))")
        stream.close(within: .seconds(2))
        waker.wake()
        do {
            _ = try stream.receive(limit: 1, wait: .zero)
            throw ConformanceFailure(description: "a closed stream receives", location: #_sourceLocation)
        } catch let error as QueueError {
            try expect(error.code, is: .closed, "code")
        }
        guard queue.features.isolatesReaders else { return }
        try expect(try contents(lane, awaiting: 0), is: [], "outputs of the open unit")
    }

    func refusesUnknownTopic() throws {
        let missing = "\(prefix).not-there"
        try expectError(.unknownTopic) {
            _ = try queue.openStream(configuration("unknown", topics: [missing]), within: Self.patience)
        }
        try expectError(.unknownTopic) {
            _ = try queue.openReader([(TopicPartition(topic: missing, partition: 0), .beginning)], streamsInProcess: 1)
        }
        try expectError(.unknownTopic) { _ = try queue.openProducer().output(topic: missing) }
        try expect(try queue.metadata(of: [missing], within: Self.patience), is: [], "metadata")
        let input = try topic("known")
        try withStream(configuration("known", topics: [input])) { stream in
            try expectError(.unknownTopic) { _ = try stream.output(topic: missing) }
        }
    }

    func createsTopicsWithSettings() throws {
        let name = try topic("made", partitions: 3, configuration: [("max.message.bytes", "123456")])
        try expectError(.topicExists) {
            try queue.create([NewTopic(name: name, partitionCount: 3)], within: Self.patience)
        }
        let metadata = try queue.metadata(of: [name], within: Self.patience)
        try expect(metadata.map(\.partitionCount), is: [3], "partitions")
        let settings = try queue.configuration(of: name, names: ["max.message.bytes"], within: Self.patience)
        try expect(settings.map(\.value), is: ["123456"], "max.message.bytes")
    }

    func refusesCallsOutOfOrder() throws {
        let input = try topic("misuse")
        try fill(input, texts(1))
        try withStream(configuration("misuse", topics: [input])) { stream in
            let output = try stream.output(topic: input)
            _ = try receive(1, from: stream)
            let note = PartitionNote(partition: TopicPartition(topic: input, partition: 0), bytes: [0])
            guard case .abort = stream.commit(notes: [note], within: Self.patience) else {
                throw ConformanceFailure(description: "a note with a zero byte was taken", location: #_sourceLocation)
            }
            try expectError(.misuse) { _ = try stream.receive(limit: 1, wait: .zero) }
            try expectError(.misuse) { try publish("x", to: output, on: stream) }
            try expectError(.misuse) {
                try abort(stream)
                try withRecord(OutputTopic(index: 99), value: nil) { _ = try stream.publish($0) }
            }
            _ = try receive(1, from: stream)
            try commit(stream)
        }
    }

    func countsDeliveries() throws {
        let input = try topic("count")
        let producer = try queue.openProducer()
        let output = try producer.output(topic: input)
        for index in 0..<500 {
            try withRecord(output, key: Array("\(index)".utf8), value: [1]) { try producer.publish($0) }
        }
        try producer.flush(within: Self.patience)
        try expect(producer.counts, is: DeliveryCounts(published: 500, delivered: 500), "counts")
        producer.close(within: .seconds(1))
        try expectError(.closed) { try withRecord(output, value: nil) { try producer.publish($0) } }
    }

    private func expectError(_ code: QueueError.Code, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as QueueError {
            return try expect(error.code, is: code, "code of “\(error)”")
        }
        throw ConformanceFailure(description: "no error, though \(code.rawValue) was due", location: #_sourceLocation)
    }
}
