/// The terms that can still become true, with what each still asks for. One serves one thread; valid until the next
/// submission.
final class LiveTerms {
    /// Category and priority of the rules that stay true whatever is answered; -1 for none.
    private(set) var secured: (category: Int8, priority: Int8) = (-1, -1)
    private(set) var count = 0
    private let table: OpenQuestionTable
    private let words: Int
    private var capacity = 0
    private var entries: UnsafeMutablePointer<Entry>
    private var missing: UnsafeMutablePointer<UInt64>
    /// Live terms of which something is known already: only these make others needless that did not use to be.
    private var shortened: [Int32] = []
    /// Where a term of the table stands among those that are live; -1: nowhere.
    private let places: UnsafeMutablePointer<Int32>
    private var stuck: [UInt64] = []

    struct Entry {
        let term: Int32
        let level: OpenQuestionTable.Level
        let lifts: UInt64
        let kind: Kind
    }

    enum Kind {
        /// Makes its rule true.
        case rule
        /// Takes a rule's truth away: the rule is true, and so is an exception that lifts it.
        case lifting
        /// Keeps a rule open, and so its floor.
        case floor
    }

    /// A rule that is true, and may be lifted; its lifting terms are that part of the list.
    struct Liftable {
        let level: OpenQuestionTable.Level
        let lifts: UInt64
        var lifting: Range<Int>
    }

    private(set) var liftables: [Liftable] = []

    init(_ table: OpenQuestionTable) {
        self.table = table
        words = table.words
        capacity = max(table.rows.count, 1)
        entries = .allocate(capacity: capacity)
        missing = .allocate(capacity: capacity * max(words, 1))
        places = .filled(capacity, with: -1)
    }

    deinit {
        entries.deallocate()
        missing.deallocate()
        places.deallocate()
    }

    func kind(_ place: Int) -> Kind { entries[place].kind }
    func lifts(_ place: Int) -> UInt64 { entries[place].lifts }
    func level(_ place: Int) -> OpenQuestionTable.Level { entries[place].level }
    func missing(_ place: Int) -> UnsafePointer<UInt64> { UnsafePointer(missing + place * words) }

    /// What a term asks for, or of a lifting one what the exception asks for.
    func copyDecisive(_ place: Int, into set: UnsafeMutablePointer<UInt64>) {
        let term = entries[place].term
        for word in 0..<words {
            set[word] = missing[place * words + word] & (term >= 0 ? table.decisive(Int(term))[word] : ~0)
        }
    }

    func size(_ place: Int) -> Int {
        var size = 0
        for word in 0..<words { size += missing[place * words + word].nonzeroBitCount }
        return size
    }

    func isEmpty(_ place: Int) -> Bool {
        for word in 0..<words where missing[place * words + word] != 0 { return false }
        return true
    }

    /// Collects the terms of all rules that are open, or are true and may be lifted.
    func collect(_ known: KnownLiterals, _ decisions: DecisionTable) {
        for place in 0..<count where entries[place].term >= 0 { places[Int(entries[place].term)] = -1 }
        count = 0
        shortened.removeAll(keepingCapacity: true)
        liftables.removeAll(keepingCapacity: true)
        secured = (-1, -1)
        let evaluation = known.evaluation
        var possibleLifts: UInt64 = 0
        var certainLifts: UInt64 = 0
        for (exception, signal) in decisions.exceptions.enumerated() {
            guard let signal else { continue }
            switch evaluation.truth(signal) {
            case true?: certainLifts |= OpenQuestionCompiler.bit(of: exception)
            case nil: possibleLifts |= OpenQuestionCompiler.bit(of: exception)
            case false?: break
            }
        }
        for place in 0..<table.targets.count {
            let target = table.targets[place]
            let truth = target.entry.map { evaluation.truth(decisions.entries[$0].signal) } ?? nil
            if truth == false || target.lifts & certainLifts != 0 { continue }
            if target.level.priority <= secured.priority, target.level.category <= secured.category { continue }
            if truth == true, target.lifts & possibleLifts == 0 {
                secure(target.level)
                continue
            }
            let first = count
            collect(target, known, possibleLifts, isOpen: truth == nil)
            if truth == true {
                liftables.append(
                    Liftable(level: target.level, lifts: target.lifts & possibleLifts, lifting: first..<count))
            }
        }
    }

    private func secure(_ level: OpenQuestionTable.Level) {
        secured = (max(secured.category, level.category), max(secured.priority, level.priority))
    }

