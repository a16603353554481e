package import TriageEngine
package import YAML

/// What carries each statement that a ruleset goes back to, or why nothing does.
package struct RulesetTrace: Sendable {
    /// One statement and what carries it.
    package struct Entry: Sendable {
        /// Its name, `S001` or `X1`.
        package let statement: String
        /// Names by `TraceCarrier.Kind`, each list in the order of the ruleset.
        fileprivate(set) var namesByKind: [[String]]
        /// Why no rule has it, where that is stated.
        package fileprivate(set) var reason: String?

        /// The parts of one kind that carry it, in the order of the ruleset.
        package func names(_ kind: TraceCarrier.Kind) -> [String] {
            namesByKind[Int(kind.rawValue)]
        }

        /// Whether anything carries it.
        package var isCarried: Bool { namesByKind.contains { !$0.isEmpty } }
        /// Whether something that decides carries it: a rule, an exception or a score.
        package var isDecided: Bool { TraceCarrier.Kind.allCases.contains { $0.decides && !names($0).isEmpty } }
        /// Whether it has fallen through: nothing carries it and no reason is stated.
        package var isMissing: Bool { !isCarried && reason == nil }
    }

    /// In the order of `trace.yaml`.
    package private(set) var entries: [Entry] = []
    /// What is wrong with `trace.yaml`, and sources that name a statement which does not exist; in the order found.
    package private(set) var problems: [RulesetProblem] = []
    private var places: [String: Int] = [:]
    private var prefixes: [String] = []

    /// - Parameters:
    ///   - tree: The tree of `trace.yaml`; nil when there is none, which is an error: nothing else says which
    ///     statements there are.
    ///   - carriers: Everything that is in force, in the order of the ruleset.
    package init(tree: YAMLNode?, carriers: [TraceCarrier]) {
        guard let tree else {
            problems.append(
                RulesetProblem(
                    at: YAMLLocation(file: "trace.yaml", line: 0, column: 0),
                    "the file is missing; it says which statements must be carried"))
            return
        }
        readTree(tree)
        for carrier in carriers { add(carrier) }
        for entry in entries where entry.reason != nil && entry.isDecided {
            problems.append(
                RulesetProblem(
                    .warning, at: tree.location,
                    "\(entry.statement) has a reason for having no rule, but a rule, exception or score carries it"))
        }
    }

    /// The statements that have fallen through.
    package var missing: [Entry] { entries.filter(\.isMissing) }

    /// Whether every statement is carried or has its reason, and nothing is wrong.
    package var passes: Bool {
        !entries.isEmpty && missing.isEmpty && !problems.contains { $0.severity == .error }
    }

    /// What carries a statement; nil when there is no such statement.
    package subscript(statement: String) -> Entry? {
        places[statement].map { entries[$0] }
    }

    private mutating func readTree(_ tree: YAMLNode) {
        guard let members = tree.members else {
            return report(tree.location, "must be a mapping with \"statements\" and \"withoutRule\"")
        }
        for member in members where member.key != "statements" && member.key != "withoutRule" {
            report(
                member.keyLocation,
                "unknown key \"\(member.key)\""
                    + NameSuggestion.hint(for: member.key, among: ["statements", "withoutRule"]))
        }
        for node in names(tree["statements"], of: tree, key: "statements") {
            for name in node.range.names {
                if places[name] != nil {
                    report(node.location, "\(name) is given twice")
                } else {
                    places[name] = entries.count
                    entries.append(
                        Entry(statement: name, namesByKind: TraceCarrier.Kind.allCases.map { _ in [] }, reason: nil))
                }
            }
            if !prefixes.contains(node.range.prefix) { prefixes.append(node.range.prefix) }
        }
        guard let list = tree["withoutRule"], !list.isNull else { return }
        guard let elements = list.elements else { return report(list.location, "\"withoutRule\" must be a list") }
        for element in elements { readReason(element) }
    }

    private mutating func readReason(_ node: YAMLNode) {
        for member in node.members ?? [] where member.key != "statements" && member.key != "reason" {
            report(
                member.keyLocation,
                "unknown key \"\(member.key)\"" + NameSuggestion.hint(for: member.key, among: ["statements", "reason"]))
        }
        guard let reason = node["reason"]?.text, !reason.isEmpty else {
            return report(node.location, "needs \"statements\" and a \"reason\"")
        }
        for list in names(node["statements"], of: node, key: "statements") {
            for name in list.range.names {
                guard let place = places[name] else {
                    report(list.location, "\(name) is not among the statements")
                    continue
                }
                if entries[place].reason != nil { report(list.location, "\(name) has a reason already") }
                entries[place].reason = reason
            }
        }
    }

    private mutating func names(
        _ node: YAMLNode?, of parent: YAMLNode, key: String
    ) -> [(range: StatementRange, location: YAMLLocation)] {
        guard let elements = node?.elements, !elements.isEmpty else {
            report((node ?? parent).location, "\"\(key)\" must be a list such as [S001-S009, X1]")
            return []
        }
        var ranges: [(StatementRange, YAMLLocation)] = []
        for element in elements {
            if let range = element.text.flatMap(StatementRange.init) {
                ranges.append((range, element.location))
            } else {
                report(element.location, "must be a statement such as S001, or a range such as S001-S009")
            }
        }
        return ranges
    }

    private mutating func add(_ carrier: TraceCarrier) {
        for source in carrier.sources {
            if let place = places[source] {
                let kind = Int(carrier.kind.rawValue)
                if !entries[place].namesByKind[kind].contains(carrier.name) {
                    entries[place].namesByKind[kind].append(carrier.name)
                }
            } else if looksLikeStatement(source) {
                report(carrier.location, "\(carrier.name) names the source \"\(source)\", which is no statement")
            }
        }
    }

    /// Whether a source starts as a statement does: the letters of one, and a digit.
    private func looksLikeStatement(_ source: String) -> Bool {
        prefixes.contains { prefix in
            source.hasPrefix(prefix) && source.dropFirst(prefix.count).first.map { ("0"..."9").contains($0) } ?? false
        }
    }

    private mutating func report(_ location: YAMLLocation, _ message: String) {
        problems.append(RulesetProblem(at: location, message))
    }
}
