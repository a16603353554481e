/// How to open a stream.
package struct StreamConfiguration: Sendable {
    package var group: String
    /// The topics to read. Each must exist.
    package var topics: [String]
    /// One transactional id per turn, at least one; two let the broker finish a commit while the other fills. No two
    /// living streams may have one in common: the later fences the earlier.
    package var transactionalIDs: [String]
    /// Ids that an earlier, larger run of the same instance used: initialised once, so that what they left open is
    /// aborted, and not used.
    package var retiredTransactionalIDs: [String]
    /// Where a partition starts for which the group has no committed position.
    package var start: StartPosition
    package var dataLoss: DataLossPolicy
    /// Whether `receive` tells of ends of partitions.
    package var reportsEndOfPartition: Bool
    /// How many streams and readers the process runs; the memory for prefetching is divided by it.
    package var streamsInProcess: Int

    package init(
        group: String, topics: [String], transactionalIDs: [String], retiredTransactionalIDs: [String] = [],
        start: StartPosition = .beginning, dataLoss: DataLossPolicy = .stop, reportsEndOfPartition: Bool = false,
        streamsInProcess: Int = 1
    ) {
        self.group = group
        self.topics = topics
        self.transactionalIDs = transactionalIDs
        self.retiredTransactionalIDs = retiredTransactionalIDs
        self.start = start
        self.dataLoss = dataLoss
        self.reportsEndOfPartition = reportsEndOfPartition
        self.streamsInProcess = streamsInProcess
    }
}
