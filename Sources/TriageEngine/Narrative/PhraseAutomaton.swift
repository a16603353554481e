/// Reads phrases word by word, from a given first word on, through a graph of all of them.
///
/// A state is the set of nodes that the words so far may have led to. States and the steps between them are made when a
/// text first leads to them and kept for the next one: all that could be are millions, those that people's words lead
/// to a few thousand. One automaton serves one reader. Whatever it has kept, it finds the same.
struct PhraseAutomaton: ~Copyable {
    /// A state as it is handed out: its number, and what is asked of it at every word, so that asking reads nothing.
    struct Place {
        fileprivate let bits: UInt32

        /// No phrase goes on.
        static let nowhere = Place(bits: 0)

        fileprivate init(bits: UInt32) { self.bits = bits }

        fileprivate init(number: Int, endsPhrases: Bool, goesOn: Bool) {
            bits = UInt32(truncatingIfNeeded: number) &<< 2 | (endsPhrases ? 1 : 0) | (goesOn ? 2 : 0)
        }

        fileprivate var number: Int { Int(bits &>> 2) }
        /// 1 where the words so far are phrases, else 0.
        var endsPhrases: Int { Int(bits & 1) }
        /// 1 where there are words that lead further, else 0.
        var goesOn: Int { Int(bits &>> 1 & 1) }
    }

    /// A step that was asked for, with what stands where it is likely to stand. Between asking and taking it, others
    /// are asked for, so that the processor waits for the memory of many at a time.
    struct Step {
        fileprivate let key: UInt64
        fileprivate let found: UInt64
    }

    private let graph: PhraseGraph
    /// The state after a first word, as bits of a place; `unmade` where no text has begun with it.
    private var starts: GrowingList<UInt32>
    /// Bits of a place in bits 40 to 63, word in 24 to 39, bits of the target in 0 to 23, so that one step reads one
    /// place; 0: nothing stands here.
    private var steps = GrowingList<UInt64>(capacity: leastSteps)
    private var stepCount = 0
    private var states = GrowingList<State>(capacity: 1 << 10)
    /// Where each state's outputs begin; they end where those of the next one do. Apart from the states, which only
    /// makes them.
    private var firstOutputs = GrowingList<Int32>(capacity: 1 << 10)
    private var members = GrowingList<Int32>(capacity: 1 << 13)
    private var outputs = GrowingList<UInt16>(capacity: 1 << 10)
    /// Numbers of states by the hash of their members; 0: nothing stands here.
    private var stateOfMembers = [Int32](repeating: 0, count: leastStates)
    /// So much is kept that it is better forgotten: to be asked between two first words.
    private(set) var isFull = false
    // While a state is made: its members, and when each node was last seen.
    private var gathered: [Int32] = []
    private var queue: [Int32] = []
    private var seen: [Int32]
    private var time: Int32 = 0

    /// Its members end where those of the next one begin.
    struct State {
        var firstMember: Int32
        var place: Place
    }

    private static let unmade = UInt32.max
    private static let leastSteps = 1 << 12
    private static let leastStates = 1 << 11
    /// What is kept is forgotten beyond so many states, members of all of them or steps between them, so that no text
    /// can fill the memory.
    private let mostStates: Int
    private let mostMembers: Int
    private let mostSteps: Int

    init(_ graph: PhraseGraph, mostStates: Int) {
        self.graph = graph
        // A place has room for four million.
        self.mostStates = min(mostStates, 1 << 20)
        mostMembers = mostStates * 64
        mostSteps = mostStates * 16
        starts = GrowingList(capacity: graph.starts.count)
        seen = [Int32](repeating: 0, count: graph.nodeCount)
        forget()
    }

    /// Forgets all states. Those handed out before mean nothing afterwards.
    mutating func forget() {
        isFull = false
        starts.removeAll()
        starts.append(repeating: Self.unmade, count: graph.starts.count - 1)
        steps = GrowingList(capacity: Self.leastSteps)
        steps.append(repeating: 0, count: Self.leastSteps)
        stateOfMembers = [Int32](repeating: 0, count: Self.leastStates)
        stepCount = 0
        states.removeAll()
        members.removeAll()
        outputs.removeAll()
        // The state that leads nowhere, and where the next one's parts will begin.
        states.append(State(firstMember: 0, place: .nowhere))
        states.append(State(firstMember: 0, place: .nowhere))
        firstOutputs.removeAll()
        firstOutputs.append(repeating: 0, count: 2)
    }

