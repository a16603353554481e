import TriageEvents

/// Finds the questions whose answer alone could still change category or priority.
///
/// Category and priority are the highest that any true rule asks for. So what is asked for at least at some level is
/// one condition, the disjunction of all the ways (terms) in which rules at or above it become true, and it depends on
/// a fact only if a term that still can become true, and that no shorter one makes needless, asks for the fact. A
/// question is listed when an answer to it settles such a fact: none is missing. A fact on which the disjunction does
/// not depend in spite of that (two terms that together cover both answers) is listed for nothing.
///
/// One finder serves one thread; its memory is taken once.
final class OpenQuestionFinder {
    private let assessor: Assessor
    private let ruleset: Ruleset
    private let table: OpenQuestionTable
    private let known: KnownLiterals
    private let allowed: AllowedAnswers
    private let live: LiveTerms
    private let absorbing: AbsorbingTerms
    private let provision: AnswerProvision
    private let listed: OpenQuestionList
    /// What a lifting term's exception asks for, and what of an entry shows, each where that is not all that is
    /// missing.
    private var ofException: GrowingList<Int32>
    private var shownLiterals: GrowingList<Int32>
    private let seen: UnsafeMutablePointer<UInt64>
    private let shown: UnsafeMutablePointer<UInt64>

    /// Finds them for an assessor's assessments.
    init(_ assessor: Assessor) {
        self.assessor = assessor
        ruleset = assessor.ruleset
        table = ruleset.openQuestions
        known = KnownLiterals(assessor)
        allowed = AllowedAnswers(table)
        live = LiveTerms(table)
        absorbing = AbsorbingTerms(table, live)
        provision = AnswerProvision(table, known, allowed)
        listed = OpenQuestionList(ruleset.questions, words: table.questionWords)
        ofException = GrowingList(capacity: table.words * 64)
        shownLiterals = GrowingList(capacity: table.words * 64)
        seen = .filled(table.words, with: 0)
        shown = .filled(table.words, with: 0)
    }

    deinit {
        seen.deallocate()
        shown.deallocate()
    }

    /// The open questions of the assessment at hand, the most decisive first; valid until the next call.
    func find() -> UnsafeBufferPointer<OpenQuestion> {
        guard !assessor.context.isRetracted, known.adopt(allowed) else {
            return UnsafeBufferPointer(start: nil, count: 0)
        }
        live.collect(known)
        known.release()
        var secured = live.secured
        if assessor.context.hasConflict {
            let conflict = OpenQuestionTable.Level(nil, ruleset.conflict.priority)
            secured = secured.joined(with: conflict)
        }
        // Without a category the block asks for a priority, under which rules without a category do not show by
        // themselves.
        let block = ruleset.outcome(of: assessor.context.isOutOfScope ? .outOfScope : .insufficient)
        let blockLevel = OpenQuestionTable.Level(nil, secured.category < 0 ? block.priority : nil)
        listed.begin(atLeast: secured.joined(with: blockLevel))
        absorbing.fill(above: secured)
        var level = OpenQuestionTable.Level.none
        var raised = AbsorbingTerms.Sides(priority: false, category: false)
        // Open questions that are not listed yet for as much, all words together: only they make a closer look worth
        // while.
        var news: UInt64 = 0
        for place in 0..<live.count {
            if live[place].level != level {
                level = live[place].level
                raised.priority = level.priority > secured.priority
                raised.category = level.category > secured.category
                news = raised.isAny ? allowed.openOnes(among: listed.news(level)) : 0
            }
            guard live[place].touching & news != 0 else { continue }
            let entry = live[place]
            let missing = live.missing(entry.missing)
            let asked = entry.kind == .lifting ? askedByException(of: entry, missing) : missing
            guard allowed.touch(asked, among: listed.news(entry.level)) else { continue }
            let unabsorbed = absorbing.unabsorbed(place, raised)
            guard unabsorbed.isAny else { continue }
            if entry.level.category < 0, entry.level.priority <= blockLevel.priority {
                guard hasCarrier(for: entry) else { continue }
            } else if !provision.isFeasible(missing) {
                continue
            }
            let showing = showing(of: asked, place, unabsorbed)
            guard !showing.isEmpty else { continue }
            provision.list(showing, asPartOf: missing, level, in: listed)
            news = allowed.openOnes(among: listed.news(level))
        }
        return listed.sorted()
    }

    /// What of a lifting term its exception asks for.
    private func askedByException(
        of entry: LiveTerms.Entry, _ missing: UnsafeBufferPointer<Int32>
    ) -> UnsafeBufferPointer<Int32> {
        let decisive = table.decisive(Int(entry.term))
        ofException.removeAll()
        for literal in missing where decisive.contains(Int(literal)) { ofException.append(literal) }
        return ofException.all
    }

    /// The literals asked for that show. While a rule that asks for as much is true, a term shows only together with an
    /// exception that lifts that rule, and nothing that this exception asks for too.
    private func showing(
        of asked: UnsafeBufferPointer<Int32>, _ place: Int, _ sides: AbsorbingTerms.Sides
    ) -> UnsafeBufferPointer<Int32> {
        let entry = live[place]
        guard entry.kind == .rule, !live.liftables.isEmpty else { return asked }
        var isLifted = false
        for word in 0..<table.words { seen[word] = ~0 }
        for liftable in live.liftables
        where (!sides.priority || liftable.level.priority >= entry.level.priority)
            && (!sides.category || liftable.level.category >= entry.level.category)
            && !liftable.entries.range.contains(place)
        {
            isLifted = true
            show(asked, of: live.missing(entry.missing), liftedBy: liftable)
            for word in 0..<table.words { seen[word] &= shown[word] }
        }
        guard isLifted else { return asked }
        shownLiterals.removeAll()
        for literal in asked where seen.contains(Int(literal)) { shownLiterals.append(literal) }
        return shownLiterals.all
    }

    /// Notes what shows once an exception lifts a rule.
    private func show(
        _ asked: UnsafeBufferPointer<Int32>, of missing: UnsafeBufferPointer<Int32>,
        liftedBy liftable: LiveTerms.Liftable
    ) {
        for word in 0..<table.words { shown[word] = 0 }
        for place in liftable.entries.range where live[place].kind == .lifting {
            let lifting = live.missing(live[place].missing)
            let adds = asked.contains { !shown.contains(Int($0)) && !lifting.contains($0) }
            guard adds, provision.isFeasible(missing, with: lifting) else { continue }
            for literal in asked where !lifting.contains(literal) { shown.insert(Int(literal)) }
        }
    }

    /// Whether a category of lower priority may be true together with a term that has none.
    private func hasCarrier(for entry: LiveTerms.Entry) -> Bool {
        for place in 0..<live.count {
            let other = live[place]
            guard other.level.category >= 0, other.level.priority < entry.level.priority else { continue }
            if provision.isFeasible(live.missing(entry.missing), with: live.missing(other.missing)) { return true }
        }
        return false
    }
}
