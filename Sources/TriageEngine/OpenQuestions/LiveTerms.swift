/// The terms that can still become true, with what each still asks for. One serves one thread; valid until the next
/// submission.
final class LiveTerms {
    /// Category and priority of the rules that stay true whatever is answered; -1 for none.
    private(set) var secured = OpenQuestionTable.Level.none
    /// Rules that are true, and may be lifted.
    var liftables: UnsafeBufferPointer<Liftable> { liftableList.all }
    private let table: OpenQuestionTable
    private let words: Int
    private var entries: GrowingList<Entry>
    private var literals: GrowingList<Int32>
    private var liftableList: GrowingList<Liftable>
    /// Terms that a false literal rules out; these, and those that ask for what no answer can provide. A bit a term.
    private let isRefuted: UnsafeMutablePointer<UInt64>
    private let isDead: UnsafeMutablePointer<UInt64>
    /// The next live term from where the search is.
    private var cursor = 0
    /// Exceptions that answers may make true, and those that are true.
    private var possibleLifts: UInt64 = 0
    private var certainLifts: UInt64 = 0
    private var outOfQuestion: GrowingList<Int32>
    /// What answers can still provide of the terms of one target that never become true, none twice; parts of
    /// `remainderLiterals`.
    private var remainders: GrowingList<PlainRun>
    private var remainderLiterals: GrowingList<Int32>

    struct Entry {
        /// -1: a floor.
        let term: Int32
        let level: OpenQuestionTable.Level
        let kind: Kind
        /// Something of it is known already.
        let isShortened: Bool
        let lifts: UInt64
        /// What it still asks for.
        let missing: PlainRun
    }

    enum Kind {
        /// Makes its rule true.
        case rule
        /// Takes a rule's truth away: the rule is true, and so is an exception that lifts it.
        case lifting
        /// Keeps a rule open, and so its floor.
        case floor
    }

    /// A rule that is true, and may be lifted; its terms are that part of the list.
    struct Liftable {
        let level: OpenQuestionTable.Level
        let entries: PlainRun
    }

    init(_ table: OpenQuestionTable) {
        self.table = table
        words = table.words
        entries = GrowingList(capacity: max(table.rows.count, 1))
        literals = GrowingList(capacity: words * 64)
        liftableList = GrowingList(capacity: max(table.ruleTargetCount, 1))
        isRefuted = .filled(table.terms.wordCount, with: 0)
        isDead = .filled(table.terms.wordCount, with: 0)
        outOfQuestion = GrowingList(capacity: words * 64)
        remainders = GrowingList(capacity: TermExpansion.limit)
        remainderLiterals = GrowingList(capacity: TermExpansion.limit)
    }

    deinit {
        isRefuted.deallocate()
        isDead.deallocate()
    }

    var count: Int { entries.count }
    @inline(__always)
    subscript(place: Int) -> Entry { entries[place] }

    /// What an entry still asks for: literals, none twice.
    @inline(__always)
    func missing(_ entry: Entry) -> UnsafeBufferPointer<Int32> { literals[entry.missing] }

    /// Collects the terms of all rules that are open, or are true and may be lifted.
    func collect(_ known: KnownLiterals) {
        entries.removeAll()
        literals.removeAll()
        liftableList.removeAll()
        secured = .none
        let evaluation = known.evaluation
        noteLifts(evaluation)
        guard !secureHighest(evaluation) else { return }
        ruleOutTerms(known)
        for place in 0..<table.ruleTargetCount {
            let target = table.targets[place]
            if target.level.isWithin(secured) || target.lifts & certainLifts != 0 { continue }
            let truth = target.signal.map { evaluation.truth($0) } ?? nil
            if truth == false { continue }
            if truth == true, target.lifts & possibleLifts == 0 {
                secured = secured.joined(with: target.level)
                continue
            }
            let first = entries.count
            let isCertain = collectTerms(of: target, known)
            if truth == true {
                liftableList.append(Liftable(level: target.level, entries: entries.run(from: first)))
            } else if !isCertain, !target.floors.isEmpty {
                collectFloors(of: target, known)
            }
        }
        collectShared(known)
    }

    private func noteLifts(_ evaluation: Evaluation) {
        (possibleLifts, certainLifts) = (0, 0)
        for exception in table.exceptions.all {
            switch evaluation.truth(exception.signal) {
            case true?: certainLifts |= exception.bit
            case nil: possibleLifts |= exception.bit
            case false?: break
            }
        }
    }

    /// Whether a rule that asks for as much as any is true whatever is answered: then nothing is left to find.
    private func secureHighest(_ evaluation: Evaluation) -> Bool {
        for place in 0..<table.ruleTargetCount {
            let target = table.targets[place]
            guard table.highest.isWithin(target.level) else { break }
            guard target.lifts & (possibleLifts | certainLifts) == 0, let signal = target.signal,
                evaluation.truth(signal) == true
            else { continue }
            secured = target.level
            return true
        }
        return false
    }

    /// Finds the terms that cannot become true.
    private func ruleOutTerms(_ known: KnownLiterals) {
        isRefuted.update(repeating: 0, count: table.terms.wordCount)
        let asked = table.askedByAny
        outOfQuestion.removeAll()
        for word in 0..<words { outOfQuestion.append(asked[word] & known.isFalse[word], ofWord: word) }
        table.terms.join(outOfQuestion.all, and: isRefuted, into: isRefuted)
        outOfQuestion.removeAll()
        for word in 0..<words {
            let unknown = asked[word] & ~(known.isTrue[word] | known.isFalse[word])
            outOfQuestion.append(unknown & ~known.isWithinReach[word], ofWord: word)
        }
        table.terms.join(outOfQuestion.all, and: isRefuted, into: isDead)
        cursor = table.terms.next(from: 0, notIn: isDead)
    }