    /// The state after a first word.
    @inline(__always)
    mutating func start(_ word: UInt16) -> Place {
        // What the lexicon gives numbers to is never beyond its words.
        let known = starts.all[Int(word)]
        return known != Self.unmade ? Place(bits: known) : makeStart(word)
    }

    /// Asks for the step that a further word leads on with: to be taken before anything is forgotten, and only when
    /// `isTaken` is 1; when it is 0, the memory is spared. Slots are taken within the table.
    @inline(__always)
    func step(from place: Place, _ word: UInt16, isTaken: Int) -> Step {
        let key = UInt64(place.bits) &<< 16 | UInt64(word)
        return Step(key: key, found: steps.all[Self.slot(key) & (steps.count &- 1) & (0 &- isTaken)])
    }

    /// The state that a step leads to.
    @inline(__always)
    mutating func place(after step: Step) -> Place {
        step.found &>> 24 == step.key ? Self.target(of: step.found) : search(step.key)
    }

    private static func target(of step: UInt64) -> Place { Place(bits: UInt32(truncatingIfNeeded: step) & 0xff_ffff) }

    /// The same for a step that stands elsewhere, or is not made yet.
    @inline(never)
    private mutating func search(_ key: UInt64) -> Place {
        let mask = steps.count &- 1
        var slot = Self.slot(key) & mask
        while true {
            let found = steps.all[slot]
            if found &>> 24 == key { return Self.target(of: found) }
            if found == 0 {
                return makeStep(
                    Place(bits: UInt32(truncatingIfNeeded: key &>> 16)), UInt16(truncatingIfNeeded: key))
            }
            slot = (slot &+ 1) & mask
        }
    }

    /// Where the entries whose phrases end in a state stand among the outputs, ascending. Places are the automaton's
    /// own: neither they nor what they lead to is checked again.
    @inline(__always)
    func outputs(of place: Place) -> PlainRun {
        let firsts = firstOutputs.all
        return PlainRun(first: firsts[place.number], end: firsts[place.number &+ 1])
    }

    @inline(__always)
    func output(at index: Int) -> UInt16 { outputs.all[index] }

