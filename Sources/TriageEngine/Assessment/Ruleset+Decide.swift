import TriageEvents

extension Ruleset {
    /// Decides from truth values: category, status, priority, disposition. Gates must have been evaluated.
    func decide(_ evaluation: Evaluation, _ context: Decision.Context, into decision: inout Decision) {
        decision.clear()
        var asked: Urgency?
        var openCategory: TriageEvents.Category?
        var highest: (entry: Int, floor: DecisionTable.Floor)?
        let (entries, exceptions) = (decisions.entries, decisions.exceptions)
        evaluation.forEachNotFalse(among: entries.count, from: decisions.firstEntrySignal) { index in
            let entry = entries[index]
            if !entry.liftedBy.isEmpty, isLifted(entry, exceptions, evaluation, noting: &decision) { return }
            if evaluation.truth(entry.signal) == true {
                decision.noteTrue(index)
                if decision.category == nil { decision.category = entry.category }
                if let urgency = entry.urgency, asked.map({ urgency > $0 }) ?? true {
                    asked = urgency
                    decision.decider = .rule(index)
                    decision.disposition = entry.disposition
                }
            } else {
                decision.noteOpen(index)
                if openCategory == nil { openCategory = entry.category }
                if !entry.floors.isEmpty, let floor = floor(of: entry, evaluation),
                    highest.map({ floor.urgency > $0.floor.urgency }) ?? true
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
            let urgency = dispositions.urgency(outcome.priority, outcome.disposition)
            if asked.map({ urgency >= $0 }) ?? true {
                asked = urgency
                decision.decider = .block
                decision.disposition = outcome.disposition
            }
        }
        // Floors come after all rules: a rule that is true and asks for as much names the disposition.
        if let highest, asked.map({ highest.floor.urgency > $0 }) ?? true {
            asked = highest.floor.urgency
            decision.decider = .floor(highest.entry)
            decision.disposition = highest.floor.disposition
        }
        if context.hasConflict {
            let urgency = dispositions.urgency(conflict.priority, conflict.disposition)
            if asked.map({ urgency > $0 }) ?? true {
                asked = urgency
                decision.decider = .conflict
                decision.disposition = conflict.disposition
            }
        }
        decision.priority = asked?.priority ?? .urgent
        if let category = decision.category {
            decision.status = openCategory.map { $0 > category } ?? false ? .provisional : .established
        } else {
            decision.status = .undetermined
        }
    }

    /// The most urgent floor of an entry that applies.
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

    /// Whether an exception takes the entry out. It counts as applied only where that changes something: the entry is
    /// true, or one of its floors holds.
    private func isLifted(
        _ entry: DecisionTable.Entry, _ exceptions: [Signal?], _ evaluation: Evaluation, noting decision: inout Decision
    ) -> Bool {
        func holds(_ exception: Int) -> Bool {
            exceptions[exception].map { evaluation.truth($0) == true } ?? false
        }
        guard entry.liftedBy.contains(where: holds) else { return false }
        if evaluation.truth(entry.signal) == true || floor(of: entry, evaluation) != nil {
            for exception in entry.liftedBy where holds(exception) { decision.noteApplied(exception) }
        }
        return true
    }
}
