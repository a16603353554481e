/// What the broker says of an existing topic.
package struct TopicMetadata: Equatable, Sendable {
    package var name: String
    package var partitionCount: Int
    package var replicationFactor: Int

    package init(name: String, partitionCount: Int, replicationFactor: Int) {
        self.name = name
        self.partitionCount = partitionCount
        self.replicationFactor = replicationFactor
    }
}
