/// All phrases of a lexicon as one graph with a path for each way of saying each of them. Immutable.
///
/// A node stands for what of some phrase has been read; `PhraseAutomaton` makes states of the sets of nodes that a text
/// leads to.
struct PhraseGraph: Sendable {
    /// Leads on with one word, or with any of a set of words.
    struct Edge: Sendable {
        /// A word; or, where negative, the complement of an index into `sets`.
        let label: Int32
        let target: Int32
    }

    /// Where a node's own parts of the arrays below begin; they end where those of the next node begin.
    struct Node: Sendable {
        var edges: Int32 = 0
        var gaps: Int32 = 0
        var skips: Int32 = 0
        var outputs: Int32 = 0
    }

    /// One more than there are.
    let nodes: [Node]
    let edges: [Edge]
    /// Nodes that any word leads to.
    let gaps: [Int32]
    /// Nodes that are reached without a word.
    let skips: [Int32]
    /// Entries whose phrases end at a node.
    let outputs: [UInt16]
    /// Where each set of words begins in `setWords`; one more than there are. The words of a set ascend.
    let sets: [Int32]
    let setWords: [UInt16]
    /// By first word, where the nodes that it leads to begin in `startNodes`; one more than there are words.
    let starts: [Int32]
    let startNodes: [Int32]
    /// By word, whether it ends a gap.
    let endsGap: [Bool]

    var nodeCount: Int { nodes.count - 1 }

    /// Whether a word leads along an edge.
    @inline(__always)
    func leads(_ word: UInt16, along edge: Edge) -> Bool {
        if edge.label >= 0 { return edge.label == Int32(word) }
        let set = Int(~edge.label)
        var low = Int(sets[set])
        var high = Int(sets[set + 1])
        while low < high {
            let middle = (low + high) / 2
            if setWords[middle] == word { return true }
            if setWords[middle] < word { low = middle + 1 } else { high = middle }
        }
        return false
    }
}
