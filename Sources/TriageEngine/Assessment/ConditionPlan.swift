/// The conditions of rules and exceptions laid out flat, for saying what made them true.
///
/// The trees of `Condition` are what a ruleset is read into; walking them for every reason of every submission retains
/// and releases each of their nodes. Sendable although it holds pointers: everything is written in the initialiser,
/// only read afterwards, and freed with the plan.
final class ConditionPlan: @unchecked Sendable {
    struct Node {
        enum Kind: UInt8 {
            case finding, number, score
            /// True when at least `needed` parts are.
            case atLeast
            case not, doubtful
        }

        let kind: Kind
        /// Of `score`: the upper bound is meant.
        var isHigh = false
        /// Finding, number or score.
        var index: Int32 = 0
        var needed: Int32 = 0
        /// Run of `parts`.
        var parts = PlainRun()
        /// Of `doubtful`, the findings it speaks of: run of `parts`, too.
        var findings = PlainRun()
        var range = NumberRange()
    }

    let nodes: PlainList<Node>
    /// Indices of nodes, or of findings.
    let parts: PlainList<Int32>
    /// The node of each rule's condition, and of each exception's.
    let rules: PlainList<Int32>
    let exceptions: PlainList<Int32>

    init(rules: [Rule], exceptions: [RuleException], definitions: [Definition]) {
        var builder = Builder(definitions: definitions.map(\.condition))
        self.rules = PlainList(rules.map { builder.add($0.condition) })
        self.exceptions = PlainList(exceptions.map { builder.add($0.condition) })
        nodes = PlainList(builder.nodes)
        parts = PlainList(builder.parts)
    }

    deinit {
        nodes.deallocate()
        parts.deallocate()
        rules.deallocate()
        exceptions.deallocate()
    }

    private struct Builder {
        let definitions: [Condition]
        var nodes: [Node] = []
        var parts: [Int32] = []
        private var definitionNodes: [Int32?]

        init(definitions: [Condition]) {
            self.definitions = definitions
            definitionNodes = Array(repeating: nil, count: definitions.count)
        }

        mutating func add(_ condition: Condition) -> Int32 {
            switch condition {
            case .finding(let finding): append(Node(kind: .finding, index: Int32(finding.index)))
            case .number(let number, let range): append(Node(kind: .number, index: Int32(number.index), range: range))
            case .score(let score, let bound, let range):
                append(Node(kind: .score, isHigh: bound == .high, index: Int32(score), range: range))
            case .definition(let index): add(definition: index)
            case .all(let conditions): add(.atLeast, conditions, needed: conditions.count)
            case .any(let conditions): add(.atLeast, conditions, needed: 1)
            case .atLeast(let needed, let conditions): add(.atLeast, conditions, needed: needed)
            case .not(let part): add(.not, [part], needed: 1)
            case .doubtful(let part): add(.doubtful, [part], needed: 1)
            }
        }

        private mutating func add(definition index: Int) -> Int32 {
            if let known = definitionNodes[index] { return known }
            let node = add(definitions[index])
            definitionNodes[index] = node
            return node
        }

        private mutating func add(_ kind: Node.Kind, _ conditions: [Condition], needed: Int) -> Int32 {
            var places: [Int32] = []
            for condition in conditions { places.append(add(condition)) }
            var node = Node(kind: kind, needed: Int32(needed))
            node.parts = parts.appendRun(places)
            if kind == .doubtful {
                node.findings = parts.appendRun(
                    conditions.flatMap { Circuit.findings(in: $0, definitions: definitions) }.map { Int32($0.index) })
            }
            return append(node)
        }

        private mutating func append(_ node: Node) -> Int32 {
            nodes.append(node)
            return Int32(nodes.count - 1)
        }
    }
}
