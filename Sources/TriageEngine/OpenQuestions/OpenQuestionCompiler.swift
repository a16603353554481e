import TriageEvents

/// Makes the parts of an `OpenQuestionTable` from a ruleset.
struct OpenQuestionCompiler {
    let space: LiteralSpace
    let exceptions: [OpenQuestionTable.ExceptionRow]
    private(set) var targets: [OpenQuestionTable.Target] = []
    private(set) var signals: [Signal] = []
    private(set) var termLiterals: [Int32] = []
    private(set) var targetLiterals: [Int32] = []
    private(set) var termMasks: [UInt64] = []
    private(set) var rows: [OpenQuestionTable.TermRow] = []
    private(set) var floors: [OpenQuestionTable.Floor] = []
    private(set) var floorRows: [PlainRun] = []
    private(set) var floorLiterals: [Int32] = []
    private(set) var answerParts: [OpenQuestionTable.AnswerPart] = []
    private(set) var ruledOutLiterals: [Int32] = []
    private(set) var questionNumbers: [Int32] = []
    private(set) var questionParts: [OpenQuestionTable.QuestionPart] = []
    private(set) var questions: [OpenQuestionTable.QuestionRow] = []
    private(set) var answers: [OpenQuestionTable.Answer] = []
    private(set) var intervals: [AnswerEffect.Interval] = []
    private(set) var providers: [Int32] = []
    private(set) var providersOf: [PlainRun] = []
    private(set) var opponents: [Int32] = []
    private(set) var opponentsOf: [PlainRun] = []
    /// `questionWords` a literal.
    private(set) var questionsTouching: [UInt64] = []
    private(set) var touchingSignatures: [UInt64] = []
    let questionWords: Int
    private(set) var decisive: LiteralSets
    private(set) var settled: LiteralSets
    private(set) var provided: LiteralSets
    private(set) var touched: LiteralSets
    private let implications: Implications

