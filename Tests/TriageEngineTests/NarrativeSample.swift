import TriageEngine

/// A narrative read by the lexicon of the leg ruleset, and what the ledger says about it.
///
/// Marks such as 1️⃣ in the text are taken out before it is read; they name the byte at which evidence must begin.
struct NarrativeSample {
    static let marks: [Character] = ["1️⃣", "2️⃣", "3️⃣", "4️⃣"]

    let text: String
    private(set) var offsets: [Character: Int32] = [:]
    private(set) var entries: [EvidenceEntry] = []
    private(set) var summary = NarrativeSummary()
    let ruleset: Ruleset

    init(_ marked: String, submittedAtMilliseconds: Int64? = nil, reader: NarrativeReader? = nil) throws {
        ruleset = try LegRuleset.loaded.get()
        var plain = ""
        for character in marked {
            if Self.marks.contains(character) {
                offsets[character] = Int32(plain.utf8.count)
            } else {
                plain.append(character)
            }
        }
        text = plain
        let reader = reader ?? NarrativeReader(lexicon: ruleset.lexicon)
        var ledger = EvidenceLedger(findingCount: ruleset.vocabulary.findings.count)
        var copy = plain
        summary = copy.withUTF8 {
            reader.read($0, submittedAtMilliseconds: submittedAtMilliseconds, into: &ledger)
        }
        entries = Array(ledger.entries)
    }

    /// The states asserted of a finding, in order; with a mark, only by evidence that begins there.
    func states(_ name: String, at mark: Character? = nil) -> [FindingState] {
        entries.compactMap { entry in
            guard case .finding(let finding, let state) = entry.statement, ruleset.vocabulary[finding].name == name
            else {
                return nil
            }
            return isAt(mark, entry) ? state : nil
        }
    }

    func isPresent(_ name: String, at mark: Character? = nil) -> Bool { states(name, at: mark).contains(.present) }

    func isAbsent(_ name: String, at mark: Character? = nil) -> Bool {
        let states = states(name, at: mark)
        return states.contains(.absent) && !states.contains(.present)
    }

    /// Spoken of, neither affirmed nor denied.
    func isDoubted(_ name: String, at mark: Character? = nil) -> Bool {
        entries.contains { entry in
            guard case .doubt(let finding) = entry.statement else { return false }
            return ruleset.vocabulary[finding].name == name && isAt(mark, entry)
        }
    }

    func isUnspoken(_ name: String) -> Bool { states(name).isEmpty && !isDoubted(name) }

    /// The bounds of a number, as first told.
    func number(_ name: String) -> ClosedRange<Double>? {
        for entry in entries {
            if case .number(let number, let low, let high) = entry.statement, ruleset.vocabulary[number].name == name {
                return low...high
            }
        }
        return nil
    }

    private func isAt(_ mark: Character?, _ entry: EvidenceEntry) -> Bool {
        guard let mark else { return true }
        guard case .span(let start, let end) = entry.origin else { return false }
        return start == offsets[mark] && end > start && Int(end) <= text.utf8.count
    }
}
