/// One label of a metric. Values come from closed lists only: never an id, never what somebody wrote.
package struct MetricLabel: Sendable, Equatable {
    /// In snake case.
    package let name: String
    /// The value.
    package let value: String

    /// A label.
    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
