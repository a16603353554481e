import Foundation
package import MessageQueue
import Testing

/// The contract as checks that every transport passes, or does not declare.
///
/// A check runs on a thread of its own, with topics and a group of its own, so that all can run at once on one broker.
package struct QueueConformance: Sendable {
    let queue: any MessageQueue
    private let makeTopic: @Sendable (NewTopic) throws -> Void
    /// Keeps runs on the same broker apart.
    let prefix: String

    /// - Parameters:
    ///   - queue: what is checked.
    ///   - prefix: begins all names of topics and groups.
    ///   - makeTopic: for transports that declare no `createsTopics`.
    package init(
        _ queue: any MessageQueue, prefix: String, makeTopic: (@Sendable (NewTopic) throws -> Void)? = nil
    ) {
        self.queue = queue
        self.prefix = prefix
        self.makeTopic = makeTopic ?? { try queue.create([$0], within: .seconds(20)) }
    }

    /// Runs one check; records what differs from the contract at its place in the suite.
    package func run(_ check: Check) async {
        let failure: (any Error)? = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                do {
                    try perform(check)
                    continuation.resume(returning: nil)
                } catch {
                    continuation.resume(returning: error)
                }
            }
        }
        switch failure {
        case nil: return
        case let failure as ConformanceFailure:
            Issue.record("\(check.rawValue): \(failure.description)", sourceLocation: failure.location)
        case let failure as QueueError: Issue.record("\(check.rawValue): \(String(reflecting: failure))")
        case let failure?: Issue.record(failure)
        }
    }

    private func perform(_ check: Check) throws {
        switch check {
        case .deliversInOrderPerPartition: try deliversInOrderPerPartition()
        case .keepsNullApartFromEmpty: try keepsNullApartFromEmpty()
        case .keepsDuplicateHeadersInOrder: try keepsDuplicateHeadersInOrder()
        case .showsOutputsAndPositionsTogether: try showsOutputsAndPositionsTogether()
        case .hidesAbortedOutputsAndDeliversAgain: try hidesAbortedOutputsAndDeliversAgain()
        case .deliversAgainFromTheFirstMessageOnly: try deliversAgainFromTheFirstMessageOnly()
        case .bringsNotesBack: try bringsNotesBack()
        case .refusesNoteThatIsTooLarge: try refusesNoteThatIsTooLarge()
        case .commitsUnitThatReceivedNothing: try commitsUnitThatReceivedNothing()
        case .handsOverWithoutLossOrRepetition: try handsOverWithoutLossOrRepetition()
        case .fencesZombie: try fencesZombie()
        case .readsWithoutGroup: try readsWithoutGroup()
        case .tellsWatermarks: try tellsWatermarks()
        case .tellsEndOfPartition: try tellsEndOfPartition()
        case .wakesReceive: try wakesReceive()
        case .closesPromptly: try closesPromptly()
        case .refusesUnknownTopic: try refusesUnknownTopic()
        case .namesOversizeOutput: try namesOversizeOutput()
        case .namesOversizeOutputAmongSmallOnes: try namesOversizeOutputAmongSmallOnes()
        case .recoversAfterUnknownOutcome: try recoversAfterUnknownOutcome()
        case .createsTopicsWithSettings: try createsTopicsWithSettings()
        case .refusesCallsOutOfOrder: try refusesCallsOutOfOrder()
        case .countsDeliveries: try countsDeliveries()
        }
    }

    func topic(_ name: String, partitions: Int = 1, configuration: [(name: String, value: String)] = []) throws
        -> String
    {
        let full = "\(prefix).\(name)"
        try makeTopic(NewTopic(name: full, partitionCount: partitions, configuration: configuration))
        return full
    }
}
