package import TriageEvents
package import YAML

/// A score given as bounds: what is true at least, and what could be true at most.
package struct Score: Sendable {
    package struct Item: Sendable {
        package let name: String
        package let text: String
        package let points: Double
        package let condition: Condition
    }

    /// A band holds when every bound it names is within its range.
    package struct Band: Sendable {
        /// What may be said of a score whose bounds are known.
        static let meanings = [ScoreBand.likely, .unlikely]

        /// One of `meanings`.
        package let meaning: ScoreBand
        package let low: NumberRange?
        package let high: NumberRange?
    }

    package let name: String
    package let title: String
    /// Nil: always reported.
    package let reportedWhen: Condition?
    package let notApplicableWhen: Condition?
    package let items: [Item]
    package let bands: [Band]
    package let sources: [String]
    package let location: YAMLLocation

    /// What the first band that the bounds lie in means; `.undetermined` where they lie in none.
    package func band(low: Double, high: Double) -> ScoreBand {
        bands.first { band in
            (band.low?.contains(low) ?? true) && (band.high?.contains(high) ?? true)
        }?.meaning ?? .undetermined
    }
}
