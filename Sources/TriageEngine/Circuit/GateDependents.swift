/// Which steps of a schedule rest on which findings, so that once a few findings are otherwise only these are evaluated
/// again.
///
/// Collects the steps that rest on any of several findings. One serves one thread.
struct GateDependents: ~Copyable {
    /// The lists of a schedule.
    enum List {
        case pair, join, other, doubt
    }

    /// Words of a set of steps.
    private let wordCount: Int
    private let numbering: Numbering
    /// A set a finding.
    private let sets: PlainList<UInt64>
    private let collected: UnsafeMutablePointer<UInt64>

    init(_ schedule: GateSchedule, of circuit: Circuit) {
        numbering = Numbering(schedule)
        wordCount = (numbering.count + 63) / 64
        let findingWords = (circuit.findingCount + 63) / 64
        // The findings that each signal rests on, as it is and negated alike.
        var sources = [UInt64](repeating: 0, count: schedule.truthCount / 2 * findingWords)
        for finding in 0..<circuit.findingCount {
            sources[finding * findingWords + finding / 64] = UInt64(1) << UInt64(finding % 64)
        }
        var sets = [UInt64](repeating: 0, count: circuit.findingCount * wordCount)
        for step in Self.steps(of: schedule, circuit, numbering) {
            for word in 0..<findingWords {
                var findings: UInt64 = 0
                for place in step.places { findings |= sources[Int(place / 2) * findingWords + word] }
                sources[Int(step.result / 2) * findingWords + word] = findings
                while findings != 0 {
                    let finding = word * 64 + findings.trailingZeroBitCount
                    sets[finding * wordCount + step.number / 64] |= UInt64(1) << UInt64(step.number % 64)
                    findings &= findings - 1
                }
            }
        }
        self.sets = PlainList(sets)
        collected = .filled(wordCount, with: 0)
    }

    deinit {
        sets.deallocate()
        collected.deallocate()
    }

    /// Numbers all steps: the pairs, then the joins, the others and the doubts.
    private struct Numbering {
        private let firstJoin: Int
        private let firstOther: Int
        private let firstDoubt: Int
        let count: Int

        init(_ schedule: GateSchedule) {
            firstJoin = schedule.pairs.count
            firstOther = firstJoin + schedule.joins.count
            firstDoubt = firstOther + schedule.others.count
            count = firstDoubt + schedule.doubts.count
        }

        /// The number of a list's first step.
        @inline(__always)
        func first(_ list: List) -> Int {
            switch list {
            case .pair: 0
            case .join: firstJoin
            case .other: firstOther
            case .doubt: firstDoubt
            }
        }
    }

    private struct Step {
        let number: Int
        /// Where the truths stand that it looks at, and the one that it gives.
        let places: [Int32]
        let result: Int32
    }

    /// All steps in the order in which they are taken.
    private static func steps(of schedule: GateSchedule, _ circuit: Circuit, _ numbering: Numbering) -> [Step] {
        var steps: [Step] = []
        func add(_ list: List, _ index: Int, _ places: [Int32], _ result: GateSchedule.Result) {
            steps.append(Step(number: numbering.first(list) + index, places: places, result: result.place))
        }
        func add(_ list: List, _ index: Int, _ other: GateSchedule.Other) {
            add(list, index, circuit.signals(below: Int(other.gate)).map(\.place), other.result)
        }
        for stage in schedule.stages.all {
            for index in stage.pairs.range {
                let pair = schedule.pairs[index]
                add(.pair, index, [pair.first, pair.second], pair.result)
            }
            for index in stage.joins.range {
                let join = schedule.joins[index]
                add(.join, index, [join.first, join.second, join.third], join.result)
            }
            for index in stage.others.range { add(.other, index, schedule.others[index]) }
            for index in stage.doubts.range { add(.doubt, index, schedule.doubts[index]) }
        }
        return steps
    }

    /// Forgets what was collected.
    func begin() { collected.update(repeating: 0, count: wordCount) }

    /// Adds the steps that rest on a finding.
    func add(_ finding: Int) {
        for word in 0..<wordCount { collected[word] = collected[word] | sets[finding &* wordCount &+ word] }
    }

    /// Calls the closure with the index of each collected step of a part of a list, in the order of the list.
    @inline(__always)
    func forEach(_ list: List, in run: PlainRun, _ body: (Int) -> Void) {
        guard !run.isEmpty else { return }
        let offset = numbering.first(list)
        let (first, end) = (offset &+ Int(run.first), offset &+ Int(run.end))
        var word = first &>> 6
        var bits = collected[word] & ~0 &<< UInt64(truncatingIfNeeded: first & 63)
        while true {
            while bits != 0 {
                let step = word &* 64 &+ bits.trailingZeroBitCount
                guard step < end else { return }
                body(step &- offset)
                bits &= bits &- 1
            }
            word &+= 1
            guard word &* 64 < end else { return }
            bits = collected[word]
        }
    }
}
