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

        enum Side { case category, priority }

        init(category: Int8, priority: Int8) {
            self.category = category
            self.priority = priority
        }

        init(_ category: TriageEvents.Category?, _ priority: Priority?) {
            self.category = category.map { Int8($0.rawValue) } ?? -1
            self.priority = priority.map { Int8($0.rawValue) } ?? -1
        }

        @inline(__always)
        subscript(side: Side) -> Int8 { side == .category ? category : priority }
    }

    /// A rule that asks for a category or a priority.
    struct Target {
        /// Index into the entries of the decision table; nil for what several rules have in common.
        let entry: Int?
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
        /// Part of `parts`: what it asks for, word by word.
        let parts: PlainRun
        /// Part of `absorbers`: terms that are true wherever this one is.
        let absorbers: PlainRun
    }

    /// The literals of a set that stand in one word. A term is a few facts, so most of its words hold none.
    struct Part {
        let word: Int
        let bits: UInt64
    }

    /// A floor of a target that depends on conditions, and the ways in which these become true.
    struct Floor {
        let priority: Int8
        /// Where its condition's truth stands; nil: always.
        let condition: Signal?
        /// Part of `floorTerms`.
        let terms: PlainRun
    }

    struct Answer {
        let question: Int32
        let isExclusive: Bool
        let intervals: PlainRun
    }

    struct QuestionRow {
        let answers: PlainRun
        /// Several answers may be ticked together.
        let isMultiple: Bool
    }

    let space: LiteralSpace
    let words: Int
    /// The highest priority first, then the most serious category.
    let targets: PlainList<Target>
    let rows: PlainList<TermRow>
    let floors: PlainList<Floor>
    let parts: PlainList<Part>
    let absorbers: PlainList<Int32>
    let questions: PlainList<QuestionRow>
    let answers: PlainList<Answer>
    let intervals: PlainList<AnswerEffect.Interval>
    /// Answers that make a literal true, directly or by what it implies; `providersOf` tells which part is a literal's.
    let providers: PlainList<Int32>
    let providersOf: PlainList<PlainRun>
    /// Answers that make the opposite true of a literal that others may imply.
    let opponents: PlainList<Int32>
    let opponentsOf: PlainList<PlainRun>
    let ranges: PlainList<LiteralSpace.RangedNumber>
    /// `words` a term each: what of it changes the outcome, and all that follows from this.
    private let decisive: PlainList<UInt64>
    private let following: PlainList<UInt64>
    private let floorTerms: PlainList<UInt64>
    /// `words` an answer each: what it settles, all that follows from this, and what it rules out.
    private let settled: PlainList<UInt64>
    private let provided: PlainList<UInt64>
    private let ruledOut: PlainList<UInt64>

    init(_ parts: Ruleset.Parts, _ decisions: DecisionTable) {
        let compiled = OpenQuestionCompiler(parts, decisions)
        space = compiled.space
        words = compiled.space.wordCount
        targets = PlainList(compiled.targets)
        rows = PlainList(compiled.rows)
        floors = PlainList(compiled.floors)
        self.parts = PlainList(compiled.parts)
        absorbers = PlainList(compiled.absorbers)
        questions = PlainList(compiled.questions)
        answers = PlainList(compiled.answers)
        intervals = PlainList(compiled.intervals)
        providers = PlainList(compiled.providers)
        providersOf = PlainList(compiled.providersOf)
        opponents = PlainList(compiled.opponents)
        opponentsOf = PlainList(compiled.opponentsOf)
        ranges = PlainList(compiled.space.ranges)
        decisive = PlainList(compiled.decisive.words)
        following = PlainList(compiled.following.words)
        floorTerms = PlainList(compiled.floorTerms.words)
        settled = PlainList(compiled.settled.words)
        provided = PlainList(compiled.provided.words)
        ruledOut = PlainList(compiled.ruledOut.words)
    }

    deinit {
        targets.deallocate()
        rows.deallocate()
        floors.deallocate()
        parts.deallocate()
        absorbers.deallocate()
        questions.deallocate()
        answers.deallocate()
        intervals.deallocate()
        providers.deallocate()
        providersOf.deallocate()
        opponents.deallocate()
        opponentsOf.deallocate()
        ranges.deallocate()
        decisive.deallocate()
        following.deallocate()
        floorTerms.deallocate()
        settled.deallocate()
        provided.deallocate()
        ruledOut.deallocate()
    }

    @inline(__always)
    func decisive(_ term: Int) -> UnsafePointer<UInt64> { decisive.all.baseAddress.unsafelyUnwrapped + term * words }
    @inline(__always)
    func following(_ term: Int) -> UnsafePointer<UInt64> { following.all.baseAddress.unsafelyUnwrapped + term * words }
    @inline(__always)
    func floorTerm(_ term: Int) -> UnsafePointer<UInt64> { floorTerms.all.baseAddress.unsafelyUnwrapped + term * words }
    @inline(__always)
    func settled(_ answer: Int) -> UnsafePointer<UInt64> { settled.all.baseAddress.unsafelyUnwrapped + answer * words }
    @inline(__always)
    func provided(_ answer: Int) -> UnsafePointer<UInt64> {
        provided.all.baseAddress.unsafelyUnwrapped + answer * words
    }
    @inline(__always)
    func ruledOut(_ answer: Int) -> UnsafePointer<UInt64> {
        ruledOut.all.baseAddress.unsafelyUnwrapped + answer * words
    }
}
