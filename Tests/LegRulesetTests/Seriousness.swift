import TriageEngine
import TriageEvents

/// How serious an assessment takes a submission to be, as the invariants compare it.
struct Seriousness {
    let view: AssessmentView
    /// The category's; nil when undetermined.
    let category: Int?
    /// The most serious category that is not excluded; -1 when there is none.
    let open: Int

    init(_ view: AssessmentView, _ categories: [String: Int]) {
        self.view = view
        category = view.category.map { Int($0.rawValue) }
        // The most serious rule goes first, those without a category last.
        open = view.notExcludedRules.first.flatMap { categories[$0] } ?? -1
    }

    /// A null category ranks as the most serious one that is not excluded.
    var rank: Int { category ?? open }
    /// The most serious of all that it may still be.
    var ceiling: Int { max(category ?? -1, open) }
    var priority: Priority { view.priority }
    var isAtLeastSuspectedClot: Bool { view.category.map { $0 >= .suspectedDVT } ?? false }

    /// Whether nothing was lost since: the rank has not fallen. A submission of which nothing was known may be given
    /// any category, as long as all that was not excluded before is still not excluded.
    func isNoLessSerious(than before: Seriousness) -> Bool {
        before.category == nil ? max(rank, ceiling) >= before.rank : rank >= before.rank
    }
}

extension Seriousness: CustomStringConvertible {
    var description: String {
        let name = view.category.map { "\($0.word)" } ?? "null"
        return
            "\(name), \(view.status.word), \(view.priority.word), true \(view.trueRules), open \(view.notExcludedRules), "
            + "exceptions \(view.appliedExceptions)"
    }
}
