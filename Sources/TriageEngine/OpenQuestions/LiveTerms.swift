/// The terms that can still become true, with what each still asks for. One serves one thread; valid until the next
/// submission.
final class LiveTerms {
    /// Category and priority of the rules that stay true whatever is answered; -1 for none.
    private(set) var secured = OpenQuestionTable.Level.none
    /// Rules that are true, and may be lifted.
    var liftables: UnsafeBufferPointer<Liftable> { liftableList.all }
    private let table: OpenQuestionTable
    private let outOfQuestion: LiteralFlags
    /// Of the target at hand.
    private let own: TargetLiterals
    private var entries: GrowingList<Entry>
    private var literals: GrowingList<Int32>
    private var liftableList: GrowingList<Liftable>
    /// The targets of rules that are not false and not lifted, and what those ask for that stay true, to the last one.
    private var standing: GrowingList<Int>
    private var standingLevel = OpenQuestionTable.Level.none
    /// Exceptions that answers may make true, and those that are true.
    private var possibleLifts: UInt64 = 0
    private var certainLifts: UInt64 = 0
    /// What answers can still provide of the terms of one target that never become true, none twice.
    private var remainders: GrowingList<Remainder>
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
        /// The signatures of that.
        let signature: UInt64
        /// The questions that touch it, all words of questions together.
        let touching: UInt64
    }

    enum Kind {
        /// Makes its rule true.
        case rule
        /// Takes a rule's truth away: the rule is true, and so is an exception that lifts it.
        case lifting
        /// Keeps a rule open, and so its floor.
        case floor
    }

    private struct Remainder {
        /// The first term that it is left of.
        let term: Int
        /// Part of `remainderLiterals`.
        let literals: PlainRun
    }

    /// A rule that is true, and may be lifted; its terms are that part of the list.
    struct Liftable {
        let level: OpenQuestionTable.Level
        let entries: PlainRun
    }

    init(_ table: OpenQuestionTable) {
        self.table = table
        outOfQuestion = LiteralFlags(wordCount: table.words)
        own = TargetLiterals(table)
        entries = GrowingList(capacity: max(table.rows.count, 1))
        literals = GrowingList(capacity: table.words * 64)
        standing = GrowingList(capacity: max(table.signals.count, 1))
        liftableList = GrowingList(capacity: max(table.signals.count, 1))
        remainders = GrowingList(capacity: TermExpansion.limit)
        remainderLiterals = GrowingList(capacity: TermExpansion.limit)
    }

    var count: Int { entries.count }
    @inline(__always)
    subscript(place: Int) -> Entry { entries[place] }
    /// All entries, by their places.
    var all: UnsafeBufferPointer<Entry> { entries.all }

    /// What an entry still asks for, given by its `missing`: literals, none twice.
    @inline(__always)
    func missing(_ run: PlainRun) -> UnsafeBufferPointer<Int32> { literals[run] }

    /// Collects the terms of all rules that are open, or are true and may be lifted.
    func collect(_ known: KnownLiterals) {
        entries.removeAll()
        literals.removeAll()
        liftableList.removeAll()
        secured = .none
        let evaluation = known.evaluation
        noteLifts(evaluation)
        noteStanding(evaluation)
        if table.highest.isWithin(standingLevel) {
            // Nothing is left to find.
            secured = standingLevel
            return
        }
        outOfQuestion.fill { known.outOfQuestion($0) }
        for place in standing.all {
            let target = table.targets[place]
            let isTrue = evaluation.truth(table.signals[place]) == true
            if isTrue, target.lifts & possibleLifts == 0 {
                secured = secured.joined(with: target.level)
                continue
            }
            if isNeedless(target) { continue }
            let first = entries.count
            let isCertain = collectTerms(of: target, known)
            if isTrue {
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

    /// Notes the rules that are not false and not lifted, and what those of them ask for together that stay true.
    private func noteStanding(_ evaluation: Evaluation) {
        standing.removeAll()
        standingLevel = .none
        for place in 0..<table.signals.count {
            let truth = evaluation.truth(table.signals[place])
            if truth == false { continue }
            let target = table.targets[place]
            if target.lifts & certainLifts != 0 { continue }
            standing.append(place)
            if truth == true, target.lifts & possibleLifts == 0 {
                standingLevel = standingLevel.joined(with: target.level)
            }
        }
    }

    /// Whether a rule asks for nothing beyond what is secured, or neither it nor a floor of it for more than the rules
    /// after it will secure.
    @inline(__always)
    private func isNeedless(_ target: OpenQuestionTable.Target) -> Bool {
        if target.level.isWithin(secured) { return true }
        let coming = secured.joined(with: standingLevel)
        return target.level.isWithin(coming)
            && table.floors[target.floors].allSatisfy { $0.priority <= coming.priority }
    }

    /// Appends the live terms of a rule; true when one of them is true whatever is answered.
    private func collectTerms(of target: OpenQuestionTable.Target, _ known: KnownLiterals) -> Bool {
        let own = own
        own.take(target, known, outOfQuestion)
        var isCertain = false
        own.forEachPossible(target.terms) { term, isShortened in
            var draft = Draft(first: literals.count)
            own.forEachOpen(term) { add($0, to: &draft) }
            isCertain = append(term, draft, isShortened: isShortened, of: target)
            return !isCertain
        }
        return isCertain
    }

    /// Appends the live terms that several rules have in common.
    private func collectShared(_ known: KnownLiterals) {
        table.shared.forEach(askingForNoneOf: { known.outOfQuestion($0) }) { place in
            let term = table.firstShared &+ place
            let target = table.targets[Int(table.rows[term].target)]
            guard !target.level.isWithin(secured), target.lifts & certainLifts == 0 else { return }
            let asked = table.termLiterals[table.rows[term].asked]
            var draft = Draft(first: literals.count)
            for literal in asked where !known.isTrue.contains(Int(literal)) { add(literal, to: &draft) }
            _ = append(term, draft, isShortened: literals.count &- draft.first < asked.count, of: target)
        }
    }

    /// An entry while what it still asks for is appended to `literals`.
    private struct Draft {
        let first: Int
        var signature: UInt64 = 0
        var touching: UInt64 = 0
    }

    @inline(__always)
    private func add(_ literal: Int32, to draft: inout Draft) {
        literals.append(literal)
        draft.signature |= LiteralSpace.signature(of: Int(literal))
        draft.touching |= table.touchingSignatures[Int(literal)]
    }

    /// Appends a live term; one that is true whatever is answered secures its target's level instead, and gives true.
    @inline(__always)
    private func append(
        _ term: Int, _ draft: Draft, isShortened: Bool, of target: OpenQuestionTable.Target
    ) -> Bool {
        let row = table.rows[term]
        let lifts = row.lifts & possibleLifts
        if literals.count == draft.first, lifts == 0, row.isOwn {
            secured = secured.joined(with: target.level)
            return true
        }
        entries.append(
            Entry(
                term: Int32(truncatingIfNeeded: term), level: target.level, kind: row.isOwn ? .rule : .lifting,
                isShortened: isShortened, lifts: lifts, missing: literals.run(from: draft.first),
                signature: draft.signature, touching: draft.touching))
        return false
    }

    /// Whether answers can make all of it true.
    @inline(__always)
    private func isPossible(_ asked: UnsafeBufferPointer<Int32>) -> Bool {
        let isOut = outOfQuestion.flags
        for literal in asked where isOut[Int(literal)] != 0 { return false }
        return true
    }

    // Floors

    /// Floors of a rule that no answer can settle: each with what still has to be so for it to stay open.
    private func collectFloors(of target: OpenQuestionTable.Target, _ known: KnownLiterals) {
        let floors = table.floors[target.floors]
        guard floors.contains(where: { mayRaise($0, known) }) else { return }
        remainders.removeAll()
        remainderLiterals.removeAll()
        own.takeFalse(known)
        for term in target.terms.range where own.isNeverSettled(term) && table.rows[term].isOwn {
            noteRemainder(of: term)
        }
        guard remainders.count > 0 else { return }
        for floor in floors where mayRaise(floor, known) {
            for row in table.floorRows[floor.terms] where isPossible(table.floorLiterals[row]) {
                if append(floor, table.floorLiterals[row], of: target, known) { return }
            }
        }
    }

    private func mayRaise(_ floor: OpenQuestionTable.Floor, _ known: KnownLiterals) -> Bool {
        floor.priority > max(secured.priority, standingLevel.priority)
            && floor.condition.map { known.evaluation.truth($0) != false } ?? true
    }

    /// Notes what answers can provide of a term that is never true and never false: floors hold as long as the rest of
    /// it does.
    private func noteRemainder(of term: Int) {
        for other in remainders.all where isSame(other, asOf: term) { return }
        let first = remainderLiterals.count
        own.forEachOpen(term) { remainderLiterals.append($0) }
        remainders.append(Remainder(term: term, literals: remainderLiterals.run(from: first)))
    }

    private func isSame(_ remainder: Remainder, asOf term: Int) -> Bool {
        for word in 0..<own.words where own.open(remainder.term, word) != own.open(term, word) { return false }
        return true
    }

    /// Appends a floor with each of the remainders; one that holds whatever is answered is secured instead, and gives
    /// true.
    private func append(
        _ floor: OpenQuestionTable.Floor, _ asked: UnsafeBufferPointer<Int32>, of target: OpenQuestionTable.Target,
        _ known: KnownLiterals
    ) -> Bool {
        let level = OpenQuestionTable.Level(category: -1, priority: floor.priority)
        let lifts = target.lifts & possibleLifts
        for remainder in remainders.all {
            var draft = Draft(first: literals.count)
            for literal in asked where !known.isTrue.contains(Int(literal)) { add(literal, to: &draft) }
            for literal in remainderLiterals[remainder.literals] where !asked.contains(literal) {
                add(literal, to: &draft)
            }
            let missing = literals.run(from: draft.first)
            if missing.isEmpty, lifts == 0 {
                secured = secured.joined(with: level)
                return true
            }
            entries.append(
                Entry(
                    term: -1, level: level, kind: .floor, isShortened: false, lifts: lifts, missing: missing,
                    signature: draft.signature, touching: draft.touching))
        }
        return false
    }
}
