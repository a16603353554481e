/// Collects the parts of a `PhraseGraph` in any order.
struct PhraseGraphBuilder {
    private var nodeCount = 0
    private var edges: [(from: Int32, edge: PhraseGraph.Edge)] = []
    private var gaps: [(from: Int32, target: Int32)] = []
    private var skips: [(from: Int32, target: Int32)] = []
    private var outputs: [(from: Int32, output: UInt16)] = []
    private var starts: [Int32] = []
    private var sets: [Int32] = [0]
    private var setWords: [UInt16] = []

    mutating func makeNode() -> Int {
        nodeCount += 1
        return nodeCount - 1
    }

    /// A phrase begins here.
    mutating func begin(at node: Int) { starts.append(Int32(node)) }

    /// The label of a set of words, ascending, each once: to be used by all edges that it stands at.
    mutating func label(_ words: [UInt16]) -> Int32 {
        if words.count == 1 { return Int32(words[0]) }
        setWords += words
        sets.append(Int32(setWords.count))
        return ~Int32(sets.count - 2)
    }

    /// A word, or any of a set, leads from one node to another.
    mutating func connect(_ node: Int, _ label: Int32, to target: Int) {
        edges.append((Int32(node), PhraseGraph.Edge(label: label, target: Int32(target))))
    }

    /// Any word at all leads from one node to another, unless it ends a gap.
    mutating func connectAnything(_ node: Int, to target: Int) { gaps.append((Int32(node), Int32(target))) }

    /// Nothing is needed to get from one node to another.
    mutating func skip(_ node: Int, to target: Int) { skips.append((Int32(node), Int32(target))) }

    mutating func accept(_ node: Int, _ output: UInt16) { outputs.append((Int32(node), output)) }

    /// `wordCount` is one more than the highest word number; gaps do not swallow words that end them.
    consuming func build(wordCount: Int, endsGap: [Bool]) -> PhraseGraph {
        var nodes = [PhraseGraph.Node](repeating: PhraseGraph.Node(), count: nodeCount + 1)
        let edges = Self.sort(edges.map { ($0.from, $0.edge) }, count: nodeCount) { nodes[$0].edges = $1 }
        let gaps = Self.sort(gaps.map { ($0.from, $0.target) }, count: nodeCount) { nodes[$0].gaps = $1 }
        let skips = Self.sort(skips.map { ($0.from, $0.target) }, count: nodeCount) { nodes[$0].skips = $1 }
        let outputs = Self.sort(outputs.map { ($0.from, $0.output) }, count: nodeCount) { nodes[$0].outputs = $1 }
        var first: [(Int32, Int32)] = []
        var queue = starts
        var seen = [Bool](repeating: false, count: nodeCount)
        while let node = queue.popLast() {
            guard !seen[Int(node)] else { continue }
            seen[Int(node)] = true
            queue += skips[Int(nodes[Int(node)].skips)..<Int(nodes[Int(node) + 1].skips)]
            for edge in edges[Int(nodes[Int(node)].edges)..<Int(nodes[Int(node) + 1].edges)] {
                if edge.label >= 0 {
                    first.append((edge.label, edge.target))
                } else {
                    let set = Int(~edge.label)
                    for index in Int(sets[set])..<Int(sets[set + 1]) {
                        first.append((Int32(setWords[index]), edge.target))
                    }
                }
            }
        }
        var startOfWord = [Int32](repeating: 0, count: wordCount + 1)
        let startNodes = Self.sort(first, count: wordCount) { startOfWord[$0] = $1 }
        return PhraseGraph(
            nodes: nodes, edges: edges, gaps: gaps, skips: skips, outputs: outputs, sets: sets, setWords: setWords,
            starts: startOfWord, startNodes: startNodes, endsGap: endsGap)
    }

    /// Sorts values by their key, which is below `count`, keeping the order of those with the same, and tells where
    /// those of each key begin; for `count` itself, where the last ones end.
    private static func sort<Value>(
        _ values: [(key: Int32, value: Value)], count: Int, place: (Int, Int32) -> Void
    ) -> [Value] {
        var next = [Int32](repeating: 0, count: count + 1)
        for value in values { next[Int(value.key) + 1] += 1 }
        for key in 0..<count { next[key + 1] += next[key] }
        for key in 0...count { place(key, next[key]) }
        var order = [Int32](repeating: 0, count: values.count)
        for (index, value) in values.enumerated() {
            order[Int(next[Int(value.key)])] = Int32(index)
            next[Int(value.key)] += 1
        }
        return order.map { values[Int($0)].value }
    }
}
