/// The gates of a circuit in an order in which each finds what it looks at, laid out for going over all of them.
///
/// Most gates join a few signals. As the negation of a disjunction is the conjunction of negations, and each signal's
/// negation stands beside it, one kind of step is enough for them, with nothing to decide. Its owner calls `deallocate()`,
/// once.
struct GateSchedule {
    /// Gives a place among the truth values the greatest of three others, and the place beside it the negation.
    struct Join {
        let first: Int32
        let second: Int32
        let third: Int32
        let result: Int32
    }

    /// Gates that look only at those of earlier stages.
    struct Stage {
        /// Run of `joins`.
        var joins = PlainRun()
        /// Run of `others`.
        var others = PlainRun()
    }

    /// A gate that compares a number.
    struct Comparison {
        let range: NumberRange
        /// What it is while the number is unknown.
        let unknown: UInt8
        let result: Int32
    }

    let joins: PlainList<Join>
    /// Places of the gates that neither join all or any signals nor compare a number.
    let others: PlainList<Int32>
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
        var layout = Layout(truthCount: 2 * circuit.signalCount)
        var stages: [Stage] = []
        for level in 1..<max((levels.max() ?? 0) + 1, 1) {
            let gates = circuit.gates.indices.filter { levels[$0] == level }
            let (firstJoin, firstOther) = (Int32(layout.joins.count), Int32(layout.others.count))
            for gate in gates { layout.add(gate, of: circuit) }
            stages.append(
                Stage(
                    joins: PlainRun(first: firstJoin, end: Int32(layout.joins.count)),
                    others: PlainRun(first: firstOther, end: Int32(layout.others.count))))
        }
        joins = PlainList(layout.joins)
        others = PlainList(layout.others)
        self.stages = PlainList(stages)
        truthCount = layout.truthCount
    }

    func deallocate() {
        joins.deallocate()
        others.deallocate()
        stages.deallocate()
        comparisons.deallocate()
        comparisonsOf.deallocate()
    }

    private static func comparisons(of index: Int, _ fact: NumberFact, in circuit: Circuit) -> [Comparison] {
        circuit.gates.enumerated().compactMap { place, gate in
            guard case .number(index, let range) = gate.kind else { return nil }
            return Comparison(
                range: range, unknown: Truth.byte(range.holds(low: fact.minimum, high: fact.maximum)),
                result: Signal(circuit.findingCount + place).place)
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
        var joins: [Join] = []
        var others: [Int32] = []
        var truthCount: Int

        mutating func add(_ gate: Int, of circuit: Circuit) {
            let signal = Signal(circuit.findingCount + gate)
            let parts = circuit.parts[circuit.gates[gate].parts.range]
            switch circuit.gates[gate].kind {
            case .any where !parts.isEmpty: join(parts.map(\.place), into: signal.place)
            case .all where !parts.isEmpty: join(parts.map(\.negated.place), into: signal.negated.place)
            default: others.append(Int32(gate))
            }
        }

        /// Joins three places at a time: two of the gate's with what the others come to.
        private mutating func join(_ places: [Int32], into result: Int32) {
            var (last, rest) = (places[0], places.dropFirst())
            while rest.count > 2 {
                let place = Int32(truthCount)
                truthCount += 2
                joins.append(Join(first: last, second: rest.removeFirst(), third: rest.removeFirst(), result: place))
                last = place
            }
            joins.append(Join(first: last, second: rest.first ?? last, third: rest.last ?? last, result: result))
        }
    }
}
