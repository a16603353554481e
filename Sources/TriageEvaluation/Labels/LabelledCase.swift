package import TriageEngine
package import TriageEvents

/// One line of a file of labelled cases: what came in, and what a reader said should come out.
package struct LabelledCase: Sendable {
    /// What came in.
    package enum Input: Sendable {
        /// A narrative without a form, as UTF-8.
        case text([UInt8])
        /// The JSON of a submission, in any of the shapes that the intake topic carries.
        case submission([UInt8])
    }

    /// A finding of the ruleset and the state that the reader gave it.
    package struct LabelledFinding: Sendable, Equatable {
        package let name: String
        package let state: FindingState

        package init(name: String, state: FindingState) {
            self.name = name
            self.state = state
        }
    }

    /// For texts of which nobody said when they were written: a fixed day, so that the figures of one file stay the
    /// same.
    package static let assumedSubmittedAt = "2026-07-01T12:00:00Z"

    /// Where it stands in the file, counted from 1.
    package let line: Int
    /// Given by whoever labelled it, unique within the file.
    package let id: String
    package let input: Input
    /// When a text was written, in RFC 3339: what "since March" and "in 2019" count from. A submission says so itself.
    package let submittedAt: String
    package let label: CaseLabel
    /// Other labels that are right, too, by the lenient measure.
    package let acceptable: [CaseLabel]
    /// Stands in for the labels' own lowest priority, where given.
    package let minimumPriority: Priority?
    /// In the order of the line; no name twice.
    package let findings: [LabelledFinding]

    package init(
        line: Int, id: String, input: Input, submittedAt: String = Self.assumedSubmittedAt, label: CaseLabel,
        acceptable: [CaseLabel] = [],
        minimumPriority: Priority? = nil, findings: [LabelledFinding] = []
    ) {
        self.line = line
        self.id = id
        self.input = input
        self.submittedAt = submittedAt
        self.label = label
        self.acceptable = acceptable
        self.minimumPriority = minimumPriority
        self.findings = findings
    }

    /// The label and whatever else is acceptable.
    package var accepted: [CaseLabel] { [label] + acceptable }

    /// The priority below which the case is missed: `minimumPriority`, else the lowest that any accepted label asks
    /// for.
    package var lowestPriority: Priority {
        minimumPriority ?? acceptable.reduce(label.lowestPriority) { min($0, $1.lowestPriority) }
    }

    /// The priority that the label asks for, or more where `minimumPriority` does, whatever else is acceptable.
    package var leastPriority: Priority { max(label.lowestPriority, minimumPriority ?? .routine) }

    /// The priority above which the case is over-triaged: the highest that any accepted label allows.
    package var highestPriority: Priority {
        accepted.reduce(minimumPriority ?? .routine) { max($0, $1.highestPriority) }
    }

    /// Whether the case belongs to the part that is held back when one case in `parts` is: a fixed choice by its id
    /// alone, so that it stays the same as the file grows or is put into another order.
    package func isHeldBack(oneIn parts: Int) -> Bool {
        guard parts > 1 else { return parts == 1 }
        // FNV-1a, then a mix: the low bits of FNV alone follow the last characters of the id.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in id.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        hash = (hash ^ (hash &>> 33)) &* 0xFF51_AFD7_ED55_8CCD
        hash = (hash ^ (hash &>> 33)) &* 0xC4CE_B9FE_1A85_EC53
        hash ^= hash &>> 33
        return hash % UInt64(parts) == 0
    }
}
