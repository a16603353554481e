/// Interrupts `receive` of one stream or reader.
package protocol QueueWaker: Sendable {
    /// Makes the running or the next call of `receive` return `.woken` without waiting. From any thread, also from a
    /// signal source's handler; cheap; harmless after close.
    func wake()
}
