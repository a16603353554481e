/// One transaction, shared by the log entries that belong to it.
final class Transaction {
    enum State { case open, committed, aborted }
    var state = State.open
    /// The partitions it wrote to, each once, in order of first use: each gets a control record at the end.
    var touched: [PartitionLog] = []

    func end(as state: State) {
        guard self.state == .open else { return }
        self.state = state
        for log in touched { log.appendControl() }
        // The logs hold the transaction.
        touched = []
    }
}
