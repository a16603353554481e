import TriageEvents

/// Finds the questions whose answer alone could still change category or priority.
///
/// A completion gives every unanswered question a definite answer that contradicts nothing known. A question is listed
/// when a completion was found in which another answer to it gives another outcome, so none is listed without a witness. Witnesses are
/// built from the ways in which open rules become true: such a way, everything else as calm as can be. One finder serves
/// one thread.
final class OpenQuestionFinder {
    private let ruleset: Ruleset
    private let table: OpenQuestionTable
    private let base: Evaluation
    private let completion: Completion
    private var settled: Evaluation
    private var secured: (category: TriageEvents.Category?, priority: Priority?) = (nil, nil)
    private var context = Decision.Context()
    private var decision = Decision()
    /// Whether a question may still be answered, and its answers that contradict nothing known, the calmest first.
    private var candidates: [Int] = []
    private var allowed: [[Int]]
    private var isCandidate: [Bool]
    /// Answers chosen in the completion at hand; several only for questions with several ticks.
    private var chosen: [[Int]]
    private var pinned: [Int] = []
    private var isPinned: [Bool]
    private var found: [OpenQuestion] = []
    private var isFound: [Bool]
    private var budget = 0
    private var softened = 0
    private var isSoftening = false
    /// How often a question did not matter, and how often is enough.
    private var failures: [Int]
    private var failureLimit = 0
    private var isCarrying = false
    /// Completions of the term at hand.
    private var examined = 0
    /// While set, completions are only looked at: the first one's outcome is kept.
    private var isProbing = false
    private var probed: Completion.Outcome?
    /// What a question came to alone.
    private var alone: [Completion.Outcome?]
    private var carriers: [(term: Term, priority: Priority)]?
    /// Questions that the term at hand may rest on.
    private var touching: [Int] = []
    /// The entry whose ways are being tried.
    private var targetEntry = 0

    /// Completions tried for one submission; far more than any ruleset like ours needs, and an end in any case.
    private static let completionLimit = 1_000

    /// Up to so many completions all of them are looked at.
    private static let enumerationLimit = 192
    /// Completions tried for one submission after the calm ones, where more questions are unanswered.
    private static let softeningBudget = 400
    /// Carriers kept for one submission, and ways of one rule that are tried for them.
    private static let carrierLimit = 4
    private static let carrierTerms = 3
    /// Sets of answers that are tried for one way of a rule.
    private static let combinationLimit = 8
    /// From so many unanswered questions on, each is given up sooner: a text alone leaves nearly all of them unanswered.
    private static let manyQuestions = 12
    /// Second changes tried for one submission.
    private static let softeningLimit = 200

    init(ruleset: Ruleset) {
        self.ruleset = ruleset
        table = ruleset.openQuestions
        base = Evaluation(circuit: ruleset.decisions.circuit, numbers: ruleset.vocabulary.numbers)
        completion = Completion(ruleset: ruleset, base: base)
        settled = base
        let count = ruleset.questions.count
        allowed = Array(repeating: [], count: count)
        chosen = allowed
        isCandidate = Array(repeating: false, count: count)
        failures = Array(repeating: 0, count: count)
        isPinned = isCandidate
        alone = Array(repeating: nil, count: count)
        isFound = isCandidate
    }

    /// The open questions of the assessment at hand, the most decisive first.
    func find(_ assessor: Assessor) -> [OpenQuestion] {
        found.removeAll(keepingCapacity: true)
        guard !assessor.context.isRetracted else { return [] }
        // An answer may overrule what was only implied, so the search starts from what was stated.
        base.copyFacts(from: assessor.evaluation)
        for (finding, source) in assessor.resolver.impliedBy.enumerated()
        where source >= 0 && !assessor.resolver.isStated(finding) {
            base.set(finding, .unknown)
        }
        settled = assessor.evaluation
        context = assessor.context
        collectCandidates(assessor)
        guard !candidates.isEmpty else { return [] }
        base.evaluateGates()
        ruleset.decide(base, context, into: &decision)
        secured = securedOutcome()
        completion.adoptBase()
        keepRelevantCandidates()
        softened = 0
        carriers = nil
        for question in candidates { failures[question] = 0 }
        failureLimit = candidates.count > Self.manyQuestions ? 3 : 40
        if let count = completionCount {
            budget = 2 * count * candidates.count + 2
            enumerate(count)
        } else if !candidates.isEmpty {
            isSoftening = false
            budget = Self.completionLimit
            tryAlone()
            tryTargets()
            for question in candidates { failures[question] = 0 }
            isSoftening = true
            budget = candidates.count > Self.manyQuestions ? 0 : Self.softeningBudget
            tryTargets()
        }
        for question in candidates { isFound[question] = false }
        return found
    }

