/// The truth values of one submission: findings as settled, and what every gate makes of them.
///
/// Memory is taken once; one evaluation serves a thread for all its submissions.
final class Evaluation {
    /// How many words the bits of all findings take.
    let wordCount: Int
    let numberCount: Int
    /// Bit of a finding set: it is present; or it is absent; neither: unknown. Never both.
    let isTrue: UnsafeMutablePointer<UInt64>
    let isFalse: UnsafeMutablePointer<UInt64>
    /// Findings that something speaks of without saying.
    let doubted: UnsafeMutablePointer<UInt64>
    /// Interval of each number; the whole possible range while it is unknown.
    let lows: UnsafeMutablePointer<Double>
    let highs: UnsafeMutablePointer<Double>
    private let unknownLows: UnsafeMutablePointer<Double>
    private let unknownHighs: UnsafeMutablePointer<Double>
    /// Each signal's truth as it is and then negated, by `Signal.place`; of findings as they were when gates were
    /// evaluated.
    private let truths: UnsafeMutablePointer<UInt8>
    private let findingCount: Int
    /// Whether gates that ask for doubts, or that compare each number, may be otherwise than while nothing is known:
    /// the others are not looked at again.
    private var hasDoubts = true
    private let hasNumber: UnsafeMutablePointer<Bool>
    /// What `restore` puts back; none twice, since a step is taken once.
    private var keptTruths = GrowingList<KeptTruths>(capacity: 64)
    /// By four bits.
    private let changes: PlainList<UInt64>
    let schedule: GateSchedule
    private let gates: PlainList<Gate>
    private let parts: PlainList<Signal>
    private let scoreItems: PlainList<Circuit.ScoreItem>
    private let itemsOfScore: PlainList<PlainRun>

    private struct KeptTruths {
        let place: Int32
        /// The signal's and its negation's as they stand in memory.
        let truths: UInt16
    }

    init(circuit: Circuit, numbers: [NumberFact]) {
        findingCount = circuit.findingCount
        wordCount = max((circuit.findingCount + 63) / 64, 1)
        numberCount = numbers.count
        isTrue = .filled(wordCount, with: 0)
        isFalse = .filled(wordCount, with: 0)
        doubted = .filled(wordCount, with: 0)
        lows = .filled(numberCount, with: 0)
        highs = .filled(numberCount, with: 0)
        unknownLows = .filled(numberCount, with: 0)
        unknownHighs = .filled(numberCount, with: 0)
        for (index, number) in numbers.enumerated() {
            unknownLows[index] = number.minimum
            unknownHighs[index] = number.maximum
        }
        changes = PlainList((0..<16).map { Self.change($0) })
        schedule = GateSchedule(circuit, numbers: numbers)
        hasNumber = .filled(numbers.count, with: true)
        // Signals are looked over four at a time: six bytes beyond the last one are read.
        truths = .filled(schedule.truthCount + 8, with: Truth.unknown)
        gates = PlainList(circuit.gates)
        parts = PlainList(circuit.parts)
        var items: [Circuit.ScoreItem] = []
        itemsOfScore = PlainList(circuit.scoreItems.map { items.appendRun($0) })
        scoreItems = PlainList(items)
        reset()
    }

    deinit {
        isTrue.deallocate()
        isFalse.deallocate()
        doubted.deallocate()
        lows.deallocate()
        highs.deallocate()
        unknownLows.deallocate()
        unknownHighs.deallocate()
        truths.deallocate()
        hasNumber.deallocate()
        changes.deallocate()
        schedule.deallocate()
        gates.deallocate()
        parts.deallocate()
        scoreItems.deallocate()
        itemsOfScore.deallocate()
    }

    /// Makes everything unknown.
    func reset() {
        for word in 0..<wordCount {
            isTrue[word] = 0
            isFalse[word] = 0
            doubted[word] = 0
        }
        lows.update(from: unknownLows, count: numberCount)
        highs.update(from: unknownHighs, count: numberCount)
    }