    private func collect(
        _ target: OpenQuestionTable.Target, _ known: KnownLiterals, _ possibleLifts: UInt64, isOpen: Bool
    ) {
        stuck.removeAll(keepingCapacity: true)
        for term in Int(target.terms.first)..<Int(target.terms.end) {
            let row = table.rows[term]
            let parts = table.parts[row.parts]
            if parts.contains(where: { $0.bits & known.isFalse[$0.word] != 0 }) { continue }
            let place = missing + count * words
            var isStuck = false
            var isShortened = false
            var isCertain = true
            for word in 0..<words { place[word] = 0 }
            for part in parts {
                let rest = part.bits & ~known.isTrue[part.word]
                isStuck = isStuck || rest & ~known.isWithinReach[part.word] != 0
                isShortened = isShortened || rest != part.bits
                isCertain = isCertain && rest == 0
                place[part.word] = rest
            }
            if isStuck {
                // Never true, never false: floors hold as long as the rest of it does.
                if !target.floors.isEmpty, row.lifts == target.lifts {
                    for word in 0..<words { stuck.append(place[word] & known.isWithinReach[word]) }
                }
                continue
            }
            let lifts = row.lifts & possibleLifts
            if isCertain, lifts == 0, row.lifts == target.lifts {
                secure(target.level)
                return
            }
            if isShortened { shortened.append(Int32(count)) }
            places[term] = Int32(count)
            let kind = row.lifts == target.lifts ? Kind.rule : .lifting
            append(Entry(term: Int32(term), level: target.level, lifts: lifts, kind: kind))
        }
        if isOpen, !stuck.isEmpty { collectFloors(target, known, possibleLifts) }
    }

    private func append(_ entry: Entry) {
        entries[count] = entry
        count += 1
        guard count == capacity else { return }
        let moreEntries = UnsafeMutablePointer<Entry>.allocate(capacity: 2 * capacity)
        moreEntries.update(from: entries, count: count)
        entries.deallocate()
        entries = moreEntries
        let moreMissing = UnsafeMutablePointer<UInt64>.allocate(capacity: 2 * capacity * max(words, 1))
        moreMissing.update(from: missing, count: count * words)
        missing.deallocate()
        missing = moreMissing
        capacity *= 2
    }

    /// Floors of a rule that no answer can settle: each with what still has to be so for it to stay open.
    private func collectFloors(
        _ target: OpenQuestionTable.Target, _ known: KnownLiterals, _ possibleLifts: UInt64
    ) {
        for place in Int(target.floors.first)..<Int(target.floors.end) {
            let floor = table.floors[place]
            guard floor.priority > secured.priority else { continue }
            if let condition = floor.condition, known.evaluation.truth(condition) == false { continue }
            for term in Int(floor.terms.first)..<Int(floor.terms.end) {
                let asked = table.floorTerm(term)
                for first in stride(from: 0, to: stuck.count, by: words) {
                    var isPossible = true
                    var isCertain = true
                    let place = missing + count * words
                    for word in 0..<words {
                        let rest = asked[word] & ~known.isTrue[word]
                        isPossible = isPossible && asked[word] & known.isFalse[word] == 0
                        isPossible = isPossible && rest & ~known.isWithinReach[word] == 0
                        place[word] = rest | stuck[first + word]
                        isCertain = isCertain && place[word] == 0
                    }
                    guard isPossible else { continue }
                    let level = OpenQuestionTable.Level(category: -1, priority: floor.priority)
                    if isCertain, target.lifts & possibleLifts == 0 {
                        secure(level)
                        return
                    }
                    append(Entry(term: -1, level: level, lifts: target.lifts & possibleLifts, kind: .floor))
                }
            }
        }
    }

    /// Whether another term that asks for at least as much is true wherever this one is.
    func isAbsorbed(_ place: Int, by side: OpenQuestionTable.Level.Side) -> Bool {
        let entry = entries[place]
        if entry.term >= 0 {
            for other in table.absorbers[table.rows[Int(entry.term)].absorbers] {
                let otherPlace = Int(places[Int(other)])
                if otherPlace >= 0, absorbs(otherPlace, place, side) { return true }
            }
        }
        for other in shortened where Int(other) != place && absorbs(Int(other), place, side) { return true }
        return false
    }

    private func absorbs(_ other: Int, _ place: Int, _ side: OpenQuestionTable.Level.Side) -> Bool {
        let (strong, weak) = (entries[other], entries[place])
        let (strongLevel, weakLevel) = (strong.level[side], weak.level[side])
        guard strong.kind == .rule, strongLevel >= weakLevel, strong.lifts & ~weak.lifts == 0 else { return false }
        let follows = weak.term >= 0 ? table.following(Int(weak.term)) : missing(place)
        guard isWithin(other, follows) else { return false }
        if strongLevel > weakLevel || weak.kind != .rule { return true }
        // Of two that come to the same, the first one stays.
        let back = strong.term >= 0 ? table.following(Int(strong.term)) : missing(other)
        return !isWithin(place, back) || strong.lifts != weak.lifts || other < place
    }

    private func isWithin(_ place: Int, _ set: UnsafePointer<UInt64>) -> Bool {
        let own = missing + place * words
        let term = entries[place].term
        guard term < 0 else {
            return table.parts[table.rows[Int(term)].parts].allSatisfy { own[$0.word] & ~set[$0.word] == 0 }
        }
        for word in 0..<words where own[word] & ~set[word] != 0 { return false }
        return true
    }
}
