import TriageEngine

/// A ruleset of one rule, so that these tests stand whatever clinicians decide.
enum SmallRuleset {
    static func load() throws -> Ruleset {
        Ruleset()
    }
}
