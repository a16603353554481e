/// What a transport guarantees. The conformance suite skips by this declaration, never by editing; a program that needs
/// a guarantee checks it before it starts.
package struct QueueFeatures: Equatable, Sendable {
    /// A reader never sees records of aborted or open units.
    package var isolatesReaders: Bool
    /// Committed positions outlive the stream, and belong to the same atomic step as the outputs.
    package var keepsPositions: Bool
    /// Notes come back with the positions.
    package var keepsNotes: Bool
    /// A second stream with the same transactional id fences the first.
    package var fencesByTransactionalID: Bool
    /// Topics can be created with settings and a number of partitions.
    package var createsTopics: Bool
    /// A topic that does not exist is an error. (librdkafka's embedded broker makes it instead.)
    package var refusesUnknownTopics: Bool
    /// A record above the size limit is refused and attributed to its output.
    package var refusesOversizeRecords: Bool
    /// How long a membership change may take from the first `receive` of a member to its assignment.
    package var rebalanceTime: Duration

    package init(
        isolatesReaders: Bool, keepsPositions: Bool, keepsNotes: Bool, fencesByTransactionalID: Bool,
        createsTopics: Bool, refusesUnknownTopics: Bool, refusesOversizeRecords: Bool, rebalanceTime: Duration
    ) {
        self.isolatesReaders = isolatesReaders
        self.keepsPositions = keepsPositions
        self.keepsNotes = keepsNotes
        self.fencesByTransactionalID = fencesByTransactionalID
        self.createsTopics = createsTopics
        self.refusesUnknownTopics = refusesUnknownTopics
        self.refusesOversizeRecords = refusesOversizeRecords
        self.rebalanceTime = rebalanceTime
    }
}
