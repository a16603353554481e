import TriageWorker

/// Records as the demo fed them, as the worker did them and as they were found on the topics: all of them ought to be
/// the same.
struct DemoCounts {
    /// Records that the intake topic took.
    let fed: Int
    /// What the worker has committed.
    let done: Progress.Snapshot
    /// Records on lanes and dead letters.
    let found: Int

    /// What differs, a line each; empty when each record that was fed has come out once.
    var differences: [String] {
        var lines: [String] = []
        if done.recordsIn != fed { lines.append("\(fed) records were fed, \(done.recordsIn) were taken and committed") }
        if !done.isBalanced { lines.append("the worker does not add up: \(done.balance)") }
        if found != fed { lines.append("\(fed) records were fed, \(found) were found on the lanes and dead letters") }
        return lines
    }
}
