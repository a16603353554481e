/// What a call of `MessageStream.receive` brought.
package enum StreamEvent {
    /// Messages. They join the open unit.
    case batch(MessageBatch)
    /// These partitions are now this stream's, in addition to those it has; messages follow from each position.
    case assigned([AssignedPartition])
    /// These partitions go to another member. Until the next call of `receive` they are still this stream's: commit or
    /// abort the open unit now, within `MessageStream.revocationBudget`; the next `receive` lets go of them, and
    /// aborts what is still open.
    case revoked([TopicPartition])
    /// These partitions are no longer this stream's, somebody else may read them already: the open unit can only be
    /// aborted.
    case lost([TopicPartition])
    /// Everything below `offset`, which is the next offset that the partition will give, has been received. Comes again
    /// after more messages came. Only if `StreamConfiguration.reportsEndOfPartition`.
    case endOfPartition(TopicPartition, offset: Int64)
    /// A waker was used. Several uses between two calls count as one.
    case woken
    /// The wait passed and nothing came.
    case idle
}
