package import YAML

/// A named condition.
package struct Definition: Sendable {
    package let name: String
    /// How a reason names it to a nurse; nil when its parts speak for themselves.
    package let text: String?
    package var condition: Condition
    package let sources: [String]
    package let location: YAMLLocation
}
