import TriageEngine

/// The ruleset of the repository, loaded once for all suites of this target.
enum LegRuleset {
    static let loaded: Result<Ruleset, RulesetErrors> = {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        do throws(RulesetErrors) {
            return .success(try Ruleset.load(directory: "/" + root + "/config/rulesets/leg"))
        } catch {
            return .failure(error)
        }
    }()
}
