import TriageEvents

/// What the rules make of one evaluation. Filled anew each time; its lists have room for all there is from the start.
struct Decision: ~Copyable {
    /// Why no category is given.
    enum Block: Sendable {
        case outOfScope, insufficient, retracted, assessmentFailed
    }

    /// What besides the truth values a decision depends on.
    struct Context {
        /// Sources of the submission disagree.
        var hasConflict = false
        /// There is text, and nothing of it or of the answers is about a leg.
        var isOutOfScope = false
        /// The submission was taken back.
        var isRetracted = false
    }

    /// What asked for the priority.
    enum Decider: Equatable {
        /// Index into `DecisionTable.entries`.
        case rule(Int)
        case floor(Int)
        case block
        case conflict
    }

    var category: TriageEvents.Category?
    var status = Status.undetermined
    var priority = Priority.routine
    var disposition = 0
    var decider = Decider.block
    /// Set exactly when there is no category.
    var block: Block?
    private let lists: UnsafeMutablePointer<Int>
    private let entryCount: Int
    private let exceptionCount: Int
    private var trueCount = 0
    private var openCount = 0
    private var appliedCount = 0

    init(entryCount: Int, exceptionCount: Int) {
        self.entryCount = entryCount
        self.exceptionCount = exceptionCount
        lists = .filled(2 * entryCount + exceptionCount, with: 0)
    }

    deinit { lists.deallocate() }

    /// Entries that are true, the most serious first.
    var trueEntries: UnsafeBufferPointer<Int> { UnsafeBufferPointer(start: lists, count: trueCount) }
    /// Entries that are neither true nor false, the most serious first.
    var openEntries: UnsafeBufferPointer<Int> { UnsafeBufferPointer(start: lists + entryCount, count: openCount) }
    /// Exceptions that lifted an entry which would else be true or open.
    var appliedExceptions: UnsafeBufferPointer<Int> {
        UnsafeBufferPointer(start: lists + 2 * entryCount, count: appliedCount)
    }

    /// Forgets the category and the lists.
    mutating func clear() {
        category = nil
        block = nil
        trueCount = 0
        openCount = 0
        appliedCount = 0
    }

    /// Each entry is noted once at most, as true or as open.
    mutating func noteTrue(_ entry: Int) {
        assert(trueCount < entryCount, "entry \(entry) noted twice")
        lists[trueCount] = entry
        trueCount &+= 1
    }

    mutating func noteOpen(_ entry: Int) {
        assert(openCount < entryCount, "entry \(entry) noted twice")
        lists[entryCount &+ openCount] = entry
        openCount &+= 1
    }

    mutating func noteApplied(_ exception: Int) {
        guard !appliedExceptions.contains(exception) else { return }
        lists[2 &* entryCount &+ appliedCount] = exception
        appliedCount &+= 1
    }
}
