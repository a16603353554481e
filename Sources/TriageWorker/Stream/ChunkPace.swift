/// How many records may be taken at once so that deciding on them takes no longer than `longest`.
///
/// A chunk is published as a whole: what is `stat` waits for the rest of it, and so do the end and the transaction,
/// which the broker aborts after some seconds, and, done again at the same size, again. A short chunk, on the other
/// hand, is dear where it makes a short unit: a commit costs some milliseconds of CPU and as many of waiting, whatever
/// it holds.
struct ChunkPace: Sendable {
    /// Well below the shortest transaction time-out, below what the end may take, and some ten times what a commit
    /// takes.
    static let longest = Duration.milliseconds(200)
    /// While nothing is known.
    static let firstRecords = 50
    /// From one chunk to the next.
    static let growth = 8

    private var records = 0
    private var begin = Duration.zero
    private var timeOfOne: Duration?

    /// So many records were taken.
    mutating func begin(_ records: Int, at now: Duration) {
        self.records = records
        begin = now
    }

    /// They are published.
    mutating func end(at now: Duration) {
        if records > 0 { timeOfOne = (now - begin) / records }
    }

    /// Some of them are published, nobody knows how many: what is known can only have been too short.
    mutating func fail(at now: Duration) {
        guard records > 0 else { return }
        timeOfOne = max(timeOfOne ?? .zero, (now - begin) / records)
    }

    /// The most records to take next, at most `most`, at least one. No more than some times what was taken last: a few
    /// short records, or dead letters, say little of what comes.
    func limit(_ most: Int) -> Int {
        guard let timeOfOne else { return min(most, Self.firstRecords) }
        let bound = min(most, max(Self.firstRecords, Self.growth * records))
        guard timeOfOne * bound > Self.longest else { return bound }
        return max(1, Int(Self.longest / timeOfOne))
    }
}
