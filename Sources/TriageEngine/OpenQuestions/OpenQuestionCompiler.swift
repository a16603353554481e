import TriageEvents

/// Makes the parts of an `OpenQuestionTable` from a ruleset.
struct OpenQuestionCompiler {
    let space: LiteralSpace
    private(set) var targets: [OpenQuestionTable.Target] = []
    private(set) var rows: [OpenQuestionTable.TermRow] = []
    private(set) var floors: [OpenQuestionTable.Floor] = []
    private(set) var parts: [OpenQuestionTable.Part] = []
    private(set) var absorbers: [Int32] = []
    private(set) var questions: [OpenQuestionTable.QuestionRow] = []
    private(set) var answers: [OpenQuestionTable.Answer] = []
    private(set) var intervals: [AnswerEffect.Interval] = []
    private(set) var providers: [Int32] = []
    private(set) var providersOf: [PlainRun] = []
    private(set) var opponents: [Int32] = []
    private(set) var opponentsOf: [PlainRun] = []
    private(set) var asked: LiteralSets
    private(set) var decisive: LiteralSets
    private(set) var following: LiteralSets
    private(set) var floorTerms: LiteralSets
    private(set) var settled: LiteralSets
    private(set) var provided: LiteralSets
    private(set) var ruledOut: LiteralSets
    private let implications: Implications

    /// A target while it is made.
    private struct Draft {
        /// Nil: no rule's own, but what several have in common.
        var entry: Int?
        var level: OpenQuestionTable.Level
        var lifts: UInt64 = 0
        var terms: [DraftTerm] = []
        var floors: [(priority: Priority, condition: Signal?, terms: [Term])] = []
    }

    private struct DraftTerm {
        let term: Term
        /// The exceptions that would take its truth away.
        let lifts: UInt64
        /// What of it changes the outcome: of a term that includes an exception, what the exception asks for.
        let decisive: Term
    }

    init(_ parts: Ruleset.Parts, _ decisions: DecisionTable) {
        var drafts = Self.drafts(parts, decisions)
        let terms = drafts.flatMap { draft in
            draft.terms.filter { $0.lifts == draft.lifts }.map {
                ConsensusTerms.Found(term: $0.term, level: draft.level, lifts: draft.lifts)
            }
        }
        drafts += ConsensusTerms(of: terms, questions: parts.questions).found.map { found in
            Draft(
                entry: nil, level: found.level, lifts: found.lifts,
                terms: [DraftTerm(term: found.term, lifts: found.lifts, decisive: found.term)])
        }
        let all = drafts.flatMap { $0.terms.flatMap { [$0.term, $0.decisive] } + $0.floors.flatMap(\.terms) }
        space = LiteralSpace(findingCount: parts.vocabulary.findings.count, terms: all)
        implications = Implications(parts.vocabulary)
        asked = LiteralSets(space)
        decisive = asked
        following = asked
        floorTerms = asked
        settled = asked
        provided = asked
        ruledOut = asked
        addAnswers(parts)
        addTargets(drafts)
        findAbsorbers()
    }

    // Rules

    /// The highest priority first, then the most serious category, then the order of the entries.
    private static func drafts(_ parts: Ruleset.Parts, _ decisions: DecisionTable) -> [Draft] {
        let definitions = parts.definitions.map(\.condition)
        var expansion = TermExpansion(definitions: definitions)
        var doubtfulExpansion = TermExpansion(definitions: definitions, holdsDoubts: true)
        let exceptionTerms = parts.exceptions.map { $0.isEnabled ? expansion.terms(of: $0.condition, as: true) : [] }
        var drafts: [Draft] = []
        for (index, entry) in decisions.entries.enumerated() where entry.category != nil || entry.priority != nil {
            let rule = parts.rules[Int(entry.rule.index)]
            var draft = Draft(entry: index, level: OpenQuestionTable.Level(entry.category, entry.priority))
            for exception in entry.liftedBy { draft.lifts |= bit(of: exception) }
            let terms = expansion.terms(of: rule.condition, as: true)
            draft.terms = terms.map { DraftTerm(term: $0, lifts: draft.lifts, decisive: $0) }
            for exception in entry.liftedBy {
                let others = draft.lifts & ~bit(of: exception)
                for term in terms {
                    for other in exceptionTerms[exception] {
                        guard let merged = term.merged(with: other) else { continue }
                        draft.terms.append(DraftTerm(term: merged, lifts: others, decisive: other))
                    }
                }
            }
            for floor in entry.floors {
                let condition = rule.floors[floor.place].condition
                let terms = condition.map { doubtfulExpansion.terms(of: $0, as: true) } ?? [Term()]
                draft.floors.append((floor.priority, floor.condition, terms))
            }
            drafts.append(draft)
        }
        return drafts.enumerated().sorted { left, right in
            let (a, b) = (left.element.level, right.element.level)
            if a.priority != b.priority { return a.priority > b.priority }
            return a.category == b.category ? left.offset < right.offset : a.category > b.category
        }.map(\.element)
    }

