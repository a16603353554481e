/// How many records may be taken at once so that deciding on them takes no longer than `longest`.
///
/// A chunk is published as a whole: what is `stat` waits for the rest of it, and so do the end and the transaction, which the broker
/// aborts after some seconds, and, done again at the same size, again. A short chunk, on the other hand, is dear where it
/// makes a short unit: a commit costs some milliseconds of CPU and as many of waiting, whatever it holds.
struct ChunkPace: Sendable {
    /// Well below the shortest transaction time-out, below what the end may take, and some ten times what a commit takes.
    static let longest = Duration.milliseconds(200)
    /// While nothing is known.
    static let firstRecords = 50

    private var records = 0
    private var begin = Duration.zero
    private var timeOfOne: Duration?

    /// So many records were taken.
    mutating func begin(_ records: Int, at now: Duration) {
        self.records = records
        begin = now
    }

    /// They are published, or as many of them as could be.
    mutating func end(at now: Duration) {
        if records > 0 { timeOfOne = (now - begin) / records }
    }

    /// The most records to take next, at most `most`, at least one.
    func limit(_ most: Int) -> Int {
        guard let timeOfOne else { return min(most, Self.firstRecords) }
        guard timeOfOne * most > Self.longest else { return most }
        return max(1, Int(Self.longest / timeOfOne))
    }
}
