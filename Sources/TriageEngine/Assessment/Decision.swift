import TriageEvents

/// What the rules make of one evaluation. Filled anew each time; its lists keep their memory.
struct Decision {
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
    /// Entries that are true, the most serious first.
    var trueEntries: [Int] = []
    /// Entries that are neither true nor false, the most serious first.
    var openEntries: [Int] = []
    /// Exceptions that lifted an entry which would else be true or open.
    var appliedExceptions: [Int] = []
}