    /// Drops the questions that no rule which matters rests on.
    private func keepRelevantCandidates() {
        for question in candidates { isCandidate[question] = false }
        for target in table.targets where isRelevant(target.entry) {
            for question in table.questionsOfEntries[target.entry] { isCandidate[question] = true }
        }
        candidates.removeAll { !isCandidate[$0] }
        for question in isCandidate.indices { isCandidate[question] = false }
        for question in candidates { isCandidate[question] = true }
    }

    /// How many completions there are, if they are few enough to look at all of them.
    private var completionCount: Int? {
        var count = 1
        for question in candidates {
            count *= choices(of: question).count
            if count > Self.enumerationLimit { return nil }
        }
        return count
    }

    /// Every definite answer to a question: single ones, and for several ticks all sets of them.
    private func choices(of question: Int) -> [[Int]] {
        let single = allowed[question].map { [$0] }
        guard table.isMultiple[question] else { return single }
        let plain = allowed[question].filter { !table.answers[question][$0].isExclusive }
        guard plain.count > 1, plain.count <= 5 else { return single }
        let sets = (1..<(1 << plain.count)).filter { $0 & ($0 - 1) != 0 }.map { bits in
            plain.enumerated().filter { bits & (1 << $0.offset) != 0 }.map(\.element)
        }
        return single + sets
    }

    /// Looks at all completions: exact, whatever the rules look like.
    private func enumerate(_ count: Int) {
        let choices = candidates.map { self.choices(of: $0) }
        var outcomes: [Completion.Outcome?] = []
        outcomes.reserveCapacity(count)
        for index in 0..<count {
            var rest = index
            for (place, question) in candidates.enumerated() {
                chosen[question] = choices[place][rest % choices[place].count]
                rest /= choices[place].count
            }
            outcomes.append(outcome())
        }
        var stride = 1
        var best: [(question: Int, outcome: Completion.Outcome)] = []
        for (place, question) in candidates.enumerated() {
            var highest: Completion.Outcome?
            for index in 0..<count {
                guard let outcome = outcomes[index] else { continue }
                let digit = index / stride % choices[place].count
                for other in 0..<choices[place].count where other != digit {
                    guard let changed = outcomes[index + (other - digit) * stride], changed != outcome else { continue }
                    if highest.map({ outcome.isAbove($0) }) ?? true { highest = outcome }
                    break
                }
            }
            if let highest { best.append((question, highest)) }
            stride *= choices[place].count
        }
        for entry in best.enumerated().sorted(by: { left, right in
            left.element.outcome == right.element.outcome
                ? left.offset < right.offset : left.element.outcome.isAbove(right.element.outcome)
        }) {
            isFound[entry.element.question] = true
            found.append(
                OpenQuestion(
                    question: QuestionID(entry.element.question), category: entry.element.outcome.category,
                    priority: entry.element.outcome.priority))
        }
    }

    /// Gives each question its other answers while all the rest is calm: most that matter do so here.
    private func tryAlone() {
        completion.begin()
        for question in candidates {
            let calm = allowed[question].first { completion.fits(question, $0) }
            chosen[question] = calm.map { [$0] } ?? []
            _ = completion.apply(question, chosen[question])
        }
        for question in candidates { alone[question] = nil }
        guard let calm = outcome() else { return }
        for question in candidates {
            let answer = chosen[question]
            for other in allowed[question] where [other] != answer {
                chosen[question] = [other]
                guard let changed = outcome(), changed != calm else { continue }
                let higher = changed.isAbove(calm) ? changed : calm
                if alone[question].map({ higher.isAbove($0) }) ?? true { alone[question] = higher }
            }
            chosen[question] = answer
        }
    }

