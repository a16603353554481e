import TriageEvents

/// Finds the questions whose answer alone could still change category or priority.
///
/// Category and priority are the highest that any true rule asks for. So what is asked for at least at some level is one
/// condition, the disjunction of all the ways (terms) in which rules at or above it become true, and it depends on a fact only if
/// a term that still can become true, and that no shorter one makes needless, asks for the fact. A question is listed when
/// an answer to it settles such a fact: none is missing. A fact on which the disjunction does not depend in spite of that (two
/// terms that together cover both answers) is listed for nothing.
///
/// One finder serves one thread; its memory is taken once.
final class OpenQuestionFinder {
    private let ruleset: Ruleset
    private let table: OpenQuestionTable
    private let known: KnownLiterals
    private let live: LiveTerms
    private let provision: AnswerProvision
    private let listed: OpenQuestionList
    private let decisive: UnsafeMutablePointer<UInt64>
    private let shown: UnsafeMutablePointer<UInt64>

    init(ruleset: Ruleset) {
        self.ruleset = ruleset
        table = ruleset.openQuestions
        known = KnownLiterals(ruleset)
        live = LiveTerms(table)
        provision = AnswerProvision(table, known)
        listed = OpenQuestionList(questionCount: ruleset.questions.count)
        decisive = .filled(table.words, with: 0)
        shown = .filled(table.words, with: 0)
    }

    deinit {
        decisive.deallocate()
        shown.deallocate()
    }

    /// The open questions of the assessment at hand, the most decisive first.
    func find(_ assessor: Assessor) -> [OpenQuestion] {
        guard !assessor.context.isRetracted, known.adopt(assessor) else { return [] }
        live.collect(known, ruleset.decisions)
        var secured = live.secured
        if assessor.context.hasConflict {
            secured.priority = max(secured.priority, Int8(ruleset.conflict.priority.rawValue))
        }
        // Without a category the block asks for a priority, under which rules without a category do not show by themselves.
        let block = ruleset.outcome(of: assessor.context.isOutOfScope ? .outOfScope : .insufficient)
        let blockPriority = secured.category < 0 ? Int8(block.priority.rawValue) : -1
        listed.begin(atLeast: secured.category, max(secured.priority, blockPriority))
        for place in 0..<live.count {
            let level = live.level(place)
            let raisesPriority = level.priority > secured.priority
            let raisesCategory = level.category > secured.category
            guard raisesPriority || raisesCategory, !live.isEmpty(place) else { continue }
            // Only questions that are not listed yet for as much make a closer look worth while.
            live.copyDecisive(place, into: decisive)
            guard provision.canProvideNews(decisive, level, listed) else { continue }
            let showsPriority = raisesPriority && !live.isAbsorbed(place, by: .priority)
            let showsCategory = raisesCategory && !live.isAbsorbed(place, by: .category)
            guard showsPriority || showsCategory else { continue }
            if level.category < 0, level.priority <= blockPriority {
                guard hasCarrier(for: place) else { continue }
            } else if !provision.isFeasible(live.missing(place)) {
                continue
            }
            guard isSeen(place, showsPriority, showsCategory) else { continue }
            provision.list(decisive, asPartOf: live.missing(place), level, size: live.size(place), in: listed)
        }
        return listed.sorted()
    }

    /// Leaves of the decisive literals those that show, and whether any does. While a rule that asks for as much is true, a
    /// term shows only together with an exception that lifts that rule, and nothing that this exception asks for too.
    private func isSeen(_ place: Int, _ showsPriority: Bool, _ showsCategory: Bool) -> Bool {
        guard live.kind(place) == .rule else { return true }
        let missing = live.missing(place)
        let level = live.level(place)
        for liftable in live.liftables
        where (!showsPriority || liftable.level.priority >= level.priority)
            && (!showsCategory || liftable.level.category >= level.category) && !liftable.lifting.contains(place)
        {
            for word in 0..<table.words { shown[word] = 0 }
            for lifting in liftable.lifting
            where live.kind(lifting) == .lifting && provision.isFeasible(missing, with: live.missing(lifting)) {
                for word in 0..<table.words { shown[word] |= missing[word] & ~live.missing(lifting)[word] }
            }
            for word in 0..<table.words { decisive[word] &= shown[word] }
        }
        for word in 0..<table.words where decisive[word] != 0 { return true }
        return false
    }

    /// Whether a category of lower priority may be true together with a term that has none.
    private func hasCarrier(for place: Int) -> Bool {
        for other in 0..<live.count {
            let level = live.level(other)
            guard level.category >= 0, level.priority < live.level(place).priority else { continue }
            if provision.isFeasible(live.missing(place), with: live.missing(other)) { return true }
        }
        return false
    }
}
