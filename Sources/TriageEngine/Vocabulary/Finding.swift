package import YAML

/// One clinical fact that rules speak of, as `findings.yaml` describes it.
package struct Finding: Sendable {
    /// Which state is the more dangerous, and so wins when two statements disagree.
    package enum Danger: String, Sendable, CaseIterable {
        case present, absent, neither
    }

    /// What "might be a bit …" means.
    package enum Hedged: String, Sendable, CaseIterable {
        case present, unknown
    }

    /// What kind of fact it is; order and spelling of the ruleset format.
    package enum Group: String, Sendable, CaseIterable {
        case emergency, limb, dvt, risk, vein, cramp, context
    }

    /// A code of a terminology, and whether somebody checked it against a release.
    package struct Code: Sendable {
        package let system: String
        package let code: String
        package let isVerified: Bool
    }

    package let name: String
    /// How a reason names it to a nurse when it is present.
    package let text: String
    /// How a reason names it when it is absent.
    package let absentText: String
    package let meaning: String
    package let group: Group
    package let danger: Danger
    package let hedged: Hedged
    /// Present here means present there, too, where nothing was stated of them.
    package let implies: [FindingID]
    /// Absent here means absent there, too, where nothing was stated of them.
    package let absentImplies: [FindingID]
    package let codes: [Code]
    package let sources: [String]
    package let location: YAMLLocation
}
