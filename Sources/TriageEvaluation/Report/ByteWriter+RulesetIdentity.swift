import JSON

extension ByteWriter {
    /// Writes a member that says which ruleset it is about.
    mutating func write(_ member: StaticString, _ ruleset: RulesetIdentity) {
        name(member)
        beginObject()
        name("id")
        value(ruleset.id)
        name("version")
        value(ruleset.version)
        name("sha256")
        value(ruleset.sha256)
        endObject()
    }
}
