/// Recognises all phrases of a lexicon, word by word, from a given first word on. Immutable.
struct PhraseAutomaton: Sendable {
    /// A target that leads nowhere.
    static let deadEnd = -1

    private let symbols: [UInt16]
    /// Targets of the start state by symbol; 0 where no phrase starts with it.
    private let starts: [Int32]
    /// Key in the upper half, target in the lower, so that one step reads one place; 0: nothing stands here.
    private let transitions: [UInt64]
    private let mask: Int
    /// One more than there are, for where the last one's outputs end.
    private let states: [State]
    private let outputs: [UInt16]

    /// All that a step asks of a state, side by side: the tables are larger than the caches.
    private struct State {
        /// A bit for each symbol that leads on, by its lowest six bits: mostly tells without a look-up that none does.
        var symbols: UInt64 = 0
        var fallback: Int32 = 0
        var firstOutput: Int32 = 0
    }

    init(
        symbols: [UInt16], transitions: [(state: Int, symbol: UInt16, target: Int)], fallbacks: [Int32],
        outputs: [[UInt16]]
    ) {
        self.symbols = symbols
        let symbolCount = Int(symbols.max() ?? 0) + 1
        var starts = [Int32](repeating: 0, count: symbolCount)
        var capacity = 16
        while capacity < transitions.count * 2 { capacity *= 2 }
        var table = [UInt64](repeating: 0, count: capacity)
        var states = fallbacks.map { State(fallback: $0) }
        for transition in transitions {
            if transition.state == 0 {
                starts[Int(transition.symbol)] = Int32(transition.target)
                continue
            }
            let key = Self.key(transition.state, transition.symbol)
            var slot = Self.slot(key) & (capacity - 1)
            while table[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
            table[slot] = UInt64(key) << 32 | UInt64(UInt32(bitPattern: Int32(transition.target)))
            states[transition.state].symbols |= 1 << UInt64(transition.symbol & 63)
        }
        self.starts = starts
        self.transitions = table
        mask = capacity - 1
        var first: Int32 = 0
        for (state, output) in outputs.enumerated() {
            states[state].firstOutput = first
            first += Int32(output.count)
        }
        states.append(State(firstOutput: first))
        self.states = states
        self.outputs = outputs.flatMap { $0 }
    }

    /// How many states there are, for tests and for the curious.
    var stateCount: Int { states.count - 1 }

    // A key holds 18 bits of state and 14 of symbol; `Lexicon.compile` refuses a lexicon that needs more.
    static let maximumStates = 1 << 18
    static let maximumSymbols = 1 << 14

    var fits: Bool { stateCount <= Self.maximumStates && starts.count <= Self.maximumSymbols }

    private static func key(_ state: Int, _ symbol: UInt16) -> UInt32 {
        UInt32(truncatingIfNeeded: state) << 14 | UInt32(symbol)
    }

    @inline(__always)
    private static func slot(_ key: UInt32) -> Int { Int(truncatingIfNeeded: (key &* 0x9e37_79b1) >> 8) }

    /// The state after a first word; 0 when no phrase starts with it.
    @inline(__always)
    func start(_ word: UInt16) -> Int32 { starts[Int(symbols[Int(word)])] }

    /// The state after a further word; negative when no phrase goes on with it.
    @inline(__always)
    func next(_ state: Int32, _ word: UInt16) -> Int32 {
        let symbol = symbols[Int(word)]
        let known = states[Int(state)]
        guard known.symbols & (1 << UInt64(symbol & 63)) != 0 else { return known.fallback }
        let key = UInt32(bitPattern: state) << 14 | UInt32(symbol)
        var slot = Self.slot(key) & mask
        while true {
            let found = transitions[slot]
            if found >> 32 == UInt64(key) { return Int32(truncatingIfNeeded: found) }
            if found == 0 { return known.fallback }
            slot = (slot + 1) & mask
        }
    }

    /// The entries whose phrases end in a state.
    @inline(__always)
    func outputs(of state: Int32) -> Slice<[UInt16]> {
        Slice(base: outputs, bounds: Int(states[Int(state)].firstOutput)..<Int(states[Int(state) + 1].firstOutput))
    }

    @inline(__always)
    func hasOutputs(_ state: Int32) -> Bool { states[Int(state)].firstOutput != states[Int(state) + 1].firstOutput }
}
