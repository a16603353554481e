import TriageEngine

/// How well findings are found, where cases are labelled with the ruleset's own ids. A finding that a case says
/// nothing about does not count, whatever was found.
package struct FindingFigures: Sendable, Equatable {
    /// Hits and slips about one state.
    package struct Count: Sendable, Equatable {
        /// Labelled so and found so.
        package fileprivate(set) var hits = 0
        /// Found so, labelled otherwise.
        package fileprivate(set) var spurious = 0
        /// Labelled so, found otherwise.
        package fileprivate(set) var missed = 0

        /// Of what was found so, the share that is so.
        package var precision: Proportion { Proportion(hits, of: hits + spurious) }
        /// Of what is so, the share that was found so.
        package var recall: Proportion { Proportion(hits, of: hits + missed) }

        fileprivate mutating func add(_ state: FindingState, labelled: FindingState, found: FindingState) {
            if labelled == state, found == state {
                hits += 1
            } else if found == state {
                spurious += 1
            } else if labelled == state {
                missed += 1
            }
        }
    }

    /// The figures of one finding.
    package struct Row: Sendable, Equatable {
        package let finding: String
        package fileprivate(set) var present = Count()
        package fileprivate(set) var absent = Count()
    }

    /// In the order of the names.
    package private(set) var rows: [Row]
    /// Over all labelled findings.
    package private(set) var present = Count()
    /// Over all labelled findings.
    package private(set) var absent = Count()

    package init(_ outcomes: [CaseOutcome]) {
        let names = Set(outcomes.flatMap { $0.labelled.findings.map(\.name) }).sorted()
        rows = names.map { Row(finding: $0) }
        let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        for outcome in outcomes {
            for labelled in outcome.labelled.findings {
                guard let place = places[labelled.name] else { continue }
                let found = outcome.decision.state(of: labelled.name)
                present.add(.present, labelled: labelled.state, found: found)
                absent.add(.absent, labelled: labelled.state, found: found)
                rows[place].present.add(.present, labelled: labelled.state, found: found)
                rows[place].absent.add(.absent, labelled: labelled.state, found: found)
            }
        }
    }
}
