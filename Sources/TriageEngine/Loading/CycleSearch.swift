/// Cycles and orders of small graphs whose nodes are counted from 0.
enum CycleSearch {
    /// Each cycle found by a walk from the lowest node, as a path that ends where it began.
    static func cycles(count: Int, edges: (Int) -> [Int]) -> [[Int]] {
        var cycles: [[Int]] = []
        walk(count: count, edges: edges) { cycles.append($0) }
        return cycles
    }

    /// All nodes so that each comes after those it points to. Edges that close a cycle are passed over.
    static func dependenciesFirst(count: Int, edges: (Int) -> [Int]) -> [Int] {
        walk(count: count, edges: edges) { _ in }
    }

    @discardableResult
    private static func walk(count: Int, edges: (Int) -> [Int], foundCycle: ([Int]) -> Void) -> [Int] {
        enum Mark { case new, open, done }
        var marks = [Mark](repeating: .new, count: count)
        var order: [Int] = []
        for start in 0..<count where marks[start] == .new {
            // An own stack: the depth is the ruleset's, and must not be the program's.
            var stack: [(node: Int, next: Int)] = [(start, 0)]
            marks[start] = .open
            while let top = stack.last {
                let targets = edges(top.node)
                guard top.next < targets.count else {
                    marks[top.node] = .done
                    order.append(top.node)
                    stack.removeLast()
                    continue
                }
                stack[stack.count - 1].next += 1
                let target = targets[top.next]
                switch marks[target] {
                case .new:
                    marks[target] = .open
                    stack.append((target, 0))
                case .open:
                    if let first = stack.firstIndex(where: { $0.node == target }) {
                        foundCycle(stack[first...].map(\.node) + [target])
                    }
                case .done: break
                }
            }
        }
        return order
    }
}
