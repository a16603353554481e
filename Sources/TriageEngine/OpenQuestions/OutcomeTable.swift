import TriageEvents

/// The decision's category and priority alone, from flat tables: the same rules as `Ruleset.decide`, without its lists.
struct OutcomeTable: Sendable {
    private struct Entry: Sendable {
        let signal: Signal
        let category: Int8
        let priority: Int8
        let floors: Range<Int>
        let lifts: Range<Int>
    }

    private struct Floor: Sendable {
        let priority: Int8
        /// -1: always.
        let signal: Int
        let isNegated: Bool
    }

    private var entries: [Entry] = []
    private var floors: [Floor] = []
    private var lifts: [Signal] = []
    private let outOfScope: Int8
    private let insufficient: Int8
    private let conflict: Int8

    init(_ ruleset: Ruleset) {
        for entry in ruleset.decisions.entries {
            let firstFloor = floors.count
            for floor in entry.floors {
                floors.append(
                    Floor(
                        priority: Int8(floor.priority.rawValue), signal: floor.condition?.index ?? -1,
                        isNegated: floor.condition?.isNegated ?? false))
            }
            let firstLift = lifts.count
            lifts += entry.liftedBy.compactMap { ruleset.decisions.exceptions[$0] }
            entries.append(
                Entry(
                    signal: entry.signal, category: entry.category.map { Int8($0.rawValue) } ?? -1,
                    priority: entry.priority.map { Int8($0.rawValue) } ?? -1, floors: firstFloor..<floors.count,
                    lifts: firstLift..<lifts.count))
        }
        outOfScope = Int8(ruleset.outOfScope.priority.rawValue)
        insufficient = Int8(ruleset.insufficient.priority.rawValue)
        conflict = Int8(ruleset.conflict.priority.rawValue)
    }

    /// Gates must have been evaluated.
    func outcome(of evaluation: Evaluation, _ context: Decision.Context) -> Completion.Outcome {
        var category: Int8 = -1
        var priority: Int8 = -1
        entries.withUnsafeBufferPointer { entries in
            floors.withUnsafeBufferPointer { floors in
                for entry in entries {
                    let truth = evaluation.truth(entry.signal)
                    if truth == false { continue }
                    if !entry.lifts.isEmpty, entry.lifts.contains(where: { evaluation.truth(lifts[$0]) == true }) {
                        continue
                    }
                    if truth == true {
                        category = max(category, entry.category)
                        priority = max(priority, entry.priority)
                        continue
                    }
                    for place in entry.floors {
                        let floor = floors[place]
                        if floor.priority <= priority { break }
                        let holds =
                            floor.signal < 0
                            || evaluation.truth(Signal(floor.signal, isNegated: floor.isNegated)) == true
                        if holds {
                            priority = floor.priority
                            break
                        }
                    }
                }
            }
        }
        if category < 0 { priority = max(priority, context.isOutOfScope ? outOfScope : insufficient) }
        if context.hasConflict { priority = max(priority, conflict) }
        return Completion.Outcome(
            category: category < 0 ? nil : TriageEvents.Category(rawValue: UInt8(category)),
            priority: priority < 0 ? .urgent : Priority(rawValue: UInt8(priority)) ?? .urgent)
    }
}
