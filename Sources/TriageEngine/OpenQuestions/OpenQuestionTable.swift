import TriageEvents

/// What the search for open questions needs of a ruleset, made once: ways in which rules become true and what answers
/// settle, as words of bits over one `LiteralSpace`.
///
/// Sendable although it holds pointers: nothing is written after it is made, and what they point at lives as long as it.
final class OpenQuestionTable: @unchecked Sendable {
    /// What a rule asks for; -1 for nothing.
    struct Level {
        let category: Int8
        let priority: Int8

        static let none = Level(category: -1, priority: -1)

        init(category: Int8, priority: Int8) {
            self.category = category
            self.priority = priority
        }

        init(_ category: TriageEvents.Category?, _ priority: Priority?) {
            self.category = category.map { Int8($0.rawValue) } ?? -1
            self.priority = priority.map { Int8($0.rawValue) } ?? -1
        }

        /// Whether it asks for no more than another one.
        @inline(__always)
        func isWithin(_ other: Level) -> Bool { category <= other.category && priority <= other.priority }

        /// The most that either asks for.
        func joined(with other: Level) -> Level {
            Level(category: max(category, other.category), priority: max(priority, other.priority))
        }
    }

    /// A rule that asks for a category or a priority.
    struct Target {
        /// Where its rule's truth stands; nil for what several rules have in common.
        let signal: Signal?
        let level: Level
        /// A bit for each exception that lifts it.
        let lifts: UInt64
        let terms: PlainRun
        let floors: PlainRun
    }

    /// One way in which a target becomes true, or in which an exception takes its truth away.
    struct TermRow {
        let target: Int32
        /// The target's, without the exception that the term asks for itself.
        let lifts: UInt64
        /// It makes its target true, and does not ask for an exception.
        let isOwn: Bool
        /// How many literals it asks for.
        let size: Int32
    }

    /// Where the truth of an exception stands, and its bit.
    struct ExceptionRow {
        let signal: Signal
        let bit: UInt64
    }

    /// A floor of a target that depends on conditions, and the ways in which these become true.
    struct Floor {
        let priority: Int8
        /// Where its condition's truth stands; nil: always.
        let condition: Signal?
        /// Part of `floorRows`.
        let terms: PlainRun
    }

    struct Answer {
        let question: Int32
        let isExclusive: Bool
        let intervals: PlainRun
        /// Parts of `answerLiterals`: what it settles, all that follows from this, and what it argues against.
        let settles: PlainRun
        let provides: PlainRun
        var opposes = PlainRun()
    }

    struct QuestionRow {
        let answers: PlainRun
        /// Part of `questionParts`.
        let parts: PlainRun
        /// Several answers may be ticked together.
        let isMultiple: Bool
        /// Part of `questionNumbers`: those that its answers put into intervals.
        let numbers: PlainRun
        /// No answer contradicts what the numbers can be at all.
        let isWholeWhenUnknown: Bool
    }

    /// What the answers to a question do to one word of literals.
    struct QuestionPart {
        let word: Int
        /// What any answer settles, and as much of it as are findings; what all of them settle; and what any of them provides.
        let settledByAny: UInt64
        let findingsByAny: UInt64
        let settledByAll: UInt64
        let providedByAny: UInt64
    }

    /// Words of a set of literals, which are numbered as in a `LiteralSpace`.
    let words: Int
    /// Words of findings as present; as many again as absent.
    let findingWords: Int
    /// The literal of the first range; findings come before.
    let firstRange: Int
    let exceptions: PlainList<ExceptionRow>
    /// The most that any target or floor asks for.
    let highest: Level
    /// How many of the targets are a rule's own; these come first.
    let ruleTargetCount: Int
    /// The rules', the highest priority first, then the most serious category; then what several rules have in common.
    let targets: PlainList<Target>
    let rows: PlainList<TermRow>
    let floors: PlainList<Floor>
    /// Part of `floorLiterals` each: what a way in which a floor's condition becomes true asks for.
    let floorRows: PlainList<PlainRun>
    let floorLiterals: PlainList<Int32>
    /// Which terms ask for a literal.
    let terms: TermIndex
    let questions: PlainList<QuestionRow>
    let questionParts: PlainList<QuestionPart>
    let answers: PlainList<Answer>
    let answerLiterals: PlainList<Int32>
    let intervals: PlainList<AnswerEffect.Interval>
    let questionNumbers: PlainList<Int32>
    /// Answers that make a literal true, directly or by what it implies; `providersOf` tells which part is a literal's.
    let providers: PlainList<Int32>
    let providersOf: PlainList<PlainRun>
    /// Answers that make the opposite true of a literal that others may imply.
    let opponents: PlainList<Int32>
    let opponentsOf: PlainList<PlainRun>
    /// Questions an answer to which is among the providers or the opponents of a literal.
    let questionsOf: PlainList<PlainRun>
    let literalQuestions: PlainList<Int32>
    let ranges: PlainList<LiteralSpace.RangedNumber>
    /// `words`: literals that some term asks for.
    let askedByAny: PlainList<UInt64>
    /// `words` a term each: what it asks for, what of this changes the outcome, and all that follows from this.
    private let asked: PlainList<UInt64>
    private let decisive: PlainList<UInt64>
    private let following: PlainList<UInt64>
    /// `words` an answer each: what it settles, all that follows from this, and what it rules out.
    private let settled: PlainList<UInt64>
    private let provided: PlainList<UInt64>
    private let ruledOut: PlainList<UInt64>
    /// `words` a question each: what any of its answers provides or argues against.
    private let touchedByAny: PlainList<UInt64>

