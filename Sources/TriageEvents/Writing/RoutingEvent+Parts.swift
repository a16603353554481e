package import JSON

extension RoutingEvent {
    /// One rule that decided, and what it rests on.
    package struct Reason {
        package var rule: JSONText
        /// Range in `composedText`.
        package var text: Range<Int>
        /// Range in `sources`.
        package var sources: Range<Int>
        /// Range in `evidence`.
        package var evidence: Range<Int>

        package init(rule: JSONText, text: Range<Int>, sources: Range<Int>, evidence: Range<Int>) {
            self.rule = rule
            self.text = text
            self.sources = sources
            self.evidence = evidence
        }
    }

    /// One finding or number that a reason rests on.
    package struct Evidence {
        /// The id of the finding or number.
        package var finding: JSONText
        package var state: EvidenceState
        package var origin: Origin
        /// The text of the span; only where the ruleset asks for quotes.
        package var quote: JSONText?

        package init(finding: JSONText, state: EvidenceState, origin: Origin, quote: JSONText? = nil) {
            self.finding = finding
            self.state = state
            self.origin = origin
            self.quote = quote
        }
    }

    /// What the evidence says.
    package enum EvidenceState {
        case present
        case absent
        case unknown
        /// A number that lies within bounds, both included; an infinite bound is none. Its state is `present`.
        case between(low: Double, high: Double)
    }

    /// Where the evidence stands in the submission.
    package enum Origin {
        /// An answer, by the ruleset's question id.
        case question(JSONText)
        /// Another member of the submission, by its path (`patient.sex`).
        case member(JSONText)
        /// Half-open UTF-8 byte offsets into a decoded narrative as it came; `narrative` counts from 0 and is not 0
        /// only where a submission has several.
        case span(start: Int, end: Int, narrative: Int)
    }

    /// A score as bounds.
    package struct Score {
        package var id: JSONText
        package var low: Double
        package var high: Double
        package var band: Band
        /// Range in `unknownItems`.
        package var unknownItems: Range<Int>

        package init(id: JSONText, low: Double, high: Double, band: Band, unknownItems: Range<Int>) {
            self.id = id
            self.low = low
            self.high = high
            self.band = band
            self.unknownItems = unknownItems
        }
    }

    /// What a score's bounds amount to.
    package enum Band: UInt8, Sendable, CaseIterable {
        case likely
        case unlikely
        case undetermined
        case notApplicable

        /// The word for it in routing events.
        package var word: StaticString {
            switch self {
            case .likely: "likely"
            case .unlikely: "unlikely"
            case .undetermined: "undetermined"
            case .notApplicable: "not_applicable"
            }
        }
    }

    /// A question whose answer could still change the assessment.
    package struct OpenQuestion {
        package var id: JSONText
        package var text: JSONText
        /// The most serious category that an answer could lead to.
        package var couldRaiseToCategory: Category?
        /// The highest priority that an answer could lead to.
        package var couldRaiseToPriority: Priority

        package init(id: JSONText, text: JSONText, couldRaiseToCategory: Category?, couldRaiseToPriority: Priority) {
            self.id = id
            self.text = text
            self.couldRaiseToCategory = couldRaiseToCategory
            self.couldRaiseToPriority = couldRaiseToPriority
        }
    }
}
