package import YAML

/// One number that rules compare, as `findings.yaml` describes it. Known as an interval, or not at all.
package struct NumberFact: Sendable {
    /// Which end is the more dangerous, and so wins when two statements disagree.
    package enum Danger: String, Sendable, CaseIterable {
        case high, low, neither
    }

    package let name: String
    package let text: String
    package let unit: String
    /// The unit as it stands after a 1: "minute".
    package let unitOfOne: String
    /// Smallest possible value; what lies below was misunderstood and counts as unknown.
    package let minimum: Double
    /// Largest possible value; what lies above was misunderstood and counts as unknown.
    package let maximum: Double
    package let danger: Danger
    package let sources: [String]
    package let location: YAMLLocation
}
