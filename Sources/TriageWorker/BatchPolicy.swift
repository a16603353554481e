/// When a unit is closed and committed. Whichever limit is reached first counts; a unit that holds something `stat` is
/// closed at once.
package struct BatchPolicy: Sendable, Equatable {
    /// The most records of a unit.
    package var maximumRecords = 10_000
    /// The most bytes of record values in a unit, as far as single batches allow.
    package var maximumBytes = 16 << 20
    /// How long a unit stays open after its first record, while more records keep coming.
    package var maximumTime = Duration.milliseconds(100)
    /// How long an open unit waits for another record once none is at hand.
    package var quietTime = Duration.milliseconds(5)
    /// The most records taken from the transport at once: what is `stat` waits for at most so many others, and, where they take long
    /// to decide, for fewer (`ChunkPace`).
    package var chunkRecords = 10_000

    /// The defaults.
    package init() {}
}
