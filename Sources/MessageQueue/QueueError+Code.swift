extension QueueError {
    /// The kinds of failure that callers tell apart. The raw value is for logs and metrics, and does not change.
    package enum Code: String, Sendable, CaseIterable {
        /// A setting that the transport refuses.
        case invalidConfiguration = "invalid_configuration"
        /// No broker answers (yet). Usually retriable.
        case unreachable
        /// Name or password refused.
        case authenticationFailed = "authentication_failed"
        /// Known, but not allowed to do this.
        case notAuthorized = "not_authorized"
        case unknownTopic = "unknown_topic"
        case unknownPartition = "unknown_partition"
        case topicExists = "topic_exists"
        /// The record is larger than client or broker accept.
        case messageTooLarge = "message_too_large"
        /// The note is longer than `PartitionNote.maximumLength`, or not ASCII.
        case noteTooLarge = "note_too_large"
        /// Too much is published and not yet taken by the broker. Retriable.
        case queueFull = "queue_full"
        /// The call did not end in its time. Retriable.
        case timedOut = "timed_out"
        /// Somebody else works under the same transactional id.
        case fenced
        /// The group has moved on without this member: what it holds open cannot be committed.
        case membershipLost = "membership_lost"
        /// The committed position no longer exists; see `QueueError.lostRecords`.
        case positionLost = "position_lost"
        /// A reader was told to start where nothing is kept.
        case positionOutOfRange = "position_out_of_range"
        /// The transaction cannot go on.
        case transactionFailed = "transaction_failed"
        /// The broker cannot do what was asked: see `QueueFeatures`.
        case unsupported
        /// A call that the contract does not allow at this point.
        case misuse
        case closed
        /// Anything else; the reason says what.
        case other
    }
}
