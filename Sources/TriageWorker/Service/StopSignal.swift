import Dispatch
package import MessageQueue
import Locking

/// Asks every stream of a worker to finish. May be used from any thread, also from a signal source's handler.
package final class StopSignal: Sendable {
    private struct State {
        var requestedAt: ContinuousClock.Instant?
        var wakers: [any QueueWaker] = []
        var waiting: [DispatchSemaphore] = []
    }

    private let state = Lock(State())

    /// Not requested yet.
    package init() {}

    /// Whether somebody asked for the end.
    package var isRequested: Bool { requestedAt != nil }

    /// When somebody first asked for the end.
    var requestedAt: ContinuousClock.Instant? { state.withLock { $0.requestedAt } }

    /// Asks for the end: wakes whatever waits. Asking again changes nothing.
    package func request() {
        let (wakers, waiting) = state.withLock { state in
            if state.requestedAt == nil { state.requestedAt = .now }
            return (state.wakers, state.waiting)
        }
        for waker in wakers { waker.wake() }
        for semaphore in waiting { semaphore.signal() }
    }

    /// Wakes this one, too; at once if the end is asked for already.
    package func attach(_ waker: any QueueWaker) {
        let isRequested = state.withLock { state in
            state.wakers.append(waker)
            return state.requestedAt != nil
        }
        if isRequested { waker.wake() }
    }

    /// Waits for the request, at most for `duration`. Blocks the thread.
    package func wait(_ duration: Duration) {
        let semaphore = DispatchSemaphore(value: 0)
        let isRequested = state.withLock { state in
            state.waiting.append(semaphore)
            return state.requestedAt != nil
        }
        let (seconds, attoseconds) = duration.components
        let nanoseconds = Int(min(seconds, 1_000_000)) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
        if !isRequested { _ = semaphore.wait(timeout: .now() + .nanoseconds(max(nanoseconds, 0))) }
        state.withLock { state in state.waiting.removeAll { $0 === semaphore } }
    }
}
