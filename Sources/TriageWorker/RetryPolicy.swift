/// How long to wait between tries, and when a record is taken to be the cause of the failures.
package struct RetryPolicy: Sendable, Equatable {
    /// The wait before the second try; it doubles with each further one.
    package var firstWait = Duration.milliseconds(100)
    /// The longest wait. Short enough for the group to keep the member.
    package var longestWait = Duration.seconds(2)
    /// How often a unit of one record may fail, for reasons that are not the broker's state, before the record is
    /// published as a dead letter instead.
    package var triesOfOneRecord = 3

    /// The defaults.
    package init() {}

    /// The wait after so many failures in a row, counted from 1.
    func wait(afterFailures failures: Int) -> Duration {
        var wait = firstWait
        for _ in 1..<max(failures, 1) where wait < longestWait { wait = wait * 2 }
        return min(wait, longestWait)
    }
}
