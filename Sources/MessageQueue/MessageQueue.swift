/// A transport: the place where streams, readers and producers are opened and topics are looked after.
///
/// Its methods may be called from any thread. They block until the broker has answered or the time is up: keep them off
/// the cooperative pool. What they open belongs to the calling thread.
package protocol MessageQueue: Sendable {
    /// What this transport guarantees.
    var features: QueueFeatures { get }

    /// Joins a group. First every transactional id is initialised (which aborts what a dead predecessor left open and
    /// fences a living one), only then the topics are subscribed. Partitions arrive by `receive`.
    ///
    /// - Throws: `unknownTopic`, `invalidConfiguration`, `notAuthorized`, `authenticationFailed`, `unreachable`,
    ///   `timedOut`.
    func openStream(
        _ configuration: StreamConfiguration, within: Duration
    ) throws(QueueError) -> any MessageStream

    /// Opens a reader without a group. `streamsInProcess` as in `StreamConfiguration`.
    func openReader(
        _ starts: [(partition: TopicPartition, start: StartPosition)], streamsInProcess: Int
    ) throws(QueueError) -> any MessageReader

    /// Opens a producer outside of transactions.
    func openProducer() throws(QueueError) -> any MessageProducer

    /// What the broker knows of these topics, in the order asked; one that does not exist is missing from the answer.
    func metadata(
        of topics: [String], within: Duration
    ) throws(QueueError) -> [TopicMetadata]

    /// Settings of a topic, such as `max.message.bytes`, in the order asked; those the broker does not tell are
    /// missing.
    func configuration(
        of topic: String, names: [String], within: Duration
    ) throws(QueueError) -> [(name: String, value: String)]

    /// What the brokers do where a topic says nothing, such as `min.insync.replicas`: of one broker, in the order asked;
    /// those it does not tell are missing.
    func brokerConfiguration(names: [String], within: Duration) throws(QueueError) -> [(name: String, value: String)]

    /// Creates topics. One that exists already is `topicExists`, and the others of the list are created all the same.
    func create(_ topics: [NewTopic], within: Duration) throws(QueueError)

    /// Asks the broker for a partition's range.
    func watermarks(
        of partition: TopicPartition, within: Duration
    ) throws(QueueError) -> Watermarks

    /// The group's committed positions, without joining it, in the order asked; a partition without one is missing.
    func committedPositions(
        group: String, of partitions: [TopicPartition], within: Duration
    ) throws(QueueError) -> [AssignedPartition]
}