    @inline(__always)
    private static func slot(_ key: UInt64) -> Int { Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) >> 32) }

    // MARK: Making states

    private mutating func makeStart(_ word: UInt16) -> Place {
        begin()
        for index in Int(graph.starts[Int(word)])..<Int(graph.starts[Int(word) + 1]) {
            gather(graph.startNodes[index])
        }
        let place = makeState()
        starts[Int(word)] = place.bits
        return place
    }

    private mutating func makeStep(_ place: Place, _ word: UInt16) -> Place {
        begin()
        let isGapOpen = !graph.endsGap[Int(word)]
        for member in Int(states[place.number].firstMember)..<Int(states[place.number + 1].firstMember) {
            let node = Int(members[member])
            for index in Int(graph.nodes[node].edges)..<Int(graph.nodes[node + 1].edges)
            where graph.leads(word, along: graph.edges[index]) {
                gather(graph.edges[index].target)
            }
            if isGapOpen {
                for index in Int(graph.nodes[node].gaps)..<Int(graph.nodes[node + 1].gaps) {
                    gather(graph.gaps[index])
                }
            }
        }
        let target = makeState()
        if (stepCount + 1) * 2 > steps.count { growSteps() }
        stepCount += 1
        Self.insert(UInt64(place.bits) << 40 | UInt64(word) << 24 | UInt64(target.bits), into: &steps)
        noteFullness()
        return target
    }

    private mutating func noteFullness() {
        isFull = states.count > mostStates || members.count > mostMembers || stepCount > mostSteps
    }

    private mutating func begin() {
        gathered.removeAll(keepingCapacity: true)
        time &+= 1
        if time == 0 {
            for index in seen.indices { seen[index] = 0 }
            time = 1
        }
    }

    /// Adds a node, and all that is reached from it without a word, to the state in the making.
    private mutating func gather(_ node: Int32) {
        queue.append(node)
        while let node = queue.popLast() {
            guard seen[Int(node)] != time else { continue }
            seen[Int(node)] = time
            let here = graph.nodes[Int(node)]
            let next = graph.nodes[Int(node) + 1]
            // Nodes that only pass on are none of the state's.
            if here.edges != next.edges || here.gaps != next.gaps || here.outputs != next.outputs {
                gathered.append(node)
            }
            for index in Int(here.skips)..<Int(next.skips) { queue.append(graph.skips[index]) }
        }
    }

    /// The state of what was gathered, made if it is new.
    private mutating func makeState() -> Place {
        guard !gathered.isEmpty else { return .nowhere }
        gathered.sort()
        var hash: UInt64 = 0
        for node in gathered { hash = (hash ^ UInt64(UInt32(bitPattern: node))) &* 0x9e37_79b9_7f4a_7c15 }
        var slot = Self.slot(hash) & (stateOfMembers.count - 1)
        while stateOfMembers[slot] != 0 {
            let state = Int(stateOfMembers[slot])
            if isGathered(state) { return states[state].place }
            slot = (slot + 1) & (stateOfMembers.count - 1)
        }
        let state = states.count - 1
        stateOfMembers[slot] = Int32(state)
        let firstOutput = outputs.count
        var goesOn = false
        for node in gathered {
            members.append(node)
            let here = graph.nodes[Int(node)]
            let next = graph.nodes[Int(node) + 1]
            goesOn = goesOn || here.edges != next.edges || here.gaps != next.gaps
            for index in Int(here.outputs)..<Int(next.outputs) { add(output: graph.outputs[index], from: firstOutput) }
        }
        states[state].place = Place(number: state, endsPhrases: outputs.count > firstOutput, goesOn: goesOn)
        states.append(State(firstMember: Int32(members.count), place: .nowhere))
        firstOutputs.append(Int32(outputs.count))
        if states.count * 2 > stateOfMembers.count { growStates() }
        noteFullness()
        return states[state].place
    }

    /// Adds an output to those of the state in the making, ascending, each once.
    private mutating func add(output: UInt16, from first: Int) {
        var index = outputs.count
        while index > first, outputs[index - 1] >= output { index -= 1 }
        if index < outputs.count, outputs[index] == output { return }
        outputs.append(output)
        var last = outputs.count - 1
        while last > index {
            outputs[last] = outputs[last - 1]
            last -= 1
        }
        outputs[index] = output
    }

    private func isGathered(_ state: Int) -> Bool {
        let first = Int(states[state].firstMember)
        guard Int(states[state + 1].firstMember) - first == gathered.count else { return false }
        for index in gathered.indices where members[first + index] != gathered[index] { return false }
        return true
    }

    private mutating func growSteps() {
        var larger = GrowingList<UInt64>(capacity: steps.count * 2)
        larger.append(repeating: 0, count: steps.count * 2)
        for step in steps.all where step != 0 { Self.insert(step, into: &larger) }
        steps = larger
    }

    private static func insert(_ step: UInt64, into steps: inout GrowingList<UInt64>) {
        var slot = slot(step >> 24) & (steps.count - 1)
        while steps[slot] != 0 { slot = (slot + 1) & (steps.count - 1) }
        steps[slot] = step
    }

    private mutating func growStates() {
        stateOfMembers = [Int32](repeating: 0, count: stateOfMembers.count * 2)
        for state in 1..<(states.count - 1) {
            var hash: UInt64 = 0
            for index in Int(states[state].firstMember)..<Int(states[state + 1].firstMember) {
                hash = (hash ^ UInt64(UInt32(bitPattern: members[index]))) &* 0x9e37_79b9_7f4a_7c15
            }
            var slot = Self.slot(hash) & (stateOfMembers.count - 1)
            while stateOfMembers[slot] != 0 { slot = (slot + 1) & (stateOfMembers.count - 1) }
            stateOfMembers[slot] = Int32(state)
        }
    }
}
