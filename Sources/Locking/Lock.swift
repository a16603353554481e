#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A value that one thread at a time may touch. May be used from any thread.
///
/// In place of `Synchronization.Mutex`, whose waiting on Linux happens where the thread sanitizer sees nothing: it
/// reports a race in every contended `withLock`, and would hide real ones among them. Uncontended it costs as much;
/// locking twice in one thread hangs.
///
/// `@unchecked Sendable`: `value` is touched only between locking and unlocking, and the mutex's address never changes.
package final class Lock<Value: Sendable>: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private var value: Value

    /// Unlocked, with this value.
    package init(_ value: Value) {
        self.value = value
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Runs `body` while no other thread is in `withLock`; what it throws is thrown on, with the lock released.
    package func withLock<Result, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value)
    }
}
