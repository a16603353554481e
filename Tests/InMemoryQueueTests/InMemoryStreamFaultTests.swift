import InMemoryQueue
import MessageQueue
import Testing

/// What the conformance suite cannot provoke on every transport.
@Suite(.timeLimit(.minutes(1)))
struct InMemoryStreamFaultTests {
    private let queue = InMemoryQueue()
    private let input = TopicPartition(topic: "in", partition: 0)
    private let lane = TopicPartition(topic: "lane", partition: 0)

    init() throws {
        try queue.create(
            [NewTopic(name: "in", partitionCount: 1), NewTopic(name: "lane", partitionCount: 1)], within: .zero)
        for number in 0..<4 {
            try queue.append(StoredRecord(key: nil, value: [UInt8(number)]), to: input)
        }
    }

    private func open(_ dataLoss: DataLossPolicy = .stop) throws -> any MessageStream {
        try queue.openStream(
            StreamConfiguration(group: "g", topics: ["in"], transactionalIDs: ["g.0", "g.1"], dataLoss: dataLoss),
            within: .zero)
    }

    /// Receives what is there and publishes one output for each message.
    private func passOn(_ stream: any MessageStream, limit: Int = 100) throws -> [UInt8] {
        let output = try stream.output(topic: "lane")
        for _ in 0..<5 {
            guard case .batch(let batch) = try stream.receive(limit: limit, wait: .zero) else { continue }
            for message in batch.messages {
                try stream.publish(OutgoingRecord(topic: output, key: nil, value: message.value))
            }
            return batch.messages.compactMap { $0.value?.first }
        }
        return []
    }

    private var published: [UInt8] {
        get throws { try queue.records(in: lane).compactMap { $0.record.value?.first } }
    }

    @Test func commitThatFailedAndIsRetriedPublishesOnce() throws {
        let stream = try open()
        #expect(try passOn(stream) == [0, 1, 2, 3])
        queue.script(.fail(QueueError(.timedOut, "scripted", isRetriable: true)), on: .commit)
        queue.script(.completeThenFail(QueueError(.timedOut, "scripted", isRetriable: true)), on: .commit, number: 2)
        guard case .retry = stream.commit(within: .zero), case .retry = stream.commit(within: .zero) else {
            Issue.record("two time-outs were scripted")
            return
        }
        #expect(throws: QueueError.self) { try stream.receive(limit: 1, wait: .zero) }
        guard case .retry = stream.abort(within: .zero) else {
            Issue.record("what may be committed must not be aborted")
            return
        }
        guard case .finished = stream.commit(within: .zero) else {
            Issue.record("the third try passes")
            return
        }
        #expect(try published == [0, 1, 2, 3])
    }

    @Test(arguments: [true, false])
    func unknownCommitIsFoundOutByRecovery(_ isDone: Bool) throws {
        let stream = try open()
        _ = try passOn(stream)
        let error = QueueError(.transactionFailed, "scripted")
        queue.script(isDone ? .completeThenFail(error) : .fail(error), on: .commit)
        guard case .recover = stream.commit(within: .zero) else {
            Issue.record("an unknown outcome was scripted")
            return
        }
        let positions = try stream.recover(within: .zero).map(\.position)
        #expect(positions == [isDone ? 4 : 0])
        #expect(try passOn(stream) == (isDone ? [] : [0, 1, 2, 3]))
        guard case .finished = stream.commit(within: .zero) else {
            Issue.record("the commit after the recovery passes")
            return
        }
        #expect(try published == [0, 1, 2, 3])
    }

    @Test func timedOutTransactionNeedsRecovery() throws {
        let stream = try open()
        _ = try passOn(stream)
        queue.expireTransaction(id: "g.0")
        guard case .recover = stream.commit(within: .zero) else {
            Issue.record("the transaction is gone")
            return
        }
        _ = try stream.recover(within: .zero)
        #expect(try passOn(stream) == [0, 1, 2, 3])
        _ = stream.commit(within: .zero)
        #expect(try published == [0, 1, 2, 3])
    }

    @Test func fencedStreamStops() throws {
        let stream = try open()
        _ = try passOn(stream)
        queue.script(.fenceFirst, on: .commit)
        guard case .stop(let error) = stream.commit(within: .zero) else {
            Issue.record("a successor was scripted")
            return
        }
        #expect(error.code == .fenced)
        #expect(throws: QueueError.self) { try stream.recover(within: .zero) }
        #expect(try published.isEmpty)
    }

    @Test func expiredMemberLosesItsUnit() throws {
        let stream = try open()
        _ = try passOn(stream)
        queue.expireSessions(group: "g")
        guard case .lost(let partitions) = try stream.receive(limit: 1, wait: .zero) else {
            Issue.record("the session has expired")
            return
        }
        #expect(partitions == [input])
        guard case .abort = stream.commit(within: .zero), case .finished = stream.abort(within: .zero) else {
            Issue.record("what is lost can only be aborted")
            return
        }
        #expect(try passOn(stream) == [0, 1, 2, 3])
        _ = stream.commit(within: .zero)
        #expect(try published == [0, 1, 2, 3])
    }

