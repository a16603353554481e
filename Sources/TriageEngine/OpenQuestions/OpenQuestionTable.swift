import TriageEvents

/// What the search for open questions needs of a ruleset, made once: ways in which rules become true and what answers
/// settle, as words of bits over one `LiteralSpace`.
///
/// Sendable although it holds pointers: nothing is written after it is made, and what they point at lives as long as
/// it.
final class OpenQuestionTable: @unchecked Sendable {
    /// What a rule asks for; -1 for nothing.
    struct Level: Equatable {
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
        let level: Level
        /// A bit for each exception that lifts it.
        let lifts: UInt64
        let terms: PlainRun
        let floors: PlainRun
        /// Part of `targetLiterals`, the lowest first: what any of its terms asks for.
        let literals: PlainRun
        /// Where in `termMasks` the first term's begin; `maskWords` a term.
        let firstMask: Int32

        /// At least one.
        var maskWords: Int { max((literals.count &+ 63) &>> 6, 1) }
    }

    /// One way in which a target becomes true, or in which an exception takes its truth away.
    struct TermRow {
        /// The target's, without the exception that the term asks for itself.
        let lifts: UInt64
        /// Part of `termLiterals`, the lowest first: what it asks for.
        let asked: PlainRun
        /// Where in `termLiterals` that ends which follows from what it asks for: it begins with that itself.
        let followingEnd: Int32
        let target: Int32
        /// It makes its target true, and does not ask for an exception.
        let isOwn: Bool
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
        /// Part of `ruledOutLiterals`: what it rules out directly.
        let rulesOut: PlainRun
        /// Part of `answerParts`.
        var parts = PlainRun()
    }

    /// What an answer does to one word of literals.
    struct AnswerPart {
        let word: Int
        /// What it settles, and as much of it as are findings; all that follows from this; and what it argues against.
        let settled: UInt64
        let findings: UInt64
        let provided: UInt64
        let opposed: UInt64
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
        /// What any answer settles, and as much of it as are findings; what all of them settle; and what any of them
        /// provides.
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
    /// The rules', the highest priority first, then the most serious category; then what several rules have in common,
    /// one term each.
    let targets: PlainList<Target>
    /// Where the truth of each rule's target stands.
    let signals: PlainList<Signal>
    let rows: PlainList<TermRow>
    let targetLiterals: PlainList<Int32>
    /// What each term asks for, a bit for each of its target's literals.
    let termMasks: PlainList<UInt64>
    let termLiterals: PlainList<Int32>
    /// The first of the terms that several rules have in common; and which of these ask for what.
    let firstShared: Int
    let shared: TermIndex
    let floors: PlainList<Floor>
    /// Part of `floorLiterals` each: what a way in which a floor's condition becomes true asks for.
    let floorRows: PlainList<PlainRun>
    let floorLiterals: PlainList<Int32>
    let questions: PlainList<QuestionRow>
    let questionParts: PlainList<QuestionPart>
    let answers: PlainList<Answer>
    let answerParts: PlainList<AnswerPart>
    let ruledOutLiterals: PlainList<Int32>
    let intervals: PlainList<AnswerEffect.Interval>
    let questionNumbers: PlainList<Int32>
    /// Answers that make a literal true, directly or by what it implies; `providersOf` tells which part is a literal's.
    let providers: PlainList<Int32>
    let providersOf: PlainList<PlainRun>
    /// Answers that make the opposite true of a literal that others may imply.
    let opponents: PlainList<Int32>
    let opponentsOf: PlainList<PlainRun>
    /// Words of a set of questions.
    let questionWords: Int
    /// `questionWords` a literal each: the questions an answer to which is among its providers or its opponents.
    private let questionsTouching: PlainList<UInt64>
    /// The same of each literal in one word, all words of questions together.
    let touchingSignatures: PlainList<UInt64>
    let ranges: PlainList<LiteralSpace.RangedNumber>
    /// `words` a term each: what of it changes the outcome.
    private let decisive: PlainList<UInt64>
    /// `words` an answer each: what it settles, and all that follows from this.
    private let settled: PlainList<UInt64>
    private let provided: PlainList<UInt64>

