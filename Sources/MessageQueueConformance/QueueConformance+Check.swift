package import MessageQueue

extension QueueConformance {
    /// One property of the contract each.
    package enum Check: String, CaseIterable, Sendable {
        case deliversInOrderPerPartition, keepsNullApartFromEmpty, keepsDuplicateHeadersInOrder
        case showsOutputsAndPositionsTogether, hidesAbortedOutputsAndDeliversAgain
        case deliversAgainFromTheFirstMessageOnly, bringsNotesBack, refusesNoteThatIsTooLarge
        case commitsUnitThatReceivedNothing, handsOverWithoutLossOrRepetition, fencesZombie
        case readsWithoutGroup, tellsWatermarks, tellsEndOfPartition, wakesReceive, closesPromptly
        case refusesUnknownTopic, namesOversizeOutput, recoversAfterUnknownOutcome, createsTopicsWithSettings
        case refusesCallsOutOfOrder, countsDeliveries, namesOversizeOutputAmongSmallOnes

        /// Whether a transport that declares this has to pass the check.
        package func applies(to features: QueueFeatures) -> Bool {
            switch self {
            case .showsOutputsAndPositionsTogether, .hidesAbortedOutputsAndDeliversAgain:
                features.isolatesReaders && features.keepsPositions
            case .bringsNotesBack, .commitsUnitThatReceivedNothing: features.keepsNotes && features.keepsPositions
            case .handsOverWithoutLossOrRepetition: features.keepsPositions
            case .fencesZombie: features.fencesByTransactionalID
            case .refusesUnknownTopic: features.refusesUnknownTopics
            case .namesOversizeOutput, .namesOversizeOutputAmongSmallOnes:
                features.refusesOversizeRecords && features.createsTopics
            case .createsTopicsWithSettings: features.createsTopics
            default: true
            }
        }

        package static func applying(to features: QueueFeatures) -> [Check] {
            allCases.filter { $0.applies(to: features) }
        }
    }
}
