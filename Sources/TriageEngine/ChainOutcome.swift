package import JSON
package import TriageEvents

/// What became of one record.
package enum ChainOutcome {
    /// A routing event; its body is in the writer.
    case routed(Routed)
    /// A record that cannot be decoded.
    case deadLetter(DeadLetter)

    /// What a publisher needs to know of a routing event. Texts are valid until the chain's next record.
    package struct Routed {
        package let eventID: EventID
        package let submissionID: JSONText
        package let submittedAt: Instant?
        /// The moment of an envelope, for use where `submittedAt` is nil.
        package let eventTime: Instant?
        /// Nil when undetermined.
        package let category: TriageEvents.Category?
        package let status: Status
        /// Names the lane.
        package let priority: Priority
        package let review: ReviewFlags
        /// What in the submission could not be read, by kind.
        package let problems: SubmissionProblem.Kinds
        package let skipped: Skipped
    }

    /// What stood in records and was passed over, because it says nothing here: how often each.
    package struct Skipped: Equatable, Sendable {
        /// Members that no format here has.
        package var unknownMembers = 0
        /// Questions that the form's map does not name.
        package var unknownQuestions = 0
        package var byteOrderMarks = 0
        /// Prefixes of a schema registry's wire format.
        package var schemaRegistryPrefixes = 0

        /// Nothing.
        package init() {}

        package mutating func add(_ other: Skipped) {
            unknownMembers += other.unknownMembers
            unknownQuestions += other.unknownQuestions
            byteOrderMarks += other.byteOrderMarks
            schemaRegistryPrefixes += other.schemaRegistryPrefixes
        }
    }

    /// Why a record is a dead letter, without content.
    package struct DeadLetter {
        package let rejection: IntakeRejection
        /// What could be read as text in it holds a red flag.
        package let hasRedFlag: Bool

        /// For what becomes a dead letter only when it is published.
        package init(rejection: IntakeRejection, hasRedFlag: Bool) {
            self.rejection = rejection
            self.hasRedFlag = hasRedFlag
        }
    }
}
