/// A topic that a stream or a producer has looked up and can publish to without looking it up again.
///
/// Valid only for the object that gave it.
package struct OutputTopic: Hashable, Sendable {
    /// Its place in that object's list of topics; for transports.
    package let index: Int

    package init(index: Int) { self.index = index }
}
