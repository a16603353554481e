/// Reads phrases word by word, from a given first word on, through a graph of all of them.
///
/// A state is the set of nodes that the words so far may have led to. States and the steps between them are made when a text first
/// leads to them and kept for the next one: all that could be are millions, those that people's words lead to a few thousand. One automaton serves one reader.
/// Whatever it has kept, it finds the same.
struct PhraseAutomaton {
    /// No phrase goes on.
    static let end: Int32 = 0

    private let graph: PhraseGraph
    /// The state after a first word; `unmade` where no text has begun with it.
    private var starts: [Int32]
    /// State in bits 40 to 63, word in 24 to 39, target in 0 to 23, so that one step reads one place; 0: nothing stands here.
    private var steps: [UInt64]
    private var stepCount = 0
    private var states: [State] = []
    private var members: [Int32] = []
    private var outputs: [UInt16] = []
    /// States by the hash of their members; 0: nothing stands here.
    private var stateOfMembers: [Int32]
    // While a state is made: its members, and when each node was last seen.
    private var gathered: [Int32] = []
    private var queue: [Int32] = []
    private var seen: [Int32]
    private var time: Int32 = 0

    private struct State {
        var firstMember: Int32
        var firstOutput: Int32
        /// Not known before it is needed; the first of all states leads nowhere.
        var isFinal: Bool
    }

    private static let unmade: Int32 = -1
    /// What is kept is forgotten beyond so many states, members of all of them or steps between them, so that no text can fill the memory.
    private let mostStates: Int
    private let mostMembers: Int
    private let mostSteps: Int

    init(_ graph: PhraseGraph, mostStates: Int) {
        self.graph = graph
        self.mostStates = mostStates
        mostMembers = mostStates * 64
        mostSteps = mostStates * 16
        starts = [Int32](repeating: Self.unmade, count: graph.starts.count - 1)
        steps = [UInt64](repeating: 0, count: 1 << 12)
        stateOfMembers = [Int32](repeating: 0, count: 1 << 11)
        seen = [Int32](repeating: 0, count: graph.nodeCount)
        states.reserveCapacity(1 << 10)
        members.reserveCapacity(1 << 13)
        forget()
    }

    /// To be asked between two first words: so much is kept that it is better forgotten.
    @inline(__always)
    var isFull: Bool {
        states.count > mostStates || members.count > mostMembers || stepCount > mostSteps
    }

    /// Forgets all states. Those handed out before mean nothing afterwards.
    mutating func forget() {
        for index in starts.indices { starts[index] = Self.unmade }
        steps = [UInt64](repeating: 0, count: 1 << 12)
        stateOfMembers = [Int32](repeating: 0, count: 1 << 11)
        stepCount = 0
        states.removeAll(keepingCapacity: true)
        members.removeAll(keepingCapacity: true)
        outputs.removeAll(keepingCapacity: true)
        // The state that leads nowhere, and where the next one's parts will begin.
        states.append(State(firstMember: 0, firstOutput: 0, isFinal: false))
        states.append(State(firstMember: 0, firstOutput: 0, isFinal: false))
    }

    /// The state after a first word.
    @inline(__always)
    mutating func start(_ word: UInt16) -> Int32 {
        let known = starts[Int(word)]
        return known != Self.unmade ? known : makeStart(word)
    }

    /// The state after a further word.
    @inline(__always)
    mutating func next(_ state: Int32, _ word: UInt16) -> Int32 {
        let key = UInt64(UInt32(bitPattern: state)) << 16 | UInt64(word)
        var slot = Self.slot(key) & (steps.count - 1)
        while true {
            let found = steps[slot]
            if found >> 24 == key { return Int32(truncatingIfNeeded: found & 0xff_ffff) }
            if found == 0 { return makeStep(state, word) }
            slot = (slot + 1) & (steps.count - 1)
        }
    }

    @inline(__always)
    func hasOutputs(_ state: Int32) -> Bool { states[Int(state)].isFinal }

    /// Where the entries whose phrases end in a state stand among the outputs, ascending.
    @inline(__always)
    func outputs(of state: Int32) -> Range<Int> {
        Int(states[Int(state)].firstOutput)..<Int(states[Int(state) + 1].firstOutput)
    }

    @inline(__always)
    func output(at index: Int) -> Int { Int(outputs[index]) }

    @inline(__always)
    private static func slot(_ key: UInt64) -> Int { Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) >> 32) }

    // MARK: Making states

    private mutating func makeStart(_ word: UInt16) -> Int32 {
        begin()
        for index in Int(graph.starts[Int(word)])..<Int(graph.starts[Int(word) + 1]) {
            gather(graph.startNodes[index])
        }
        let state = makeState()
        starts[Int(word)] = state
        return state
    }

    private mutating func makeStep(_ state: Int32, _ word: UInt16) -> Int32 {
        begin()
        let isGapOpen = !graph.endsGap[Int(word)]
        for member in Int(states[Int(state)].firstMember)..<Int(states[Int(state) + 1].firstMember) {
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
        Self.insert(
            UInt64(UInt32(bitPattern: state)) << 40 | UInt64(word) << 24 | UInt64(UInt32(bitPattern: target)),
            into: &steps)
        return target
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
    private mutating func makeState() -> Int32 {
        guard !gathered.isEmpty else { return Self.end }
        gathered.sort()
        var hash: UInt64 = 0
        for node in gathered { hash = (hash ^ UInt64(UInt32(bitPattern: node))) &* 0x9e37_79b9_7f4a_7c15 }
        var slot = Self.slot(hash) & (stateOfMembers.count - 1)
        while stateOfMembers[slot] != 0 {
            if isGathered(stateOfMembers[slot]) { return stateOfMembers[slot] }
            slot = (slot + 1) & (stateOfMembers.count - 1)
        }
        let state = Int32(states.count - 1)
        stateOfMembers[slot] = state
        members += gathered
        let firstOutput = outputs.count
        for node in gathered {
            let run = Int(graph.nodes[Int(node)].outputs)..<Int(graph.nodes[Int(node) + 1].outputs)
            for index in run where !outputs[firstOutput...].contains(graph.outputs[index]) {
                outputs.append(graph.outputs[index])
            }
        }
        outputs[firstOutput...].sort()
        states[Int(state)].isFinal = outputs.count > firstOutput
        states.append(
            State(firstMember: Int32(members.count), firstOutput: Int32(outputs.count), isFinal: false))
        if states.count * 2 > stateOfMembers.count { growStates() }
        return state
    }

    private func isGathered(_ state: Int32) -> Bool {
        let first = Int(states[Int(state)].firstMember)
        guard Int(states[Int(state) + 1].firstMember) - first == gathered.count else { return false }
        for index in gathered.indices where members[first + index] != gathered[index] { return false }
        return true
    }

    private mutating func growSteps() {
        var larger = [UInt64](repeating: 0, count: steps.count * 2)
        for step in steps where step != 0 { Self.insert(step, into: &larger) }
        steps = larger
    }

    private static func insert(_ step: UInt64, into steps: inout [UInt64]) {
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
