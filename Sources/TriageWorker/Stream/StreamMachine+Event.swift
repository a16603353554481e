package import MessageQueue

extension StreamMachine {
    /// What happened. All but `stop` answer the last action that waits for an answer.
    package enum Event: Sendable {
        /// The stream is open; comes once, first.
        case opened
        /// `receive` brought records, which are not yet published.
        case arrived(records: Int)
        /// `publish` has published the batch that arrived.
        case published(PublishedBatch)
        /// `publish` could not go on; a part of the batch may be published. With the partitions that the batch is of.
        case publishFailed(QueueError, partitions: [TopicPartition])
        /// `receive` brought nothing within its wait, or was woken.
        case nothingCame
        /// `receive` brought partitions to read.
        case assigned([AssignedPartition])
        /// `receive` told that partitions go elsewhere, as soon as it is called again.
        case revoked([TopicPartition], budget: Duration)
        /// `receive` told that partitions are gone.
        case lost([TopicPartition])
        /// `receive` told that a partition has nothing more, for now.
        case endOfPartition(TopicPartition, offset: Int64)
        /// `receive` failed.
        case receiveFailed(QueueError)
        /// How `commit` or `abort` went, and which outputs were refused.
        case outcome(UnitOutcome, refused: [RefusedOutput])
        /// `recover` found out how far the group came.
        case recovered([AssignedPartition])
        /// `recover` failed.
        case recoverFailed(QueueError)
        /// `wait` is over.
        case waited
        /// Somebody asked for the end. It answers nothing: no action follows, and the answer awaited comes as ever.
        case stop
    }

    /// What to do. Each list of actions holds exactly one that is answered by an event (or `finish`), as its last.
    package enum Action: Sendable {
        /// Call `receive`; answered by what it brings.
        case receive(limit: Int, wait: Duration)
        /// Assess and publish the batch that arrived; answered by `published` or `publishFailed`.
        case publish
        /// Call `commit`; answered by `outcome`.
        case commit(within: Duration)
        /// Call `abort`; answered by `outcome`.
        case abort(within: Duration)
        /// Call `recover`; answered by `recovered` or `recoverFailed`.
        case recover(within: Duration)
        /// Do nothing for so long, unless asked to stop; answered by `waited`.
        case wait(Duration)
        /// Close the stream and end the thread; nothing follows.
        case finish(StreamEnd, within: Duration)

        /// The unit is committed: count what it did. Not answered.
        case unitCommitted(records: Int)
        /// The unit is void: forget what it did, its records come again. Not answered.
        case unitDropped
        /// From now on, publish the records behind these outputs of the unit as dead letters. Not answered.
        case quarantine([RefusedOutput])
        /// From now on, publish the only record of the unit as a dead letter. Not answered.
        case quarantineUnit
        /// A partition was read to its end, and all of it is committed. Not answered.
        case reachedEnd(TopicPartition, offset: Int64)
        /// Say so in the log. Not answered.
        case tell(Message)
    }

    /// What the log shall say.
    package enum Message: Sendable {
        case assigned([AssignedPartition])
        case revoked([TopicPartition])
        case lost([TopicPartition])
        case receiveFailed(QueueError)
        case publishFailed(QueueError)
        case commitUnfinished(QueueError)
        case unitAborted(QueueError)
        case abortUnfinished(QueueError)
        case recovering(QueueError)
        case recovered(committed: Bool)
        case recoverFailed(QueueError)
        case isolating(limit: Int)
        case leftOpen
    }
}
