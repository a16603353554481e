/// An output that the broker (or the client, before sending) refused for good, such as one that is too large.
package struct RefusedOutput: Equatable, Sendable {
    /// What `publish` returned for it: its place among the unit's outputs, from 0.
    package var output: Int
    package var code: QueueError.Code

    package init(output: Int, code: QueueError.Code) {
        self.output = output
        self.code = code
    }
}