    /// Takes some findings (a bit each), whose gates have been evaluated, for unknown, and evaluates again what rests
    /// on them. The findings themselves stay as they are, and `restore` makes the signals what they were.
    func retract(_ findings: UnsafePointer<UInt64>, _ dependents: borrowing GateDependents) {
        dependents.begin()
        for word in 0..<wordCount {
            var bits = findings[word] & (isTrue[word] | isFalse[word])
            while bits != 0 {
                let finding = word &* 64 &+ bits.trailingZeroBitCount
                keep(Int32(truncatingIfNeeded: 2 &* finding))
                (truths + 2 &* finding).update(repeating: Truth.unknown, count: 2)
                dependents.add(finding)
                bits &= bits &- 1
            }
        }
        let asksForDoubts = hasDoubts
        for stage in schedule.stages.all {
            dependents.forEach(.pair, in: stage.pairs) { step in
                keep(schedule.pairs[step].result.place)
                evaluate(schedule.pairs[step])
            }
            dependents.forEach(.join, in: stage.joins) { step in
                keep(schedule.joins[step].result.place)
                evaluate(schedule.joins[step])
            }
            dependents.forEach(.other, in: stage.others) { step in
                keep(schedule.others[step].result.place)
                evaluate(schedule.others[step])
            }
            guard asksForDoubts else { continue }
            dependents.forEach(.doubt, in: stage.doubts) { step in
                keep(schedule.doubts[step].result.place)
                evaluate(schedule.doubts[step])
            }
        }
    }

    /// Undoes what `retract` did, if it was called since the last time.
    func restore() {
        let memory = UnsafeMutableRawPointer(truths)
        for kept in keptTruths.all {
            memory.storeBytes(of: kept.truths, toByteOffset: Int(kept.place), as: UInt16.self)
        }
        keptTruths.removeAll()
    }

    /// Keeps what a signal and its negation are before they change.
    @inline(__always)
    private func keep(_ place: Int32) {
        let truths = UnsafeRawPointer(truths).load(fromByteOffset: Int(place), as: UInt16.self)
        keptTruths.append(KeptTruths(place: place, truths: truths))
    }

    @inline(__always)
    func isNumberUnknown(_ number: Int) -> Bool {
        lows[number] == unknownLows[number] && highs[number] == unknownHighs[number]
    }

    func unknownLow(_ number: Int) -> Double { unknownLows[number] }
    func unknownHigh(_ number: Int) -> Double { unknownHighs[number] }

    @inline(__always)
    func set(_ finding: Int, _ state: FindingState) {
        let bit = UInt64(1) &<< UInt64(truncatingIfNeeded: finding)
        let word = finding &>> 6
        isTrue[word] = state == .present ? isTrue[word] | bit : isTrue[word] & ~bit
        isFalse[word] = state == .absent ? isFalse[word] | bit : isFalse[word] & ~bit
    }

    @inline(__always)
    func state(_ finding: Int) -> FindingState {
        let bit = UInt64(1) &<< UInt64(truncatingIfNeeded: finding)
        if isTrue[finding &>> 6] & bit != 0 { return .present }
        return isFalse[finding &>> 6] & bit != 0 ? .absent : .unknown
    }

    @inline(__always)
    func isDoubted(_ finding: Int) -> Bool {
        doubted.contains(finding)
    }

    /// True, false or (nil) unknown, as of the last time that gates were evaluated.
    @inline(__always)
    func truth(_ signal: Signal) -> Bool? {
        switch truths[Int(signal.place)] {
        case Truth.isFalse: false
        case Truth.isTrue: true
        default: nil
        }
    }

    /// Calls the closure with the place of each signal of a row that is not false, counted from the row's first, in
    /// their order. Nearly all rules are false.
    @inline(__always)
    func forEachNotFalse(among count: Int, from first: Int, _ body: (Int) -> Void) {
        let row = UnsafeRawPointer(truths + 2 &* first)
        var start = 0
        while start < count {
            // Every second byte is a signal's own.
            let four = row.loadUnaligned(fromByteOffset: 2 &* start, as: UInt64.self) & 0x00FF_00FF_00FF_00FF
            var rest = UInt64(littleEndian: four)
            while rest != 0 {
                let lane = rest.trailingZeroBitCount &>> 4
                guard start &+ lane < count else { return }
                body(start &+ lane)
                rest &= ~0 &<< UInt64(truncatingIfNeeded: lane &* 16 &+ 15)
            }
            start &+= 4
        }
    }

    /// Evaluates all gates.
    func evaluateGates() {
        spreadFindings()
        compareNumbers()
        let isAnyDoubted = isAnyDoubted
        let asksForDoubts = isAnyDoubted || hasDoubts
        hasDoubts = isAnyDoubted
        for stage in schedule.stages.all {
            for pair in schedule.pairs[stage.pairs] { evaluate(pair) }
            for join in schedule.joins[stage.joins] { evaluate(join) }
            for other in schedule.others[stage.others] { evaluate(other) }
            guard asksForDoubts else { continue }
            for doubt in schedule.doubts[stage.doubts] { evaluate(doubt) }
        }
    }