    /// A ruleset has at most 64 exceptions.
    static func bit(of exception: Int) -> UInt64 { UInt64(1) << UInt64(exception & 63) }

    private mutating func addTargets(_ drafts: [Draft]) {
        for (place, draft) in drafts.enumerated() {
            let firstTerm = Int32(rows.count)
            for row in draft.terms.sorted(by: { $0.term.size < $1.term.size }) {
                let literals = space.literals(of: row.term)
                asked.append(literals)
                decisive.append(space.literals(of: row.decisive))
                following.append(withConsequences(literals))
                rows.append(
                    OpenQuestionTable.TermRow(
                        target: Int32(place), lifts: row.lifts,
                        parts: parts.appendRun(asked.parts(of: rows.count)), absorbers: PlainRun()))
            }
            let firstFloor = Int32(floors.count)
            for floor in draft.floors {
                let first = Int32(floorTerms.count)
                for term in floor.terms { floorTerms.append(space.literals(of: term)) }
                floors.append(
                    OpenQuestionTable.Floor(
                        priority: Int8(floor.priority.rawValue), condition: floor.condition,
                        terms: PlainRun(first: first, end: Int32(floorTerms.count))))
            }
            targets.append(
                OpenQuestionTable.Target(
                    entry: draft.entry, level: draft.level, lifts: draft.lifts,
                    terms: PlainRun(first: firstTerm, end: Int32(rows.count)),
                    floors: PlainRun(first: firstFloor, end: Int32(floors.count))))
        }
    }

    /// Literals, and what they imply unless somebody states otherwise.
    private func withConsequences(_ literals: [Int]) -> Set<Int> {
        var all = Set(literals)
        for literal in literals { all.formUnion(space.widerRanges(than: literal)) }
        for edge in implications.present where all.contains(edge.from) { all.insert(edge.to) }
        let absent = space.findingWords * 64
        for edge in implications.absent where all.contains(absent + edge.from) { all.insert(absent + edge.to) }
        return all
    }

    /// Notes for each term those that are true wherever it is, unless what they rest on is stated otherwise.
    private mutating func findAbsorbers() {
        var termsByLowest: [Int: [Int]] = [:]
        for term in rows.indices {
            if let lowest = asked.literals(of: term).first { termsByLowest[lowest, default: []].append(term) }
        }
        for term in rows.indices {
            let level = targets[Int(rows[term].target)].level
            let first = Int32(absorbers.count)
            for literal in following.literals(of: term) {
                for other in termsByLowest[literal] ?? [] where other != term {
                    let otherLevel = targets[Int(rows[other].target)].level
                    guard otherLevel.category >= level.category || otherLevel.priority >= level.priority else {
                        continue
                    }
                    if asked.isSet(other, within: term, of: following) { absorbers.append(Int32(other)) }
                }
            }
            rows[term] = OpenQuestionTable.TermRow(
                target: rows[term].target, lifts: rows[term].lifts,
                parts: rows[term].parts, absorbers: PlainRun(first: first, end: Int32(absorbers.count)))
        }
    }

    // Answers

    private mutating func addAnswers(_ parts: Ruleset.Parts) {
        var rangesOfNumber = [[NumberRange]](repeating: [], count: parts.vocabulary.numbers.count)
        for ranged in space.ranges { rangesOfNumber[ranged.number].append(ranged.range) }
        for (index, question) in parts.questions.enumerated() {
            let ranges = question.number.map { rangesOfNumber[Int($0.index)] } ?? []
            let possible = PossibleAnswer.answers(to: question, ranges: ranges, parts.vocabulary)
            let first = Int32(answers.count)
            for (place, answer) in possible.enumerated() {
                let direct = space.literals(settledBy: answer)
                var following = withConsequences(direct)
                if question.kind == .choices, question.unselected == .absent {
                    for (otherPlace, other) in possible.enumerated() where otherPlace != place {
                        for setting in other.settings where setting.isPresent {
                            let denied = Term.Literal(finding: setting.finding, isPresent: false)
                            following.insert(space.literal(denied))
                        }
                    }
                }
                settled.append(direct)
                provided.append(following)
                ruledOut.append(space.literals(ruledOutBy: answer))
                answers.append(
                    OpenQuestionTable.Answer(
                        question: Int32(index), isExclusive: answer.isExclusive,
                        intervals: intervals.appendRun(answer.intervals)))
            }
            questions.append(
                OpenQuestionTable.QuestionRow(
                    answers: PlainRun(first: first, end: Int32(answers.count)), isMultiple: question.kind == .choices))
        }
        for literal in 0..<(asked.wordCount * 64) {
            let providing = answers.indices.filter { provided.contains(literal, in: $0) }
            providersOf.append(providers.appendRun(providing.map(Int32.init)))
            let isImplied = providing.contains { !settled.contains(literal, in: $0) }
            let opposite = space.opposite(of: literal)
            let opposing = answers.indices.filter { answer in
                opposite.map { isImplied && settled.contains($0, in: answer) } ?? false
            }
            opponentsOf.append(opponents.appendRun(opposing.map(Int32.init)))
        }
    }
}
