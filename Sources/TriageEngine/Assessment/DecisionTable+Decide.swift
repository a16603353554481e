import TriageEvents

extension Ruleset {
    /// Decides from truth values: category, status, priority, disposition. Gates must have been evaluated.
    func decide(_ evaluation: Evaluation, _ context: Decision.Context, into decision: inout Decision) {
        decision.clear()
        var priority: Priority?
        var openCategory: TriageEvents.Category?
        var highest: (entry: Int, floor: DecisionTable.Floor)?
        let (entries, exceptions) = (decisions.entries, decisions.exceptions)
        evaluation.forEachNotFalse(among: entries.count, from: decisions.firstEntrySignal) { index in
            let entry = entries[index]
            if !entry.liftedBy.isEmpty, isLifted(entry, exceptions, evaluation, noting: &decision) { return }
            if evaluation.truth(entry.signal) == true {
                decision.noteTrue(index)
                if decision.category == nil { decision.category = entry.category }
                if let asked = entry.priority, priority.map({ asked > $0 }) ?? true {
                    priority = asked
                    decision.decider = .rule(index)
                    decision.disposition = entry.disposition
                }
            } else {
                decision.noteOpen(index)
                if openCategory == nil { openCategory = entry.category }
                if !entry.floors.isEmpty, let floor = floor(of: entry, evaluation),
                    highest.map({ floor.priority > $0.floor.priority }) ?? true
                {
                    highest = (index, floor)
                }
            }
        }
        if decision.category == nil {
            let block: Decision.Block =
                context.isRetracted ? .retracted : context.isOutOfScope ? .outOfScope : .insufficient
            decision.block = block
            let outcome = outcome(of: block)
            if priority.map({ outcome.priority >= $0 }) ?? true {
                priority = outcome.priority
                decision.decider = .block
                decision.disposition = outcome.disposition
            }
        }
        // Floors come after all rules: a rule that is true and asks for as much names the disposition.
        if let highest, priority.map({ highest.floor.priority > $0 }) ?? true {
            priority = highest.floor.priority
            decision.decider = .floor(highest.entry)
            decision.disposition = highest.floor.disposition
        }
        if context.hasConflict, priority.map({ conflict.priority > $0 }) ?? true {
            priority = conflict.priority
            decision.decider = .conflict
            decision.disposition = conflict.disposition
        }
        decision.priority = priority ?? .urgent
        if let category = decision.category {
            decision.status = openCategory.map { $0 > category } ?? false ? .provisional : .established
        } else {
            decision.status = .undetermined
        }
    }

    /// The highest floor of an entry that applies.
    func floor(of entry: DecisionTable.Entry, _ evaluation: Evaluation) -> DecisionTable.Floor? {
        for floor in entry.floors {
            guard let condition = floor.condition else { return floor }
            if evaluation.truth(condition) == true { return floor }
        }
        return nil
    }

    func outcome(of block: Decision.Block) -> UndeterminedOutcome {
        switch block {
        case .outOfScope: outOfScope
        case .insufficient: insufficient
        case .retracted: retracted
        case .assessmentFailed: assessmentFailed
        }
    }

    private func isLifted(
        _ entry: DecisionTable.Entry, _ exceptions: [Signal?], _ evaluation: Evaluation, noting decision: inout Decision
    ) -> Bool {
        var isLifted = false
        for exception in entry.liftedBy {
            guard let signal = exceptions[exception], evaluation.truth(signal) == true else { continue }
            isLifted = true
            decision.noteApplied(exception)
        }
        return isLifted
    }
}
