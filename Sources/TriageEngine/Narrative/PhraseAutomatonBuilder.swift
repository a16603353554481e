/// Compiles phrases into a deterministic automaton: first a graph with one path for each way of saying a phrase, then the sets of its nodes that
/// one reading can be in.
struct PhraseAutomatonBuilder {
    private struct Node {
        var edges: [(label: Int, target: Int)] = []
        var anything: [Int] = []
        var skips: [Int] = []
        var outputs: [UInt16] = []
    }

    private var nodes: [Node] = [Node()]
    private var labels: [[UInt16]] = []
    private var labelNumbers: [[UInt16]: Int] = [:]

    mutating func makeNode() -> Int {
        nodes.append(Node())
        return nodes.count - 1
    }

    /// Any of some words, ascending, leads from one node to another.
    mutating func connect(_ node: Int, _ words: [UInt16], to target: Int) {
        let label: Int
        if let known = labelNumbers[words] {
            label = known
        } else {
            label = labels.count
            labels.append(words)
            labelNumbers[words] = label
        }
        nodes[node].edges.append((label, target))
    }

    /// Any word at all leads from one node to another.
    mutating func connectAnything(_ node: Int, to target: Int) { nodes[node].anything.append(target) }

    /// Nothing is needed to get from one node to another.
    mutating func skip(_ node: Int, to target: Int) { nodes[node].skips.append(target) }

    mutating func accept(_ node: Int, _ output: UInt16) { nodes[node].outputs.append(output) }

    /// All nodes that can be reached without a word, ascending.
    func closure(of start: [Int]) -> [Int] {
        var seen = Set(start)
        var queue = start
        while let node = queue.popLast() {
            for target in nodes[node].skips where seen.insert(target).inserted { queue.append(target) }
        }
        return seen.sorted()
    }

    /// Makes the automaton from the first nodes of all phrases. `wordCount` is one more than the highest word number; gaps do not swallow
    /// `gapStops`.
    consuming func build(starts: [Int], wordCount: Int, gapStops: Set<UInt16>) -> PhraseAutomaton {
        let (symbols, symbolsOfLabel, stopSymbols) = symbols(wordCount: wordCount, gapStops: gapStops)
        let root = closure(of: starts)
        var states: [[Int]: Int] = [root: 0]
        var queue: [[Int]] = [root]
        var transitions: [(state: Int, symbol: UInt16, target: Int)] = []
        var fallbacks: [Int32] = []
        var outputs: [[UInt16]] = []
        var head = 0
        while head < queue.count, queue.count < PhraseAutomaton.maximumStates {
            var targets: [UInt16: [Int]] = [:]
            var anything: [Int] = []
            var output: Set<UInt16> = []
            for node in queue[head] {
                output.formUnion(nodes[node].outputs)
                anything += nodes[node].anything
                for edge in nodes[node].edges {
                    for symbol in symbolsOfLabel[edge.label] { targets[symbol, default: []].append(edge.target) }
                }
            }
            outputs.append(output.sorted())
            func state(_ members: [Int]) -> Int {
                let subset = closure(of: members)
                if let known = states[subset] { return known }
                states[subset] = queue.count
                queue.append(subset)
                return queue.count - 1
            }
            // Sorted, so that two loads of one lexicon build the same automaton.
            for symbol in targets.keys.sorted() {
                let direct = targets[symbol] ?? []
                transitions.append((head, symbol, state(stopSymbols.contains(symbol) ? direct : direct + anything)))
            }
            if anything.isEmpty || head == 0 {
                fallbacks.append(-1)
            } else {
                fallbacks.append(Int32(state(anything)))
                // A word that ends a gap must not fall back into it.
                for symbol in stopSymbols.sorted() where targets[symbol] == nil {
                    transitions.append((head, symbol, PhraseAutomaton.deadEnd))
                }
            }
            head += 1
        }
        return PhraseAutomaton(symbols: symbols, transitions: transitions, fallbacks: fallbacks, outputs: outputs)
    }

    /// Words that stand in exactly the same labels are one symbol: the automaton grows with what can be told apart, not with the words.
    private func symbols(
        wordCount: Int, gapStops: Set<UInt16>
    ) -> (symbols: [UInt16], ofLabel: [[UInt16]], stops: Set<UInt16>) {
        var labelsOfWord = [[Int32]](repeating: [], count: wordCount)
        for (label, words) in labels.enumerated() {
            for word in words { labelsOfWord[Int(word)].append(Int32(label)) }
        }
        var symbols = [UInt16](repeating: 0, count: wordCount)
        var numbers: [[Int32]: UInt16] = [[]: 0]
        var ofLabel = [[UInt16]](repeating: [], count: labels.count)
        var stops: Set<UInt16> = []
        for word in 0..<wordCount {
            let isStop = gapStops.contains(UInt16(word))
            let signature = labelsOfWord[word] + (isStop ? [-1] : [])
            if let number = numbers[signature] {
                symbols[word] = number
            } else {
                let number = UInt16(numbers.count)
                numbers[signature] = number
                symbols[word] = number
                for label in labelsOfWord[word] { ofLabel[Int(label)].append(number) }
                if isStop { stops.insert(number) }
            }
        }
        return (symbols, ofLabel, stops)
    }
}
