import MessageQueue
import Synchronization

/// Sets a flag and makes everyone who waits look.
final class InMemoryWaker: QueueWaker {
    private let isSet = Atomic(false)
    private let monitor: Monitor

    init(monitor: Monitor) { self.monitor = monitor }

    func wake() {
        isSet.store(true, ordering: .releasing)
        monitor.locked { monitor.notify() }
    }

    /// Whether it was used since the last call.
    func take() -> Bool { isSet.exchange(false, ordering: .acquiring) }
}
