import InMemoryQueue
import Locking
import MessageQueue
import Testing

@testable import TriageWorker

struct TopicPlanTests {
    private let names = TopicNames()

    @Test func threeCopiesAreAskedForTwoBrokersWhereOneWouldDo() throws {
        let cluster = Cluster(defaults: [("min.insync.replicas", "1"), ("default.replication.factor", "1")])
        _ = try plan.create(cluster, partitions: 2, replication: 3)
        #expect(cluster.created.count == 8)
        for topic in cluster.created { #expect(topic.leastCopies == "2", "\(topic.name)") }
    }

    @Test func copiesThatTheBrokersMakeByThemselvesCount() throws {
        let cluster = Cluster(defaults: [("min.insync.replicas", "1"), ("default.replication.factor", "3")])
        _ = try plan.create(cluster, partitions: 2, replication: -1)
        #expect(cluster.created.allSatisfy { $0.leastCopies == "2" })
    }

    @Test func brokersThatAskForMoreKeepWhatTheyAskFor() throws {
        let cluster = Cluster(defaults: [("min.insync.replicas", "3"), ("default.replication.factor", "1")])
        _ = try plan.create(cluster, partitions: 2, replication: 5)
        #expect(cluster.created.allSatisfy { $0.leastCopies == nil })
    }

    @Test(arguments: [-1, 1, 2]) func fewerCopiesAreLeftAlone(replication: Int) throws {
        let cluster = Cluster(defaults: [("min.insync.replicas", "1"), ("default.replication.factor", "2")])
        _ = try plan.create(cluster, partitions: 2, replication: replication)
        #expect(cluster.created.allSatisfy { $0.leastCopies == nil })
    }

    @Test(arguments: [QueueError.Code.notAuthorized, .unsupported, .timedOut, .unreachable, .other])
    func brokersThatDoNotTellAreTakenForTheirOwnDefault(code: QueueError.Code) throws {
        let cluster = Cluster(failure: QueueError(code, "describe configs"))
        _ = try plan.create(cluster, partitions: 2, replication: 3)
        #expect(cluster.created.count == 8)
        #expect(cluster.created.allSatisfy { $0.leastCopies == "2" })
    }

    @Test func clientThatIsBrokenCreatesNothing() {
        let cluster = Cluster(failure: QueueError(.other, "describe configs", isFatal: true))
        #expect(throws: QueueError.self) { try plan.create(cluster, partitions: 2, replication: 3) }
        #expect(cluster.created.isEmpty)
    }

    @Test func oneOfThreeCopiesThatIsEnoughIsTold() throws {
        let cluster = Cluster(defaults: [], copies: 3)
        _ = try plan.create(cluster, partitions: 2, replication: 1)
        try cluster.queue.create(
            [NewTopic(name: "extra", partitionCount: 2, configuration: [("min.insync.replicas", "1")])],
            within: .seconds(1))
        var names = names
        names.intake = ["extra"]
        let found = try TopicPlan(names: names, within: .seconds(1)).check(cluster)
        #expect(found.map(\.topic) == ["extra"])
        #expect(found.first?.text == "min.insync.replicas is 1 with 3 copies: what only one broker has is lost with it")
        #expect(found.first?.isFatal == false)
        #expect(found.first?.kind == .differs)
    }

    @Test func aTopicThatIsMissingIsToldApartFromOneThatDiffers() throws {
        let missing = try plan.check(Cluster())
        #expect(missing.count == 8)
        #expect(missing.allSatisfy { $0.kind == .missing })
        #expect(missing.filter { !$0.isFatal }.map(\.topic) == [names.shadow, names.board])
        let cluster = Cluster()
        try cluster.queue.create([NewTopic(name: names.board, partitionCount: 2)], within: .seconds(1))
        let board = try plan.check(cluster).filter { $0.topic == names.board }
        #expect(!board.isEmpty)
        #expect(board.allSatisfy { $0.kind == .differs })
    }

    private var plan: TopicPlan { TopicPlan(names: names, within: .seconds(1)) }
}

extension NewTopic {
    fileprivate var leastCopies: String? { configuration.last { $0.name == "min.insync.replicas" }?.value }
}

/// Brokers with settings; what they keep is in memory.
private final class Cluster: MessageQueue {
    let queue = InMemoryQueue()
    private let defaults: [(name: String, value: String)]
    private let failure: QueueError?
    private let copies: Int
    private let made = Lock<[NewTopic]>([])

    var created: [NewTopic] { made.withLock { $0 } }
    var features: QueueFeatures { queue.features }

    /// The failure is what asking for the defaults ends with.
    init(defaults: [(name: String, value: String)] = [], failure: QueueError? = nil, copies: Int = 1) {
        self.defaults = defaults
        self.failure = failure
        self.copies = copies
    }

    func brokerConfiguration(
        names: [String], within: Duration
    ) throws(QueueError) -> [(name: String, value: String)] {
        if let failure { throw failure }
        return names.compactMap { name in defaults.first { $0.name == name } }
    }

    func create(_ topics: [NewTopic], within: Duration) throws(QueueError) {
        made.withLock { $0 += topics }
        try queue.create(topics, within: within)
    }

    func metadata(of topics: [String], within: Duration) throws(QueueError) -> [TopicMetadata] {
        try queue.metadata(of: topics, within: within).map {
            TopicMetadata(name: $0.name, partitionCount: $0.partitionCount, replicationFactor: copies)
        }
    }

    func configuration(
        of topic: String, names: [String], within: Duration
    ) throws(QueueError) -> [(name: String, value: String)] {
        try queue.configuration(of: topic, names: names, within: within)
    }

    func openStream(
        _ configuration: StreamConfiguration, within: Duration
    ) throws(QueueError) -> any MessageStream { try queue.openStream(configuration, within: within) }

    func openReader(
        _ starts: [(partition: TopicPartition, start: StartPosition)], streamsInProcess: Int
    ) throws(QueueError) -> any MessageReader { try queue.openReader(starts, streamsInProcess: streamsInProcess) }

    func openProducer() throws(QueueError) -> any MessageProducer { try queue.openProducer() }

    func watermarks(of partition: TopicPartition, within: Duration) throws(QueueError) -> Watermarks {
        try queue.watermarks(of: partition, within: within)
    }

    func committedPositions(
        group: String, of partitions: [TopicPartition], within: Duration
    ) throws(QueueError) -> [AssignedPartition] {
        try queue.committedPositions(group: group, of: partitions, within: within)
    }
}
