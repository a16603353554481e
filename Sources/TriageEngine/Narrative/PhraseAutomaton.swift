/// Recognises all phrases of a lexicon, word by word, from a given first word on. Immutable.
struct PhraseAutomaton: Sendable {
    /// A target that leads nowhere.
    static let deadEnd = -1

    private let symbols: [UInt16]
    /// Targets of the start state by symbol; 0 where no phrase starts with it.
    private let starts: [Int32]
    private let keys: [UInt32]
    private let targets: [Int32]
    private let mask: Int
    private let fallbacks: [Int32]
    private let firstOutput: [Int32]
    private let outputs: [UInt16]

    init(
        symbols: [UInt16], transitions: [(state: Int, symbol: UInt16, target: Int)], fallbacks: [Int32],
        outputs: [[UInt16]]
    ) {
        self.symbols = symbols
        let symbolCount = Int(symbols.max() ?? 0) + 1
        var starts = [Int32](repeating: 0, count: symbolCount)
        var capacity = 16
        while capacity < transitions.count * 2 { capacity *= 2 }
        var keys = [UInt32](repeating: 0, count: capacity)
        var targets = [Int32](repeating: 0, count: capacity)
        for transition in transitions {
            if transition.state == 0 {
                starts[Int(transition.symbol)] = Int32(transition.target)
                continue
            }
            let key = Self.key(transition.state, transition.symbol)
            var slot = Self.slot(key) & (capacity - 1)
            while keys[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
            keys[slot] = key
            targets[slot] = Int32(transition.target)
        }
        self.starts = starts
        self.keys = keys
        self.targets = targets
        mask = capacity - 1
        self.fallbacks = fallbacks
        var first: [Int32] = [0]
        for output in outputs { first.append((first.last ?? 0) + Int32(output.count)) }
        firstOutput = first
        self.outputs = outputs.flatMap { $0 }
    }

    /// How many states there are, for tests and for the curious.
    var stateCount: Int { fallbacks.count }

    // A key holds 17 bits of state and 15 of symbol; `Lexicon.compile` refuses a lexicon that needs more.
    static let maximumStates = 1 << 17
    static let maximumSymbols = 1 << 15

    var fits: Bool { fallbacks.count <= Self.maximumStates && starts.count <= Self.maximumSymbols }

    private static func key(_ state: Int, _ symbol: UInt16) -> UInt32 {
        UInt32(truncatingIfNeeded: state) << 15 | UInt32(symbol)
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
        let key = UInt32(bitPattern: state) << 15 | UInt32(symbol)
        var slot = Self.slot(key) & mask
        while true {
            let found = keys[slot]
            if found == key { return targets[slot] }
            if found == 0 { return fallbacks[Int(state)] }
            slot = (slot + 1) & mask
        }
    }

    /// The entries whose phrases end in a state.
    @inline(__always)
    func outputs(of state: Int32) -> Slice<[UInt16]> {
        Slice(base: outputs, bounds: Int(firstOutput[Int(state)])..<Int(firstOutput[Int(state) + 1]))
    }

    @inline(__always)
    func hasOutputs(_ state: Int32) -> Bool { firstOutput[Int(state)] != firstOutput[Int(state) + 1] }
}