    /// Lists what mattered alone and cannot be raised further by rules of this priority.
    private func listAlone(downTo priority: Priority) {
        for question in candidates where !isFound[question] {
            guard let outcome = alone[question], outcome.priority >= priority else { continue }
            list(question, outcome, outcome)
        }
    }

    private func tryTargets() {
        var level: Priority?
        for target in table.targets where isRelevant(target.entry) {
            let priority = ruleset.decisions.entries[target.entry].priority ?? .routine
            if level.map({ priority < $0 }) ?? true {
                level = priority
                listAlone(downTo: priority)
            }
            if table.questionsOfEntries[target.entry].allSatisfy({ !isCandidate[$0] || isFound[$0] }) { continue }
            for term in target.terms { tryTerm(term, target.entry) }
            for term in target.liftedTerms { tryTerm(term, target.entry) }
        }
        listAlone(downTo: .routine)
    }

    // What can matter

    /// A rule matters while it is open, or may yet be lifted, and asks for more than what can no longer be lost.
    private func isRelevant(_ index: Int) -> Bool {
        let entry = ruleset.decisions.entries[index]
        let truth = base.truth(entry.signal)
        if truth == false || isLifted(entry, for: true) { return false }
        if truth == true, !isLifted(entry, for: nil) { return false }
        let raisesCategory = entry.category.map { category in secured.category.map { category > $0 } ?? true } ?? false
        let raisesPriority = entry.priority.map { priority in secured.priority.map { priority > $0 } ?? true } ?? false
        return raisesCategory || raisesPriority
    }

    /// Category and priority of the rules that are true and stay true whatever is answered.
    private func securedOutcome() -> (category: TriageEvents.Category?, priority: Priority?) {
        var category: TriageEvents.Category?
        var priority: Priority?
        for index in decision.trueEntries {
            let entry = ruleset.decisions.entries[index]
            if isLifted(entry, for: nil) { continue }
            if let other = entry.category { category = category.map { max($0, other) } ?? other }
            if let other = entry.priority { priority = priority.map { max($0, other) } ?? other }
        }
        return (category, priority)
    }

    /// Whether an exception of the entry has this truth: true, or (nil) may yet become true.
    private func isLifted(_ entry: DecisionTable.Entry, for wanted: Bool?) -> Bool {
        entry.liftedBy.contains { exception in
            ruleset.decisions.exceptions[exception].map { base.truth($0) == wanted } ?? false
        }
    }

    private func collectCandidates(_ assessor: Assessor) {
        for question in candidates { isCandidate[question] = false }
        candidates.removeAll(keepingCapacity: true)
        for question in allowed.indices where !assessor.answers.isAnswered[question] {
            allowed[question].removeAll(keepingCapacity: true)
            var settles = false
            for (index, answer) in table.answers[question].enumerated() where isConsistent(answer) {
                allowed[question].append(index)
                settles = settles || settlesSomething(answer)
            }
            guard settles, allowed[question].count > 1 || table.isMultiple[question] else { continue }
            allowed[question].sort { left, right in
                let (a, b) = (table.answers[question][left], table.answers[question][right])
                return (a.weight, left) < (b.weight, right)
            }
            candidates.append(question)
            isCandidate[question] = true
        }
    }

    private func isConsistent(_ answer: PossibleAnswer) -> Bool {
        for setting in answer.settings where base.state(setting.finding) == (setting.isPresent ? .absent : .present) {
            return false
        }
        return answer.intervals.allSatisfy { interval in
            let number = Int(interval.number.index)
            return interval.low <= base.highs[number] && interval.high >= base.lows[number]
        }
    }

    private func settlesSomething(_ answer: PossibleAnswer) -> Bool {
        answer.settings.contains { base.state($0.finding) == .unknown }
            || answer.intervals.contains { interval in
                base.lows[Int(interval.number.index)] < base.highs[Int(interval.number.index)]
            }
    }