    /// A target while it is made.
    private struct Draft {
        /// Nil: no rule's own, but what several have in common.
        var signal: Signal?
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
                signal: nil, level: found.level, lifts: found.lifts,
                terms: [DraftTerm(term: found.term, lifts: found.lifts, decisive: found.term)])
        }
        let all = drafts.flatMap { $0.terms.flatMap { [$0.term, $0.decisive] } + $0.floors.flatMap(\.terms) }
        space = LiteralSpace(findingCount: parts.vocabulary.findings.count, terms: all)
        implications = Implications(parts.vocabulary)
        exceptions = decisions.exceptions.enumerated().compactMap { index, signal in
            signal.map { OpenQuestionTable.ExceptionRow(signal: $0, bit: Self.bit(of: index)) }
        }
        let none = LiteralSets(space)
        (decisive, settled, provided, touched) = (none, none, none, none)
        questionWords = (parts.questions.count + 63) / 64
        addAnswers(parts)
        addTargets(drafts)
    }

    // Rules

    /// The highest priority first, then the most serious category, then the order of the entries.
    private static func drafts(_ parts: Ruleset.Parts, _ decisions: DecisionTable) -> [Draft] {
        let definitions = parts.definitions.map(\.condition)
        var expansion = TermExpansion(definitions: definitions)
        var doubtfulExpansion = TermExpansion(definitions: definitions, holdsDoubts: true)
        let exceptionTerms = parts.exceptions.map { $0.isEnabled ? expansion.terms(of: $0.condition, as: true) : [] }
        var drafts: [Draft] = []
        for entry in decisions.entries where entry.category != nil || entry.priority != nil {
            let rule = parts.rules[Int(entry.rule.index)]
            var draft = Draft(signal: entry.signal, level: OpenQuestionTable.Level(entry.category, entry.priority))
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
        signals = drafts.compactMap(\.signal)
        for (place, draft) in drafts.enumerated() {
            let firstTerm = Int32(rows.count)
            for row in draft.terms.sorted(by: { $0.term.size < $1.term.size }) {
                let asked = space.literals(of: row.term)
                decisive.append(space.literals(of: row.decisive))
                let run = termLiterals.appendRun(asked.map(Int32.init))
                termLiterals += withConsequences(asked).subtracting(asked).sorted().map(Int32.init)
                rows.append(
                    OpenQuestionTable.TermRow(
                        lifts: row.lifts, asked: run, followingEnd: Int32(termLiterals.count), target: Int32(place),
                        isOwn: row.lifts == draft.lifts))
            }
            let firstFloor = Int32(floors.count)
            for floor in draft.floors {
                let rows = floor.terms.map { floorLiterals.appendRun(space.literals(of: $0).map(Int32.init)) }
                floors.append(
                    OpenQuestionTable.Floor(
                        priority: Int8(floor.priority.rawValue), condition: floor.condition,
                        terms: floorRows.appendRun(rows)))
            }
            let masks = addMasks(Int(firstTerm)..<rows.count)
            targets.append(
                OpenQuestionTable.Target(
                    level: draft.level, lifts: draft.lifts,
                    terms: PlainRun(first: firstTerm, end: Int32(rows.count)),
                    floors: PlainRun(first: firstFloor, end: Int32(floors.count)), literals: masks.literals,
                    firstMask: masks.firstMask))
        }
    }

    /// Numbers the literals of one target's terms, and notes what each term asks for.
    private mutating func addMasks(_ terms: Range<Int>) -> (literals: PlainRun, firstMask: Int32) {
        let literals = Set(rows[terms].flatMap { termLiterals[$0.asked.range] }).sorted()
        let places = Dictionary(uniqueKeysWithValues: literals.enumerated().map { ($1, $0) })
        let first = Int32(termMasks.count)
        for row in rows[terms] {
            var mask = [UInt64](repeating: 0, count: max((literals.count + 63) / 64, 1))
            for literal in termLiterals[row.asked.range] {
                if let place = places[literal] { mask[place / 64] |= UInt64(1) << UInt64(place % 64) }
            }
            termMasks += mask
        }
        return (targetLiterals.appendRun(literals), first)
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

    // Answers

    private mutating func addAnswers(_ parts: Ruleset.Parts) {
        var rangesOfNumber = [[NumberRange]](repeating: [], count: parts.vocabulary.numbers.count)
        for ranged in space.ranges { rangesOfNumber[ranged.number].append(ranged.range) }
        for (index, question) in parts.questions.enumerated() {
            let ranges = question.number.map { rangesOfNumber[Int($0.index)] } ?? []
            var possible = PossibleAnswer.answers(to: question, ranges: ranges, parts.vocabulary)
            // Whoever ticks none of the options leaves open what all of them say.
            if !question.options.isEmpty, saySomethingInCommon(possible) { possible.append(PossibleAnswer()) }
            let first = Int32(answers.count)
            for (place, answer) in possible.enumerated() {
                var following = withConsequences(space.literals(settledBy: answer))
                if question.kind == .choices, question.unselected == .absent {
                    for (otherPlace, other) in possible.enumerated() where otherPlace != place {
                        for setting in other.settings where setting.isPresent {
                            let denied = Term.Literal(finding: setting.finding, isPresent: false)
                            following.insert(space.literal(denied))
                        }
                    }
                }
                add(answer, toQuestion: index, providing: following)
            }
            let intervals = possible.flatMap(\.intervals)
            questions.append(
                OpenQuestionTable.QuestionRow(
                    answers: PlainRun(first: first, end: Int32(answers.count)),
                    parts: questionParts.appendRun(self.parts(of: Int(first)..<answers.count)),
                    isMultiple: question.kind == .choices,
                    numbers: questionNumbers.appendRun(Set(intervals.map { Int32($0.number.index) }).sorted()),
                    isWholeWhenUnknown: intervals.allSatisfy { interval in
                        let fact = parts.vocabulary[interval.number]
                        return interval.low <= fact.maximum && interval.high >= fact.minimum
                    }))
        }
        addProviders()
    }

    private func saySomethingInCommon(_ answers: [PossibleAnswer]) -> Bool {
        guard let first = answers.first else { return false }
        return !answers.reduce(Set(space.literals(settledBy: first))) { common, answer in
            common.intersection(space.literals(settledBy: answer))
        }.isEmpty
    }

    private mutating func add(_ answer: PossibleAnswer, toQuestion question: Int, providing following: Set<Int>) {
        let direct = space.literals(settledBy: answer)
        settled.append(direct)
        provided.append(following)
        answers.append(
            OpenQuestionTable.Answer(
                question: Int32(question), isExclusive: answer.isExclusive,
                intervals: intervals.appendRun(answer.intervals),
                rulesOut: ruledOutLiterals.appendRun(space.literals(ruledOutBy: answer).map(Int32.init))))
    }

    /// What answers do together, word by word; nothing where they do nothing.
    private func parts(of answers: Range<Int>) -> [OpenQuestionTable.QuestionPart] {
        (0..<space.wordCount).map { word in
            let settledByAny = settled.word(word, of: answers, joinedBy: |)
            return OpenQuestionTable.QuestionPart(
                word: word, settledByAny: settledByAny, findingsByAny: findings(settledByAny, ofWord: word),
                settledByAll: settled.word(word, of: answers, joinedBy: &),
                providedByAny: provided.word(word, of: answers, joinedBy: |))
        }.filter { $0.settledByAny | $0.providedByAny != 0 }
    }

    private func findings(_ set: UInt64, ofWord word: Int) -> UInt64 { word * 64 < space.firstRange ? set : 0 }

    /// Notes for each literal the answers that make it true, and those that argue against it.
    private mutating func addProviders() {
        touched = provided
        for literal in 0..<(space.wordCount * 64) {
            let providing = answers.indices.filter { provided.contains(literal, in: $0) }
            providersOf.append(providers.appendRun(providing.map(Int32.init)))
            let isImplied = providing.contains { !settled.contains(literal, in: $0) }
            let opposite = space.opposite(of: literal)
            let opposing = answers.indices.filter { answer in
                opposite.map { isImplied && settled.contains($0, in: answer) } ?? false
            }
            opponentsOf.append(opponents.appendRun(opposing.map(Int32.init)))
            for answer in opposing { touched.insert(literal, into: answer) }
            var asking = [UInt64](repeating: 0, count: questionWords)
            for answer in providing + opposing {
                let question = Int(answers[answer].question)
                asking[question / 64] |= UInt64(1) << UInt64(question % 64)
            }
            questionsTouching += asking
            touchingSignatures.append(asking.reduce(0, |))
        }
        for answer in answers.indices {
            let parts = (0..<space.wordCount).map { word in
                func part(_ sets: LiteralSets) -> UInt64 { sets.word(word, of: answer..<answer + 1, joinedBy: |) }
                return OpenQuestionTable.AnswerPart(
                    word: word, settled: part(settled), findings: findings(part(settled), ofWord: word),
                    provided: part(provided), opposed: part(touched) & ~part(provided))
            }
            answers[answer].parts = answerParts.appendRun(parts.filter { $0.provided | $0.opposed != 0 })
        }
    }
}
