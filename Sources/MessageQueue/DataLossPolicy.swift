/// What a stream does when the group's committed position no longer exists.
package enum DataLossPolicy: Sendable {
    /// `receive` throws `QueueError.Code.positionLost`, whose `lostRecords` says how many records are gone.
    case stop
    /// Go on at the oldest record that is kept; `AssignedPartition.lostRecords` says how many are gone.
    case `continue`
}