    /// Appends the live terms of a rule; true when one of them is true whatever is answered.
    private func collectTerms(of target: OpenQuestionTable.Target, _ known: KnownLiterals) -> Bool {
        if cursor < target.terms.first {
            cursor = table.terms.next(from: Int(target.terms.first), notIn: isDead)
        }
        while cursor < target.terms.end {
            let isCertain = append(cursor, table.rows[cursor], of: target, known)
            cursor = table.terms.next(from: cursor + 1, notIn: isDead)
            if isCertain { return true }
        }
        return false
    }

    /// Appends the live terms that several rules have in common.
    private func collectShared(_ known: KnownLiterals) {
        // Else what is left are the terms of rules that are false, lifted or secured.
        guard table.ruleTargetCount < table.targets.count else { return }
        let first = Int(table.targets[table.ruleTargetCount].terms.first)
        if cursor < first { cursor = table.terms.next(from: first, notIn: isDead) }
        while cursor < table.rows.count {
            let row = table.rows[cursor]
            let target = table.targets[Int(row.target)]
            if !target.level.isWithin(secured), target.lifts & certainLifts == 0 {
                _ = append(cursor, row, of: target, known)
            }
            cursor = table.terms.next(from: cursor + 1, notIn: isDead)
        }
    }

    /// Appends a live term; one that is true whatever is answered secures its target's level instead, and gives true.
    private func append(
        _ term: Int, _ row: OpenQuestionTable.TermRow, of target: OpenQuestionTable.Target, _ known: KnownLiterals
    ) -> Bool {
        let first = literals.count
        let asked = table.asked(term)
        for word in 0..<words { literals.append(asked[word] & ~known.isTrue[word], ofWord: word) }
        let missing = literals.run(from: first)
        let lifts = row.lifts & possibleLifts
        if missing.isEmpty, lifts == 0, row.isOwn {
            secured = secured.joined(with: target.level)
            return true
        }
        entries.append(
            Entry(
                term: Int32(truncatingIfNeeded: term), level: target.level, kind: row.isOwn ? .rule : .lifting,
                isShortened: missing.count < Int(row.size), lifts: lifts, missing: missing))
        return false
    }

    // Floors

    /// Floors of a rule that no answer can settle: each with what still has to be so for it to stay open.
    private func collectFloors(of target: OpenQuestionTable.Target, _ known: KnownLiterals) {
        remainders.removeAll()
        remainderLiterals.removeAll()
        var term = table.terms.next(from: Int(target.terms.first), notIn: isRefuted)
        while term < target.terms.end {
            // Never true, never false: floors hold as long as the rest of it does.
            if table.rows[term].isOwn, isDead.contains(term) { noteRemainder(of: term, known) }
            term = table.terms.next(from: term + 1, notIn: isRefuted)
        }
        guard remainders.count > 0 else { return }
        for floor in table.floors[target.floors] where floor.priority > secured.priority {
            if let condition = floor.condition, known.evaluation.truth(condition) == false { continue }
            for row in table.floorRows[floor.terms] where isPossible(table.floorLiterals[row], known) {
                if append(floor, table.floorLiterals[row], of: target, known) { return }
            }
        }
    }

    private func noteRemainder(of term: Int, _ known: KnownLiterals) {
        let first = remainderLiterals.count
        let asked = table.asked(term)
        for word in 0..<words {
            let provided = known.isWithinReach[word] & ~known.isTrue[word]
            remainderLiterals.append(asked[word] & provided, ofWord: word)
        }
        let run = remainderLiterals.run(from: first)
        let isKnown = remainders.all.contains { other in
            other.count == run.count && zip(remainderLiterals[other], remainderLiterals[run]).allSatisfy(==)
        }
        if isKnown { remainderLiterals.removeLast(run.count) } else { remainders.append(run) }
    }

    /// Whether answers can make all of it true.
    private func isPossible(_ asked: UnsafeBufferPointer<Int32>, _ known: KnownLiterals) -> Bool {
        for literal in asked {
            let literal = Int(literal)
            if known.isFalse.contains(literal) { return false }
            if !known.isTrue.contains(literal), !known.isWithinReach.contains(literal) { return false }
        }
        return true
    }

    /// Appends a floor with each of the remainders; one that holds whatever is answered is secured instead, and gives true.
    private func append(
        _ floor: OpenQuestionTable.Floor, _ asked: UnsafeBufferPointer<Int32>, of target: OpenQuestionTable.Target,
        _ known: KnownLiterals
    ) -> Bool {
        let level = OpenQuestionTable.Level(category: -1, priority: floor.priority)
        let lifts = target.lifts & possibleLifts
        for remainder in remainders.all {
            let first = literals.count
            for literal in asked where !known.isTrue.contains(Int(literal)) { literals.append(literal) }
            for literal in remainderLiterals[remainder] where !asked.contains(literal) { literals.append(literal) }
            let missing = literals.run(from: first)
            if missing.isEmpty, lifts == 0 {
                secured = secured.joined(with: level)
                return true
            }
            entries.append(
                Entry(term: -1, level: level, kind: .floor, isShortened: false, lifts: lifts, missing: missing))
        }
        return false
    }
}
