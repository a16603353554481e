/// What can be wrong with a decision, from the worst.
package enum Miss: UInt8, Sendable, CaseIterable, Comparable {
    /// Priority below that of every accepted label.
    case underTriaged
    /// A dead letter.
    case rejected
    /// A harmless text that raised an alarm.
    case falseAlarm
    /// A category that no accepted label has, with no harm to the priority.
    case wrongCategory

    /// The word for it in reports.
    package var word: StaticString {
        switch self {
        case .underTriaged: "under-triaged"
        case .rejected: "rejected"
        case .falseAlarm: "false alarm"
        case .wrongCategory: "wrong category"
        }
    }

    /// Worse before less bad.
    package static func < (left: Miss, right: Miss) -> Bool {
        left.rawValue < right.rawValue
    }
}
