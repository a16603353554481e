import CommandLineOptions
import TriageEvaluation

/// What the command line of `legtriage evaluate` asks for, checked.
struct EvaluateSettings {
    let casesPath: String?
    let negationPath: String?
    let heldBackParts: Int?
    let missLimit: Int
    let showsText: Bool
    let gates: [EvaluationGate]
    let minimumF: Double?
    let isJSON: Bool

    init(_ invocation: Invocation) throws(CommandFailure) {
        casesPath = invocation.operands.first
        negationPath = invocation.value("negation")
        heldBackParts = try Self.count(invocation, "hold-back", from: 2)
        missLimit = try Self.count(invocation, "misses", from: 0) ?? 20
        showsText = invocation.flag("show-text")
        isJSON = invocation.value("format") == "json"
        var gates: [EvaluationGate] = []
        if let count = try Self.count(invocation, "max-missed-emergencies", from: 0) {
            gates.append(.maxMissedEmergencies(count))
        }
        if let count = try Self.count(invocation, "max-missed-dvt", from: 0) { gates.append(.maxMissedDVT(count)) }
        if let share = try Self.share(invocation, "max-false-alarms") { gates.append(.maxFalseAlarms(share)) }
        if let share = try Self.share(invocation, "min-strict") { gates.append(.minStrict(share)) }
        if let share = try Self.share(invocation, "min-lenient") { gates.append(.minLenient(share)) }
        self.gates = gates
        minimumF = try Self.share(invocation, "min-f")
        if casesPath == nil, negationPath == nil {
            throw .refused("needs a file of labelled cases, or --negation FILE")
        }
        if casesPath == "-", negationPath == "-" {
            throw .refused("standard input cannot be both the labelled cases and the sentences")
        }
        // A gate that nothing is measured for would look kept.
        if casesPath == nil, let gate = gates.first {
            throw .refused("--\(gate.name) needs a file of labelled cases")
        }
        if negationPath == nil, minimumF != nil { throw .refused("--min-f needs --negation FILE") }
    }

    private static func count(
        _ invocation: Invocation, _ name: String, from least: Int
    ) throws(CommandFailure) -> Int? {
        guard let text = invocation.value(name) else { return nil }
        guard let count = Int(text), count >= least else {
            throw .refused("--\(name) takes a whole number from \(least)")
        }
        return count
    }

    private static func share(_ invocation: Invocation, _ name: String) throws(CommandFailure) -> Double? {
        guard let text = invocation.value(name) else { return nil }
        guard let share = Double(text), (0...1).contains(share) else {
            throw .refused("--\(name) takes a share from 0 to 1, such as 0.1")
        }
        return share
    }
}
