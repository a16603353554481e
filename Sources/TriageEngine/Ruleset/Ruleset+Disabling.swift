extension Ruleset {
    /// The same ruleset with the rules and exceptions of these names taken out, as `enabled: false` would: for those
    /// who ask what each of them is good for. Nothing is read again. A name that it does not have changes nothing.
    ///
    /// The variant decides, and has no open questions. Its digest is empty, for no file says what it decides: nothing
    /// of it is to be published.
    package func disabling(_ names: Set<String>) -> Ruleset {
        var parts = parts
        parts.digest = ""
        for index in parts.rules.indices where names.contains(parts.rules[index].name) {
            parts.rules[index].isEnabled = false
        }
        for index in parts.exceptions.indices where names.contains(parts.exceptions[index].name) {
            parts.exceptions[index].isEnabled = false
        }
        return Ruleset(parts, asks: false)
    }
}
