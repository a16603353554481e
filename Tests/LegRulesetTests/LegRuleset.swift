import Foundation
import TriageEngine

/// The ruleset in the repository, loaded once for all suites.
enum LegRuleset {
    /// `LEGTRIAGE_TEST_RULESET` names another folder, so that a ruleset can be tried before it is put in place.
    static let directory: String = {
        if let other = ProcessInfo.processInfo.environment["LEGTRIAGE_TEST_RULESET"] { return other }
        let here = #filePath
        let root = here.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        return root + "/config/rulesets/leg"
    }()

    static let loaded: Result<Ruleset, RulesetErrors> = {
        do throws(RulesetErrors) {
            return .success(try Ruleset.load(directory: directory))
        } catch {
            return .failure(error)
        }
    }()
}
