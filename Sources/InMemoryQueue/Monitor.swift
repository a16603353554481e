#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A lock with a condition: what `Mutex` lacks for a call that waits until something happens.
///
/// `@unchecked Sendable`: its two members are made for use from many threads, and their addresses never change.
final class Monitor: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init() {
        pthread_mutex_init(mutex, nil)
        #if canImport(Glibc)
            var attributes = pthread_condattr_t()
            pthread_condattr_init(&attributes)
            pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
            pthread_cond_init(condition, &attributes)
            pthread_condattr_destroy(&attributes)
        #else
            pthread_cond_init(condition, nil)
        #endif
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    func locked<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body()
    }

    /// Waits for `notify`, at most for `duration`. Only within `locked`; the lock is free meanwhile.
    func wait(_ duration: Duration) {
        let (seconds, attoseconds) = max(duration, .zero).components
        let nanoseconds = Int(attoseconds / 1_000_000_000)
        #if canImport(Glibc)
            var end = timespec()
            clock_gettime(CLOCK_MONOTONIC, &end)
            let sum = end.tv_nsec + nanoseconds
            end.tv_sec += Int(min(seconds, 1_000_000_000)) + sum / 1_000_000_000
            end.tv_nsec = sum % 1_000_000_000
            pthread_cond_timedwait(condition, mutex, &end)
        #else
            var length = timespec(tv_sec: Int(min(seconds, 1_000_000_000)), tv_nsec: nanoseconds)
            pthread_cond_timedwait_relative_np(condition, mutex, &length)
        #endif
    }

    /// Wakes all that wait. Only within `locked`.
    func notify() { pthread_cond_broadcast(condition) }
}
