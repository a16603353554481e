/// When a unit is closed and committed. Whichever limit is reached first counts; a unit that holds something `stat` is
/// closed at once.
package struct BatchPolicy: Sendable, Equatable {
    /// The most records of a unit.
    package var maximumRecords = 10_000
    /// The most bytes of record values in a unit, as far as single batches allow.
    package var maximumBytes = 16 << 20
    /// How long a unit stays open after its first record, while more records keep coming. Under a backlog one chunk
    /// takes longer, so it decides only where records come one by one, and there every millisecond is one that a reader
    /// waits.
    package var maximumTime = Duration.milliseconds(10)
    /// How long an open unit waits for another record once none is at hand. What comes meanwhile waits for the commit
    /// anyway and makes the next unit larger, so under load waiting saves no commits. Below some 100 records a second
    /// each record is a unit of its own, and waiting would save them.
    package var quietTime = Duration.zero
    /// The most records taken from the transport at once: what is `stat` waits for at most so many others, and, where
    /// they take long to decide, for fewer (`ChunkPace`).
    package var chunkRecords = 10_000

    /// The defaults.
    package init() {}
}