    @Test func unitLeftOpenAfterRevocationIsAborted() throws {
        let stream = try open()
        _ = try passOn(stream)
        queue.script(.rebalanceFirst, on: .receive)
        guard case .revoked = try stream.receive(limit: 1, wait: .zero) else {
            Issue.record("a rebalance was scripted")
            return
        }
        #expect(try passOn(stream) == [0, 1, 2, 3])
        _ = stream.commit(within: .zero)
        #expect(try published == [0, 1, 2, 3])
    }

    @Test func crashedPredecessorLeavesNothingVisible() throws {
        do {
            let crashed = try open()
            _ = try passOn(crashed)
        }
        queue.expireSessions(group: "g")
        #expect(try published.isEmpty)
        let stream = try open()
        #expect(try passOn(stream) == [0, 1, 2, 3])
        _ = stream.commit(within: .zero)
        #expect(try published == [0, 1, 2, 3])
    }

    @Test func positionThatIsGoneStopsTheStreamAndSaysHowMuch() throws {
        let first = try open()
        _ = try passOn(first, limit: 1)
        _ = first.commit(within: .zero)
        first.close(within: .zero)
        try queue.deleteRecords(in: input, before: 3)
        let error = #expect(throws: QueueError.self) { try open().receive(limit: 1, wait: .zero) }
        #expect(error?.code == .positionLost)
        #expect(error?.lostRecords == 2)
        queue.expireSessions(group: "g")
        guard case .assigned(let partitions) = try open(.continue).receive(limit: 1, wait: .zero) else {
            Issue.record("the stream goes on")
            return
        }
        #expect(partitions.map(\.position) == [3])
        #expect(partitions.map(\.lostRecords) == [2])
    }

    @Test func controlRecordsLeaveGaps() throws {
        let stream = try open()
        for _ in 0..<2 {
            _ = try passOn(stream, limit: 2)
            _ = stream.commit(within: .zero)
        }
        #expect(try queue.records(in: lane).map(\.offset) == [0, 1, 3, 4])
    }

    /// The answer to the commit got lost, then the group went on: committed it is all the same.
    @Test func commitThatWasDoneStaysDoneWhenTheSessionExpires() throws {
        let stream = try open()
        _ = try passOn(stream)
        queue.script(.completeThenFail(QueueError(.timedOut, "scripted", isRetriable: true)), on: .commit)
        guard case .retry = stream.commit(within: .zero) else {
            Issue.record("a time-out was scripted")
            return
        }
        queue.expireSessions(group: "g")
        guard case .finished = stream.commit(within: .zero) else {
            Issue.record("nothing is to be aborted")
            return
        }
        #expect(try published == [0, 1, 2, 3])
    }

    @Test func recoveryThatFailedLeavesNothingElseToDo() throws {
        let stream = try open()
        _ = try passOn(stream)
        queue.script(.fail(QueueError(.unreachable, "scripted", isRetriable: true)), on: .recover)
        #expect(throws: QueueError.self) { try stream.recover(within: .zero) }
        guard case .recover = stream.commit(within: .zero) else {
            Issue.record("the outcome is open until the recovery passes")
            return
        }
        #expect(try stream.recover(within: .zero).map(\.position) == [0])
        #expect(try passOn(stream) == [0, 1, 2, 3])
    }

    @Test func unitOfStreamWithoutPartitionsIsNotCommitted() throws {
        let stream = try open()
        let output = try stream.output(topic: "lane")
        try stream.publish(OutgoingRecord(topic: output, key: nil, value: nil))
        guard case .abort(let error) = stream.commit(within: .zero) else {
            Issue.record("nothing would fence it")
            return
        }
        #expect(error.code == .membershipLost)
        guard case .finished = stream.abort(within: .zero) else {
            Issue.record("the abort passes")
            return
        }
        #expect(try published.isEmpty)
    }

    @Test func readerWhosePositionIsGoneLosesNothingOfOtherPartitions() throws {
        let reader = try queue.openReader([(input, .beginning), (lane, .offset(7))], streamsInProcess: 1)
        let error = #expect(throws: QueueError.self) { try reader.receive(limit: 100, wait: .zero) }
        #expect(error?.code == .positionOutOfRange)
        try reader.seek([(lane, .beginning)])
        guard case .batch(let batch) = try reader.receive(limit: 100, wait: .zero) else {
            Issue.record("the other partition's messages come")
            return
        }
        #expect(batch.messages.map(\.offset) == [0, 1, 2, 3])
    }
}
