import TriageEngine

extension RulesetProofs {
    /// A line for each rule: how many cases fire it, nearly fire it, negate it, and are broken without it; then what is
    /// missing.
    package var text: String {
        var table = TextTable(header: ["rule", "fires", "nearly", "negated", "breaks", "decides"])
        for proof in proofs {
            let cells = [proof.fires, proof.nearly, proof.negated, proof.broken, proof.decisive].map {
                String($0.count)
            }
            table.add([proof.name] + cells)
        }
        var text = table.text(indent: 0)
        for proof in incomplete { text += proof.complaint + "\n" }
        return text
    }
}

extension RuleProof {
    /// What is not proved of the rule, as one line for a person.
    package var complaint: String {
        var lacks: [String] = []
        if fires.isEmpty { lacks.append("no case fires it") }
        if nearly.isEmpty { lacks.append("no case nearly fires it") }
        if negated.isEmpty { lacks.append("no case negates it") }
        if broken.isEmpty { lacks.append("no case breaks without it") }
        for mark in mismarked { lacks.append("case \(mark.name) is not what \"\(mark.kind.rawValue)\" says") }
        return "\(name): " + lacks.joined(separator: "; ")
    }
}
