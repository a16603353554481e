/// What a call of `MessageReader.receive` brought.
package enum ReaderEvent {
    case batch(MessageBatch)
    /// Everything below `offset`, which is the next offset that the partition will give, has been received. Comes again
    /// after more messages came.
    case endOfPartition(TopicPartition, offset: Int64)
    /// A waker was used. Several uses between two calls count as one.
    case woken
    /// The wait passed and nothing came.
    case idle
}