    @inline(__always)
    private func evaluate(_ pair: GateSchedule.Pair) {
        put(max(truths[Int(pair.first)], truths[Int(pair.second)]), pair.result)
    }

    @inline(__always)
    private func evaluate(_ join: GateSchedule.Join) {
        put(max(truths[Int(join.first)], truths[Int(join.second)], truths[Int(join.third)]), join.result)
    }

    @inline(__always)
    private func evaluate(_ other: GateSchedule.Other) {
        put(truth(of: gates[Int(other.gate)]), other.result)
    }

    @inline(__always)
    private func put(_ truth: UInt8, _ result: GateSchedule.Result) {
        UnsafeMutableRawPointer(truths).storeBytes(
            of: result.truths(truth).littleEndian, toByteOffset: Int(result.place), as: UInt16.self)
    }

    /// Low and high bound of a score.
    func bounds(ofScore score: Int) -> (low: Double, high: Double) {
        var low = 0.0
        var high = 0.0
        for item in items(ofScore: score) {
            switch truth(item.signal) {
            case true?:
                low += item.points
                high += item.points
            case nil: high += item.points
            case false?: break
            }
        }
        return (low, high)
    }

    func items(ofScore score: Int) -> UnsafeBufferPointer<Circuit.ScoreItem> { scoreItems[itemsOfScore[score]] }

    /// Puts the findings' truths, two bits each, among those of all signals, where each takes two bytes.
    private func spreadFindings() {
        let target = UnsafeMutableRawPointer(truths)
        var first = 0
        for word in 0..<wordCount {
            var (present, absent) = (isTrue[word], isFalse[word])
            let end = min(first &+ 64, findingCount)
            while first &+ 4 <= end {
                let four =
                    0x0101_0101_0101_0101 &+ changes[Int(truncatingIfNeeded: present & 0xF)]
                    &- changes[Int(truncatingIfNeeded: absent & 0xF)]
                target.storeBytes(of: four.littleEndian, toByteOffset: 2 &* first, as: UInt64.self)
                (present, absent) = (present &>> 4, absent &>> 4)
                first &+= 4
            }
            // Behind the last finding stand gates, some of which are not evaluated again.
            while first < end {
                let known =
                    changes[Int(truncatingIfNeeded: present & 1)] &- changes[Int(truncatingIfNeeded: absent & 1)]
                target.storeBytes(
                    of: UInt16(truncatingIfNeeded: 0x0101 &+ known).littleEndian, toByteOffset: 2 &* first,
                    as: UInt16.self)
                (present, absent) = (present &>> 1, absent &>> 1)
                first &+= 1
            }
        }
    }

    /// How the truths of four findings change when those of four bits become present: a byte each rises, the next one
    /// falls.
    private static func change(_ bits: UInt64) -> UInt64 {
        let known = (bits | bits << 15 | bits << 30 | bits << 45) & 0x0001_0001_0001_0001
        return known &- known << 8
    }

    private func compareNumbers() {
        for number in 0..<numberCount {
            let isUnknown = isNumberUnknown(number)
            guard !isUnknown || hasNumber[number] else { continue }
            hasNumber[number] = !isUnknown
            for comparison in schedule.comparisons[schedule.comparisonsOf[number]] {
                var truth = comparison.unknown
                if !isUnknown {
                    truth = Truth.byte(comparison.range.holds(low: lows[number], high: highs[number]))
                }
                put(truth, comparison.result)
            }
        }
    }

    private var isAnyDoubted: Bool {
        var any: UInt64 = 0
        for word in 0..<wordCount { any |= doubted[word] }
        return any != 0
    }

    private func truth(of gate: Gate) -> UInt8 {
        switch gate.kind {
        case .all: return Truth.isTrue
        case .any, .number: return Truth.isFalse
        case .atLeast(let needed):
            var held = 0
            var possible = 0
            for part in parts[gate.parts] {
                let truth = truths[Int(part.place)]
                held &+= truth == Truth.isTrue ? 1 : 0
                possible &+= truth == Truth.isFalse ? 0 : 1
            }
            return held >= needed ? Truth.isTrue : possible < needed ? Truth.isFalse : Truth.unknown
        case .score(let score, let bound, let range):
            let bounds = bounds(ofScore: score)
            return Truth.byte(range.contains(bound == .low ? bounds.low : bounds.high))
        case .doubtful(let signal):
            guard truths[Int(signal.place)] == Truth.unknown else { return Truth.isFalse }
            let isDoubtful = parts[gate.parts].contains { finding in
                truths[Int(finding.place)] == Truth.unknown && isDoubted(finding.index)
            }
            return Truth.byte(isDoubtful)
        }
    }
}
