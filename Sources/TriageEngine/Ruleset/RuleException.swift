package import YAML

/// A named exception: while it is true, the rules it lifts count as false.
package struct RuleException: Sendable {
    package let name: String
    package let title: String
    package let condition: Condition
    package let lifts: [RuleID]
    package let reason: String
    package let sources: [String]
    package internal(set) var isEnabled: Bool
    package let location: YAMLLocation
}