    // Witnesses

    private func tryTerm(_ term: Term, _ entry: Int) {
        var missing: [Term.Literal] = []
        for literal in term.literals {
            switch base.state(literal.finding) {
            case .unknown:
                let providers = literal.isPresent ? table.presentProviders : table.absentProviders
                guard providers[literal.finding].contains(where: { isCandidate[$0.question] }) else {
                    // Implied already: nobody has to provide it.
                    if settled.state(literal.finding) == (literal.isPresent ? .present : .absent) { continue }
                    return
                }
                missing.append(literal)
            case .present: if !literal.isPresent { return }
            case .absent: if literal.isPresent { return }
            }
        }
        var bounds: [Term.Bound] = []
        for bound in term.bounds {
            switch bound.range.holds(low: base.lows[bound.number], high: base.highs[bound.number]) {
            case true?: break
            case false?: return
            case nil: bounds.append(bound)
            }
        }
        if missing.isEmpty, bounds.isEmpty { return }
        if !isProbing, isAllFound(missing, bounds) { return }
        targetEntry = entry
        collectTouching(missing, bounds)
        let isHopeless = touching.allSatisfy { isFound[$0] || failures[$0] >= failureLimit }
        if isHopeless, !isProbing { return }
        examined = 0
        provide(missing[...], bounds[...], term)
        if !isProbing { carry(term, entry) }
    }

    /// Without a category the priority is high anyway: a rule that only raises it shows where a category is carried along.
    private func carry(_ term: Term, _ entry: Int) {
        let entries = ruleset.decisions.entries
        guard let asked = entries[entry].priority, entries[entry].category == nil, !isCarrying, secured.category == nil
        else { return }
        let own = touching
        if carriers == nil { carriers = usableCarriers() }
        isCarrying = true
        defer { isCarrying = false }
        for carrier in carriers ?? [] where carrier.priority < asked {
            if own.allSatisfy({ isFound[$0] || failures[$0] >= failureLimit }) { return }
            if let both = term.merged(with: carrier.term) { tryTerm(both, entry) }
        }
    }

    /// The shortest ways to a category of low priority that come to one when everything else is calm.
    private func usableCarriers() -> [(term: Term, priority: Priority)] {
        var usable: [(term: Term, priority: Priority)] = []
        isProbing = true
        defer { isProbing = false }
        for target in table.targets.reversed() where isRelevant(target.entry) {
            guard ruleset.decisions.entries[target.entry].category != nil else { continue }
            for term in target.terms.prefix(Self.carrierTerms) where usable.count < Self.carrierLimit {
                probed = nil
                tryTerm(term, target.entry)
                if let probed, probed.category != nil, probed.priority < .asap {
                    usable.append((term, probed.priority))
                }
            }
        }
        return usable
    }

    /// Questions whose answers speak of what the term needs, either way.
    private func collectTouching(_ literals: [Term.Literal], _ bounds: [Term.Bound]) {
        touching.removeAll(keepingCapacity: true)
        func add(_ providers: [OpenQuestionTable.Provider]) {
            for provider in providers
            where isCandidate[provider.question] && !touching.contains(provider.question) {
                touching.append(provider.question)
            }
        }
        for literal in literals {
            add(table.presentProviders[literal.finding])
            add(table.absentProviders[literal.finding])
        }
        for bound in bounds { add(table.numberProviders[bound.number]) }
    }

    /// True when every question that could provide any of this is listed already.
    private func isAllFound(_ literals: [Term.Literal], _ bounds: [Term.Bound]) -> Bool {
        literals.allSatisfy { literal in
            let providers = literal.isPresent ? table.presentProviders : table.absentProviders
            return providers[literal.finding].allSatisfy { !isCandidate[$0.question] || isFound[$0.question] }
        }
            && bounds.allSatisfy { bound in
                table.numberProviders[bound.number].allSatisfy { !isCandidate[$0.question] || isFound[$0.question] }
            }
    }

