package import TriageEngine

extension RulesetIdentity {
    /// The identity of a loaded ruleset.
    package init(_ ruleset: Ruleset) {
        self.init(id: ruleset.id, version: ruleset.version, sha256: ruleset.digest)
    }
}