    init(_ parts: Ruleset.Parts, _ decisions: DecisionTable) {
        let compiled = OpenQuestionCompiler(parts, decisions)
        words = compiled.asked.wordCount
        findingWords = compiled.space.findingWords
        firstRange = compiled.space.firstRange
        exceptions = PlainList(compiled.exceptions)
        ruleTargetCount = compiled.ruleTargetCount
        highest = compiled.floors.reduce(compiled.targets.reduce(.none) { $0.joined(with: $1.level) }) {
            $0.joined(with: Level(category: -1, priority: $1.priority))
        }
        targets = PlainList(compiled.targets)
        rows = PlainList(compiled.rows)
        floors = PlainList(compiled.floors)
        floorRows = PlainList(compiled.floorRows)
        floorLiterals = PlainList(compiled.floorLiterals)
        terms = TermIndex(compiled.asked)
        questions = PlainList(compiled.questions)
        questionParts = PlainList(compiled.questionParts)
        answers = PlainList(compiled.answers)
        answerLiterals = PlainList(compiled.answerLiterals)
        intervals = PlainList(compiled.intervals)
        questionNumbers = PlainList(compiled.questionNumbers)
        providers = PlainList(compiled.providers)
        providersOf = PlainList(compiled.providersOf)
        opponents = PlainList(compiled.opponents)
        opponentsOf = PlainList(compiled.opponentsOf)
        literalQuestions = PlainList(compiled.literalQuestions)
        questionsOf = PlainList(compiled.questionsOf)
        ranges = PlainList(compiled.space.ranges)
        askedByAny = PlainList(compiled.askedByAny.words)
        asked = PlainList(compiled.asked.words)
        decisive = PlainList(compiled.decisive.words)
        following = PlainList(compiled.following.words)
        settled = PlainList(compiled.settled.words)
        provided = PlainList(compiled.provided.words)
        ruledOut = PlainList(compiled.ruledOut.words)
        touchedByAny = PlainList(compiled.touchedByAny.words)
    }

    deinit {
        exceptions.deallocate()
        targets.deallocate()
        rows.deallocate()
        floors.deallocate()
        floorRows.deallocate()
        floorLiterals.deallocate()
        terms.deallocate()
        questions.deallocate()
        questionParts.deallocate()
        answers.deallocate()
        answerLiterals.deallocate()
        intervals.deallocate()
        questionNumbers.deallocate()
        providers.deallocate()
        providersOf.deallocate()
        opponents.deallocate()
        opponentsOf.deallocate()
        questionsOf.deallocate()
        literalQuestions.deallocate()
        ranges.deallocate()
        for sets in [
            askedByAny, asked, decisive, following, settled, provided, ruledOut, touchedByAny,
        ] {
            sets.deallocate()
        }
    }

    /// A set of a list of sets.
    @inline(__always)
    private func member(_ index: Int, _ sets: PlainList<UInt64>) -> UnsafePointer<UInt64> {
        sets.all.baseAddress.unsafelyUnwrapped + index * words
    }

    // Of a term.
    func asked(_ term: Int) -> UnsafePointer<UInt64> { member(term, asked) }
    func decisive(_ term: Int) -> UnsafePointer<UInt64> { member(term, decisive) }
    func following(_ term: Int) -> UnsafePointer<UInt64> { member(term, following) }

    // Of an answer.
    func settled(_ answer: Int) -> UnsafePointer<UInt64> { member(answer, settled) }
    func provided(_ answer: Int) -> UnsafePointer<UInt64> { member(answer, provided) }
    func ruledOut(_ answer: Int) -> UnsafePointer<UInt64> { member(answer, ruledOut) }

    // Of a question.
    func touchedByAny(_ question: Int) -> UnsafePointer<UInt64> { member(question, touchedByAny) }
}