    /// Pins answers that make the term true, in every way, and looks at each completion.
    private func provide(_ literals: ArraySlice<Term.Literal>, _ bounds: ArraySlice<Term.Bound>, _ term: Term) {
        guard budget > 0, examined < (isSoftening ? Self.combinationLimit : 2) else { return }
        if let literal = literals.first {
            let providers =
                literal.isPresent ? table.presentProviders[literal.finding] : table.absentProviders[literal.finding]
            for provider in providers where isCandidate[provider.question] {
                if isPinned[provider.question], chosen[provider.question].contains(provider.answer) {
                    return provide(literals.dropFirst(), bounds, term)
                }
            }
            for provider in providers where isCandidate[provider.question] && fits(provider, term) {
                pin(provider) { provide(literals.dropFirst(), bounds, term) }
            }
        } else if let bound = bounds.first {
            for provider in table.numberProviders[bound.number] where isCandidate[provider.question] {
                let answer = table.answers[provider.question][provider.answer]
                let isInside = answer.intervals.contains { interval in
                    Int(interval.number.index) == bound.number
                        && bound.range.holds(low: interval.low, high: interval.high) == true
                }
                guard isInside else { continue }
                if isPinned[provider.question], chosen[provider.question].contains(provider.answer) {
                    return provide(literals, bounds.dropFirst(), term)
                }
                guard fits(provider, term) else { continue }
                pin(provider) { provide(literals, bounds.dropFirst(), term) }
            }
        } else {
            examine(term)
        }
    }

    private func fits(_ provider: OpenQuestionTable.Provider, _ term: Term) -> Bool {
        let answer = table.answers[provider.question][provider.answer]
        guard allowed[provider.question].contains(provider.answer) else { return false }
        if isPinned[provider.question] {
            guard table.isMultiple[provider.question], !answer.isExclusive else { return false }
            let other = chosen[provider.question].contains { table.answers[provider.question][$0].isExclusive }
            if other { return false }
        }
        return agrees(answer, with: term)
    }

    /// Whether an answer sets nothing against the term.
    private func agrees(_ answer: PossibleAnswer, with term: Term) -> Bool {
        for setting in answer.settings {
            for literal in term.literals
            where literal.finding == setting.finding && literal.isPresent != setting.isPresent {
                return false
            }
        }
        return answer.intervals.allSatisfy { interval in
            term.bounds.allSatisfy { bound in
                bound.number != Int(interval.number.index)
                    || bound.range.holds(low: interval.low, high: interval.high) != false
            }
        }
    }

    private func pin(_ provider: OpenQuestionTable.Provider, _ body: () -> Void) {
        let question = provider.question
        let before = chosen[question]
        let wasPinned = isPinned[question]
        chosen[question] = wasPinned ? before + [provider.answer] : [provider.answer]
        isPinned[question] = true
        if !wasPinned { pinned.append(question) }
        body()
        chosen[question] = before
        if !wasPinned {
            isPinned[question] = false
            pinned.removeLast()
        }
    }

    /// Completes the pinned answers calmly and tries other answers to each of the pinned questions.
    private func examine(_ term: Term) {
        examined += 1
        if isProbing {
            if probed == nil {
                chooseCalmly(term)
                probed = outcome()
            }
            return
        }
        if touching.allSatisfy({ isFound[$0] }) { return }
        chooseCalmly(term)
        if compare() { return }
        for question in touching where !isFound[question] { failures[question] += 1 }
        guard isSoftening else { return }
        // Something else asks for as much either way, or an exception takes it away: try other answers to what that rests on.
        soften(depth: 1)
    }

    /// Gives every question that nothing pins its calmest answer that agrees with the term and contradicts no other answer;
    /// none where there is none.
    private func chooseCalmly(_ term: Term) {
        completion.begin()
        for question in pinned where !completion.apply(question, chosen[question]) { return }
        for question in candidates where !isPinned[question] {
            let calm = allowed[question].first { index in
                completion.fits(question, index) && agrees(table.answers[question][index], with: term)
            }
            chosen[question] = calm.map { [$0] } ?? []
            _ = completion.apply(question, chosen[question])
        }
    }

