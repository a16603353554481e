/// The gates of a circuit in an order in which each finds what it looks at, laid out for going over all of them.
///
/// Most gates join a few signals. As the negation of a disjunction is the conjunction of negations, and each signal's
/// negation stands beside it, one kind of step is enough for them, with nothing to decide. Its owner calls
/// `deallocate()`, once.
struct GateSchedule {
    /// Gives a signal the greatest of three truth values, or the negation of that.
    struct Join {
        let first: Int32
        let second: Int32
        let third: Int32
        let result: Result
    }

    /// The same of two.
    struct Pair {
        let first: Int32
        let second: Int32
        let result: Result
    }

    /// Where the truth of a signal and its negation are put, side by side.
    struct Result {
        /// Of the signal as it is.
        let place: Int32
        private let base: Int16
        private let factor: Int16

        init(_ place: Int32) {
            self.place = place & ~1
            let isNegated = place & 1 != 0
            (base, factor) = isNegated ? (Int16(Truth.isTrue), 0xFF) : (Int16(Truth.isTrue) << 8, -0xFF)
        }

        /// Both truths as they stand in memory, the signal's own in the lower byte.
        @inline(__always)
        func truths(_ truth: UInt8) -> UInt16 {
            UInt16(bitPattern: base &+ factor &* Int16(truth))
        }
    }

    /// Gates that look only at those of earlier stages.
    struct Stage {
        /// Run of `pairs`.
        var pairs = PlainRun()
        /// Run of `joins`; they may look at pairs of the same stage.
        var joins = PlainRun()
        /// Run of `others`.
        var others = PlainRun()
        /// Run of `doubts`.
        var doubts = PlainRun()
    }

    /// A gate of another kind.
    struct Other {
        /// Its place among the circuit's gates.
        let gate: Int32
        let result: Result
    }

    /// A gate that compares a number.
    struct Comparison {
        let range: NumberRange
        /// What it is while the number is unknown.
        let unknown: UInt8
        let result: Result
    }

    let pairs: PlainList<Pair>
    let joins: PlainList<Join>
    let others: PlainList<Other>
    /// Gates that ask for doubts, false where nothing is doubted.
    let doubts: PlainList<Other>
    let stages: PlainList<Stage>
    let comparisons: PlainList<Comparison>
    /// For each number its run of `comparisons`; these come before all stages.
    let comparisonsOf: PlainList<PlainRun>
    /// How many truth values there are: two for each signal, and what joins of many signals come to on the way.
    let truthCount: Int

    init(_ circuit: Circuit, numbers: [NumberFact]) {
        var comparisons: [Comparison] = []
        comparisonsOf = PlainList(
            numbers.enumerated().map { index, number in
                comparisons.appendRun(Self.comparisons(of: index, number, in: circuit))
            })
        self.comparisons = PlainList(comparisons)
        let levels = Self.levels(of: circuit)
        // Gates of level 0 look at a number only; those come before all stages.
        var gatesOf = [[Int]](repeating: [], count: (levels.max() ?? 0) + 1)
        for (gate, level) in levels.enumerated() { gatesOf[level].append(gate) }
        var layout = Layout(truthCount: 2 * circuit.signalCount)
        var stages: [Stage] = []
        for gates in gatesOf.dropFirst() { stages.append(layout.addStage(gates, of: circuit)) }
        pairs = PlainList(layout.pairs)
        joins = PlainList(layout.joins)
        others = PlainList(layout.others)
        doubts = PlainList(layout.doubts)
        self.stages = PlainList(stages)
        truthCount = layout.truthCount
    }

    func deallocate() {
        pairs.deallocate()
        joins.deallocate()
        others.deallocate()
        doubts.deallocate()
        stages.deallocate()
        comparisons.deallocate()
        comparisonsOf.deallocate()
    }

    private static func comparisons(of index: Int, _ fact: NumberFact, in circuit: Circuit) -> [Comparison] {
        circuit.gates.enumerated().compactMap { place, gate in
            guard case .number(index, let range) = gate.kind else { return nil }
            return Comparison(
                range: range, unknown: Truth.byte(range.holds(low: fact.minimum, high: fact.maximum)),
                result: Result(Signal(circuit.findingCount + place).place))
        }
    }

    /// The stage of each gate: after all that it looks at; 0 for one that looks at a number only.
    private static func levels(of circuit: Circuit) -> [Int] {
        var levels: [Int] = []
        func level(of signal: Signal) -> Int {
            signal.index < circuit.findingCount ? 0 : levels[signal.index - circuit.findingCount]
        }
        for gate in circuit.gates {
            var below = circuit.parts[gate.parts.range].map(level).max() ?? 0
            switch gate.kind {
            case .number: below = -1
            case .score(let score, _, _): below = circuit.scoreItems[score].map { level(of: $0.signal) }.max() ?? 0
            case .doubtful(let signal): below = max(below, level(of: signal))
            case .all, .any, .atLeast: break
            }
            levels.append(below + 1)
        }
        return levels
    }

    /// The lists as they grow.
    private struct Layout {
        var pairs: [Pair] = []
        var joins: [Join] = []
        var others: [Other] = []
        var doubts: [Other] = []
        var truthCount: Int

        mutating func addStage(_ gates: [Int], of circuit: Circuit) -> Stage {
            let (firstPair, firstJoin) = (pairs.count, joins.count)
            let (firstOther, firstDoubt) = (others.count, doubts.count)
            for gate in gates { add(gate, of: circuit) }
            return Stage(
                pairs: pairs.run(from: firstPair), joins: joins.run(from: firstJoin),
                others: others.run(from: firstOther), doubts: doubts.run(from: firstDoubt))
        }

        private mutating func add(_ gate: Int, of circuit: Circuit) {
            let signal = Signal(circuit.findingCount + gate)
            let parts = circuit.parts[circuit.gates[gate].parts.range]
            switch circuit.gates[gate].kind {
            case .any where !parts.isEmpty: join(parts.map(\.place), into: signal.place)
            case .all where !parts.isEmpty: join(parts.map(\.negated.place), into: signal.negated.place)
            case .doubtful: doubts.append(Other(gate: Int32(gate), result: Result(signal.place)))
            default: others.append(Other(gate: Int32(gate), result: Result(signal.place)))
            }
        }

        /// Joins three places at a time: two of the gate's with what those before them come to.
        private mutating func join(_ places: [Int32], into result: Int32) {
            var (last, rest) = (places[0], places.dropFirst())
            while rest.count > 2 {
                let place = Int32(truthCount)
                truthCount += 2
                joins.append(
                    Join(first: last, second: rest.removeFirst(), third: rest.removeFirst(), result: Result(place)))
                last = place
            }
            if rest.count == 2 {
                joins.append(
                    Join(first: last, second: rest.removeFirst(), third: rest.removeFirst(), result: Result(result)))
            } else if places.count <= 2 {
                pairs.append(Pair(first: last, second: rest.first ?? last, result: Result(result)))
            } else {
                // No pair: what was joined on the way is there only after the pairs of its stage.
                joins.append(Join(first: last, second: rest.first ?? last, third: last, result: Result(result)))
            }
        }
    }
}
