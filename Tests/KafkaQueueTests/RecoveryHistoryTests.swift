import MessageQueue
import Testing

@testable import KafkaQueue

struct RecoveryHistoryTests {
    private let start = ContinuousClock.now
    private let timeout = Duration.seconds(5)

    @Test func fenceOfYoungTransactionIsASuccessor() {
        var history = RecoveryHistory()
        #expect(history.allows(recoveryFrom: .fenced, age: .seconds(4), timeout: timeout, now: start) == false)
    }

    @Test func fenceOfOldTransactionIsItsTimeOutOnceAMinute() {
        var history = RecoveryHistory()
        #expect(history.allows(recoveryFrom: .fenced, age: .seconds(6), timeout: timeout, now: start) == true)
        history.noteCommit()
        let soon = start.advanced(by: .seconds(59))
        #expect(history.allows(recoveryFrom: .fenced, age: .seconds(6), timeout: timeout, now: soon) == false)
        let later = start.advanced(by: .seconds(61))
        #expect(history.allows(recoveryFrom: .fenced, age: .seconds(6), timeout: timeout, now: later) == true)
    }

    @Test func whatTheBrokerForbidsIsNotTriedAgain() {
        var history = RecoveryHistory()
        #expect(history.allows(recoveryFrom: .notAuthorized, age: .zero, timeout: timeout, now: start) == false)
    }

    @Test func threeRecoveriesWithoutACommitAreEnough() {
        var history = RecoveryHistory()
        for _ in 0..<3 {
            #expect(history.allows(recoveryFrom: .transactionFailed, age: .zero, timeout: timeout, now: start) == true)
        }
        #expect(history.allows(recoveryFrom: .transactionFailed, age: .zero, timeout: timeout, now: start) == false)
        history.noteCommit()
        #expect(history.allows(recoveryFrom: .transactionFailed, age: .zero, timeout: timeout, now: start) == true)
    }
}
