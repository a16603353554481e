package import MessageQueue

/// Something that shall go wrong in one call.
package enum ScriptedFault: Sendable {
    /// The calls that can be made to fail.
    package enum Call: Sendable, CaseIterable {
        case openStream, receive, publish, commit, abort, recover, openReader, read, openProducer, metadata, create
    }

    /// The call does nothing and fails with this error. Of `commit` and `abort` the outcome follows from the error:
    /// fatal → `.stop`, requires abort → `.abort`, retriable → `.retry`, else `.recover`.
    case fail(QueueError)
    /// The call does its work, then fails with this error: the answer got lost on the way. Where there is no work that
    /// could be done behind the caller's back (receiving, looking up), it is `fail`.
    case completeThenFail(QueueError)
    /// A round of the group opens just before the call, as if a member had joined and left.
    case rebalanceFirst
    /// The member's session ends just before the call: the group goes on without it.
    case expireFirst
    /// Somebody else initialises the stream's transactional ids just before the call.
    case fenceFirst
}
