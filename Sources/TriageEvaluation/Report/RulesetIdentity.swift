/// Which ruleset the figures are about.
package struct RulesetIdentity: Sendable, Equatable {
    package let id: String
    package let version: String
    /// The ruleset's digest in hex.
    package let sha256: String

    package init(id: String, version: String, sha256: String) {
        self.id = id
        self.version = version
        self.sha256 = sha256
    }
}
