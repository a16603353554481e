import Dispatch
import Locking
import Testing

@Suite(.timeLimit(.minutes(1)))
struct LockTests {
    @Test func losesNoChangeOfManyThreads() {
        let counted = Lock(0)
        DispatchQueue.concurrentPerform(iterations: 4) { _ in
            for _ in 0..<20_000 { counted.withLock { $0 += 1 } }
        }
        #expect(counted.withLock { $0 } == 80_000)
    }

    @Test func isFreeAgainAfterAnErrorAndKeepsWhatWasChanged() {
        struct Refused: Error {}
        let value = Lock("before")
        #expect(throws: Refused.self) {
            try value.withLock { value throws(Refused) in
                value = "changed"
                throw Refused()
            }
        }
        #expect(value.withLock { $0 } == "changed")
    }
}
