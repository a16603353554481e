import MessageQueue

/// Decides whether a fatal producer error is worth a new producer.
///
/// librdkafka before KIP-588 cannot tell a successor from its own transaction's time-out: both are "fenced". A
/// transaction older than its time-out was probably timed out; starting anew is right, once. Doing that against a
/// successor would make two workers fence each other for ever.
struct RecoveryHistory {
    private var lastFence: ContinuousClock.Instant?
    /// Since the last commit.
    private var attempts = 0

    mutating func noteCommit() { attempts = 0 }

    /// Whether to recover; else to stop. `age` is how long the transaction was open.
    mutating func allows(
        recoveryFrom code: QueueError.Code, age: Duration, timeout: Duration, now: ContinuousClock.Instant
    ) -> Bool {
        attempts += 1
        switch code {
        case .notAuthorized, .authenticationFailed, .invalidConfiguration, .unsupported: return false
        case .fenced:
            if let lastFence, lastFence.duration(to: now) < .seconds(60) { return false }
            guard age >= timeout else { return false }
            lastFence = now
            return true
        default: return attempts <= 3
        }
    }
}