    init(_ parts: Ruleset.Parts, _ decisions: DecisionTable) {
        let compiled = OpenQuestionCompiler(parts, decisions)
        words = compiled.space.wordCount
        findingWords = compiled.space.findingWords
        firstRange = compiled.space.firstRange
        exceptions = PlainList(compiled.exceptions)
        highest = compiled.floors.reduce(compiled.targets.reduce(.none) { $0.joined(with: $1.level) }) {
            $0.joined(with: Level(category: -1, priority: $1.priority))
        }
        targets = PlainList(compiled.targets)
        signals = PlainList(compiled.signals)
        rows = PlainList(compiled.rows)
        targetLiterals = PlainList(compiled.targetLiterals)
        termMasks = PlainList(compiled.termMasks)
        termLiterals = PlainList(compiled.termLiterals)
        firstShared = compiled.rows.count - (compiled.targets.count - compiled.signals.count)
        shared = TermIndex(
            compiled.rows[firstShared...].map { compiled.termLiterals[$0.asked.range] }, wordCount: words)
        floors = PlainList(compiled.floors)
        floorRows = PlainList(compiled.floorRows)
        floorLiterals = PlainList(compiled.floorLiterals)
        questions = PlainList(compiled.questions)
        questionParts = PlainList(compiled.questionParts)
        answers = PlainList(compiled.answers)
        answerParts = PlainList(compiled.answerParts)
        ruledOutLiterals = PlainList(compiled.ruledOutLiterals)
        intervals = PlainList(compiled.intervals)
        questionNumbers = PlainList(compiled.questionNumbers)
        providers = PlainList(compiled.providers)
        providersOf = PlainList(compiled.providersOf)
        opponents = PlainList(compiled.opponents)
        opponentsOf = PlainList(compiled.opponentsOf)
        questionWords = compiled.questionWords
        questionsTouching = PlainList(compiled.questionsTouching)
        touchingSignatures = PlainList(compiled.touchingSignatures)
        ranges = PlainList(compiled.space.ranges)
        decisive = PlainList(compiled.decisive.words)
        settled = PlainList(compiled.settled.words)
        provided = PlainList(compiled.provided.words)
    }

    deinit {
        exceptions.deallocate()
        targets.deallocate()
        signals.deallocate()
        rows.deallocate()
        targetLiterals.deallocate()
        termMasks.deallocate()
        termLiterals.deallocate()
        shared.deallocate()
        floors.deallocate()
        floorRows.deallocate()
        floorLiterals.deallocate()
        questions.deallocate()
        questionParts.deallocate()
        answers.deallocate()
        answerParts.deallocate()
        ruledOutLiterals.deallocate()
        intervals.deallocate()
        questionNumbers.deallocate()
        providers.deallocate()
        providersOf.deallocate()
        opponents.deallocate()
        opponentsOf.deallocate()
        ranges.deallocate()
        for sets in [decisive, settled, provided, questionsTouching, touchingSignatures] {
            sets.deallocate()
        }
    }

    /// A set of a list of sets.
    @inline(__always)
    private func member(_ index: Int, _ sets: PlainList<UInt64>) -> UnsafePointer<UInt64> {
        sets.all.baseAddress.unsafelyUnwrapped + index * words
    }

    // Of a term.
    func decisive(_ term: Int) -> UnsafePointer<UInt64> { member(term, decisive) }

    /// All that follows from what a term asks for, that first.
    @inline(__always)
    func following(_ term: Int) -> UnsafeBufferPointer<Int32> {
        termLiterals[PlainRun(first: rows[term].asked.first, end: rows[term].followingEnd)]
    }

    // Of an answer.
    func settled(_ answer: Int) -> UnsafePointer<UInt64> { member(answer, settled) }
    func provided(_ answer: Int) -> UnsafePointer<UInt64> { member(answer, provided) }

    // Of a literal.
    func questions(touching literal: Int) -> UnsafePointer<UInt64> {
        questionsTouching.all.baseAddress.unsafelyUnwrapped + literal &* questionWords
    }
}
