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

    /// All nodes that can be reached without a word.
    func closure(of start: [Int]) -> Set<Int> {
        var seen = Set(start)
        var queue = start
        while let node = queue.popLast() {
            for target in nodes[node].skips where seen.insert(target).inserted { queue.append(target) }
        }
        return seen
    }

    /// For each node, what can be reached without a word and leads on or ends a phrase, ascending.
    private func closures() -> [[Int32]] {
        nodes.indices.map { start in
            let reached = nodes[start].skips.isEmpty ? [start] : closure(of: [start]).sorted()
            return reached.filter { node in
                !nodes[node].edges.isEmpty || !nodes[node].anything.isEmpty || !nodes[node].outputs.isEmpty
            }.map { Int32($0) }
        }
    }

    /// Makes the automaton from the first nodes of all phrases. `wordCount` is one more than the highest word number; gaps do not swallow
    /// `gapStops`.
    consuming func build(starts: [Int], wordCount: Int, gapStops: Set<UInt16>) -> PhraseAutomaton {
        let (symbols, symbolsOfLabel, stopSymbols) = symbols(wordCount: wordCount, gapStops: gapStops)
        let symbolCount = Int(symbols.max() ?? 0) + 1
        let closures = closures()
        // Stamps tell which nodes are in the set at hand, without a set.
        var stamps = [Int32](repeating: 0, count: nodes.count)
        var stamp: Int32 = 0
        func subset(_ members: [Int]) -> [Int32] {
            if members.count == 1 { return closures[members[0]] }
            stamp += 1
            var subset: [Int32] = []
            for member in members {
                for node in closures[member] where stamps[Int(node)] != stamp {
                    stamps[Int(node)] = stamp
                    subset.append(node)
                }
            }
            subset.sort()
            return subset
        }
        let root = subset(starts)
        var states: [[Int32]: Int] = [root: 0]
        var queue: [[Int32]] = [root]
        var transitions: [(state: Int, symbol: UInt16, target: Int)] = []
        var fallbacks: [Int32] = []
        var outputs: [[UInt16]] = []
        // Targets by symbol, reused from state to state; `used` lists the symbols that have some.
        var targets = [[Int]](repeating: [], count: symbolCount)
        var used: [UInt16] = []
        func state(_ members: [Int]) -> Int {
            let subset = subset(members)
            if let known = states[subset] { return known }
            states[subset] = queue.count
            queue.append(subset)
            return queue.count - 1
        }
        var head = 0
        while head < queue.count, queue.count < PhraseAutomaton.maximumStates {
            var anything: [Int] = []
            var output: Set<UInt16> = []
            used.removeAll(keepingCapacity: true)
            for index in queue[head] {
                let node = nodes[Int(index)]
                output.formUnion(node.outputs)
                anything += node.anything
                for edge in node.edges {
                    for symbol in symbolsOfLabel[edge.label] {
                        if targets[Int(symbol)].isEmpty { used.append(symbol) }
                        targets[Int(symbol)].append(edge.target)
                    }
                }
            }
            outputs.append(output.sorted())
            let hasFallback = !anything.isEmpty && head > 0
            if hasFallback {
                // A word that ends a gap must not fall back into it.
                for symbol in stopSymbols.sorted() where targets[Int(symbol)].isEmpty {
                    transitions.append((head, symbol, PhraseAutomaton.deadEnd))
                }
            }
            // Sorted, so that two loads of one lexicon build the same automaton.
            for symbol in used.sorted() {
                let direct = targets[Int(symbol)]
                targets[Int(symbol)].removeAll(keepingCapacity: true)
                let members = hasFallback && !stopSymbols.contains(symbol) ? direct + anything : direct
                transitions.append((head, symbol, state(members)))
            }
            fallbacks.append(hasFallback ? Int32(state(anything)) : -1)
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
