import Foundation
import MessageQueue
import Synchronization

/// Uses a waker again and again until stopped, so that a call that has not begun yet is caught as well.
final class WakingThread: Sendable {
    private let isStopped = Atomic(false)

    init(_ waker: any QueueWaker) {
        Thread.detachNewThread { [self] in
            while !isStopped.load(ordering: .acquiring) {
                waker.wake()
                Thread.sleep(forTimeInterval: 0.05)
            }
        }
    }

    func stop() { isStopped.store(true, ordering: .releasing) }
}
