/// What a stream still has to do with its open unit before anything else may be called. Every transport keeps to it.
package enum StreamDuty: Sendable {
    case none, commit, abort, recover

    /// The answer to a call that does not do this duty.
    ///
    /// - Parameters:
    ///   - call: the call's name.
    ///   - duties: the duties that the call may be made with.
    /// - Returns: what to do instead; nil when the call is in order.
    package func refusal(of call: String, duties: [StreamDuty]) -> UnitOutcome? {
        guard !duties.contains(self) else { return nil }
        let error = QueueError(.misuse, "\(call): the open unit first needs \(self)")
        return switch self {
        case .abort: .abort(error)
        case .recover: .recover(error)
        case .commit, .none: .retry(error)
        }
    }
}