    /// Changes answers that nothing pins, at most so many at once, until a pinned question matters.
    private func soften(depth: Int) {
        guard depth > 0, budget > 0, outcome() != nil else { return }
        ruleset.decide(completion.evaluation, context, into: &decision)
        var rests: [Int] = []
        for index in [targetEntry] + decision.trueEntries + decision.openEntries {
            for question in table.questionsOfEntries[index]
            where isCandidate[question] && !isPinned[question] && !rests.contains(question) {
                rests.append(question)
            }
        }
        for question in rests {
            let calm = chosen[question]
            for other in allowed[question] where [other] != calm {
                chosen[question] = [other]
                if compare() { return }
                if depth > 1 {
                    softened += 1
                    if softened < Self.softeningLimit { soften(depth: depth - 1) }
                    if touching.allSatisfy({ isFound[$0] }) { return }
                }
            }
            chosen[question] = calm
        }
    }

    /// Whether another answer to a pinned question changes the outcome; lists the questions of which that is so.
    private func compare() -> Bool {
        guard let outcome = outcome() else { return false }
        var isAnyOpen = false
        for question in isSoftening ? touching : pinned where !isFound[question] && !chosen[question].isEmpty {
            let answer = chosen[question]
            defer { chosen[question] = answer }
            for other in alternatives(question, to: answer) where !isFound[question] {
                chosen[question] = other
                let changed = self.outcome() ?? outcomeWithoutContradiction(question, answer, other)
                guard let changed, changed != outcome else { continue }
                list(question, outcome, changed)
                isAnyOpen = true
                break
            }
        }
        return isAnyOpen
    }

    /// Leaves out of the completion what contradicts the other answer, and compares anew; nil when that shows nothing.
    private func outcomeWithoutContradiction(_ question: Int, _ answer: [Int], _ other: [Int]) -> Completion.Outcome? {
        var dropped: [(question: Int, chosen: [Int])] = []
        defer { for drop in dropped { chosen[drop.question] = drop.chosen } }
        completion.begin()
        guard completion.apply(question, other) else { return nil }
        for rest in candidates where rest != question && !completion.apply(rest, chosen[rest]) {
            if isPinned[rest] { return nil }
            dropped.append((rest, chosen[rest]))
            let calm = allowed[rest].first {
                completion.fits(rest, $0) && agreesWithAll(answer, of: question, rest, $0)
            }
            chosen[rest] = calm.map { [$0] } ?? []
            _ = completion.apply(rest, chosen[rest])
        }
        guard !dropped.isEmpty, let second = outcome() else { return nil }
        chosen[question] = answer
        defer { chosen[question] = other }
        guard let first = outcome(), first != second else { return nil }
        list(question, first, second)
        return nil
    }

    /// Whether an answer to another question sets nothing against this one's.
    private func agreesWithAll(_ answer: [Int], of question: Int, _ rest: Int, _ candidate: Int) -> Bool {
        answer.allSatisfy { index in
            table.answers[question][index].settings.allSatisfy { setting in
                !table.answers[rest][candidate].settings.contains {
                    $0.finding == setting.finding && $0.isPresent != setting.isPresent
                }
            }
        }
    }

    private func alternatives(_ question: Int, to answer: [Int]) -> [[Int]] {
        // What the calmest other answer does not change, a less calm one rarely does.
        if !isSoftening { return allowed[question].first { [$0] != answer }.map { [[$0]] } ?? [] }
        var others = allowed[question].filter { [$0] != answer }.map { [$0] }
        if answer.count > 1 { others += answer.map { dropped in answer.filter { $0 != dropped } } }
        return others
    }

    private func list(_ question: Int, _ first: Completion.Outcome, _ second: Completion.Outcome) {
        isFound[question] = true
        let categories = [first.category, second.category].compactMap(\.self)
        found.append(
            OpenQuestion(
                question: QuestionID(question), category: categories.max(),
                priority: max(first.priority, second.priority)))
    }

    /// What the completion at hand comes to; nil when its answers contradict each other.
    private func outcome() -> Completion.Outcome? {
        budget -= 1
        guard budget > 0 else { return nil }
        completion.begin()
        for question in candidates where !completion.apply(question, chosen[question]) { return nil }
        return completion.outcome(context)
    }
}
