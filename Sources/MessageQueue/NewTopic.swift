/// A topic to create.
package struct NewTopic: Equatable, Sendable {
    package var name: String
    package var partitionCount: Int
    /// -1 leaves it to the broker.
    package var replicationFactor: Int
    /// The broker's topic settings, such as `max.message.bytes`, in the order given.
    package var configuration: [(name: String, value: String)]

    package init(
        name: String, partitionCount: Int, replicationFactor: Int = -1,
        configuration: [(name: String, value: String)] = []
    ) {
        self.name = name
        self.partitionCount = partitionCount
        self.replicationFactor = replicationFactor
        self.configuration = configuration
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.name == right.name && left.partitionCount == right.partitionCount
            && left.replicationFactor == right.replicationFactor
            && left.configuration.elementsEqual(right.configuration, by: ==)
    }
}
